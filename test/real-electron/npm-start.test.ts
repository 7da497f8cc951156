// `npm start` around the packed kiosk whose display goes away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { UNEVEN_KEYS } from '../e2e/fixtures/kiosk-window.ts';
import { losableDisplay } from '../e2e/fixtures/losable-session.ts';
import { readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { endingAsElectron45 } from './fixtures/ending-as-electron-45.ts';
import { programOf, readyToScan, START_MS, shellLog } from './fixtures/packed-kiosk.ts';
import { checksIn } from './fixtures/scans.ts';
import { leaveByTouch } from './fixtures/staff-by-touch.ts';

const MAIN = path.resolve(import.meta.dirname, '../../electron/start/main.ts');

it('is back when the display is, until staff leave it', { timeout: 4 * START_MS }, async () => {
  const display = await losableDisplay();
  vi.stubEnv('DISPLAY', display.address);
  onTestFinished(() => void vi.unstubAllEnvs());
  const [place, dataDir] = [temporaryFolder(), temporaryFolder()];
  const program = path.join(place, 'electron');
  // The packed app brings its script, and is told no other.
  writeFileSync(program, endingAsElectron45(programOf(), false), { mode: 0o755 });
  const simulator = await runSimulator();
  const node = [process.execPath, '--disable-warning=ExperimentalWarning'] as const;
  const command = spawn(node[0], [node[1], MAIN, '--host', 'electron'], {
    env: {
      ...process.env,
      ...readySettings(simulator),
      ...UNEVEN_KEYS,
      HOME: place,
      KIOSK_DATA_DIR: dataDir,
      ELECTRON_OVERRIDE_DIST_PATH: place,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(command, 'exit');
  onTestFinished(async () => {
    command.kill('SIGTERM');
    await ended;
  });
  let said = '';
  command.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const log = () => shellLog(dataDir);
  await readyToScan({ log });

  await display.lose();
  const again = (seconds: number) => `The app ended by 0. It is started again in ${seconds} s.\n`;
  // It has also tried in vain without a display.
  await until(() => expect(said).toContain(again(2)), START_MS);
  await display.bringBack();
  await readyToScan({ log }, 2);
  expect(said).toContain(again(1));
  await checksIn({ simulator, dataDir }, 'TEST-LOST-DISPLAY');
  await leaveByTouch();
  expect((await ended)[0]).toBe(7);
});
