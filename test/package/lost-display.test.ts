// The shipped unit on systemd, around the installed served kiosk whose display goes away.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { findChromium } from '../../electron/served/chromium.ts';
import { losableDisplay } from '../e2e/fixtures/losable-session.ts';
import { readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { until } from '../e2e/fixtures/until.ts';
import { hurry, MAY_HURRY } from '../fixtures/hurried-time.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { installedForTests } from './fixtures/installed.ts';
import { packedForTests } from './fixtures/packed.ts';
import { startUserManager } from './fixtures/user-manager.ts';

const NAME = 'confera-kiosk-served';

/** How long an entrance may be closed once its display is back, milliseconds. */
const BACK_MS = 30_000;

const { files } = packedForTests();
const installed = installedForTests(
  files.find((file) => path.basename(file).startsWith(`${NAME}_`)) ?? '',
);

/** Lays out what the unit starts: the installed kiosk, on this machine and with its Chromium. */
async function layOut(place: string, chromium: string) {
  const at = (name: string) => path.join(place, name);
  const script = (name: string, text: string) => {
    writeFileSync(at(name), text, { mode: 0o755 });
    return at(name);
  };
  const installedCommand = readFileSync(installed().at(`/usr/bin/${NAME}`), 'utf8');
  const unit = readFileSync(installed().at(`/usr/lib/systemd/user/${NAME}.service`), 'utf8');
  const command = installedCommand.replaceAll('/opt/', `${installed().at('/opt')}/`);
  return {
    unit: unit.replace(/^ExecStart=.*$/m, `ExecStart=${script('kiosk', command)}`),
    settings: {
      ...readySettings(await runSimulator()),
      ...MAY_HURRY,
      KIOSK_DATA_DIR: at('data'),
      KIOSK_CHROMIUM: script('chromium', `#!/bin/sh\nexec '${chromium}' --disable-gpu "$@"\n`),
      TMPDIR: place,
    },
  };
}

it('opens a window again when the display is back', { timeout: 180_000 }, async ({ skip }) => {
  const missing = missingOf(['Xvfb', 'openbox', 'xdotool']);
  if (missing) return skip(missing);
  const chromium = findChromium(process.env);
  if (!chromium) return skip('there is no Chromium on this machine');
  const { unit, settings } = await layOut(temporaryFolder(), chromium);
  const manager = await startUserManager({ [`${NAME}.service`]: unit });
  if (typeof manager === 'string') return skip(manager);
  const { systemctl, giveSettings } = manager;
  giveSettings(settings);
  const display = await losableDisplay();
  const windows = () => {
    const args = ['search', '--onlyvisible', '--class', 'chromium'];
    const env = { ...process.env, DISPLAY: display.address };
    return spawnSync('xdotool', args, { env, encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
  };
  systemctl('set-environment', `DISPLAY=${display.address}`);
  systemctl('start', NAME);
  onTestFinished(() => void systemctl('stop', NAME));
  await until(() => expect(windows()).toHaveLength(1), BACK_MS);

  await display.lose();
  // It opens windows in vain, until it gives up and is started again.
  const shows = (property: string) => Number(systemctl('show', '-p', property, '--value', NAME));
  await hurry(shows('MainPID'), () =>
    until(() => expect(shows('NRestarts')).toBeGreaterThan(0), 2 * BACK_MS),
  );
  await display.bringBack();
  await until(() => expect(windows()).toHaveLength(1), BACK_MS);
});
