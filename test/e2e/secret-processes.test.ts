import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findChromium } from '../../electron/served/chromium.ts';
import { JOIN, JOIN_LINE } from '../fixtures/a-join-line.ts';
import { askForMetrics } from '../fixtures/read-metrics.ts';
import { startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { freePort } from '../proxy/fixtures/confera-by-tls.ts';
import { startKioskProcess } from './drivers/kiosk-process.ts';
import { descendantsOf, filesWith } from './fixtures/processes.ts';
import { readySettings, runSimulator } from './fixtures/running-kiosk.ts';
import { until } from './fixtures/until.ts';

/** Occur nowhere else, so that finding one is finding it out. */
const KEY = 'cat_e2e_4Wd8NeverInAProcess';
const PIN = '903715284061';
const TOKEN = 'for-metrics-7Hn2NeverInAProcess';

const root = path.resolve(import.meta.dirname, '../..');
const START = path.join(root, 'electron/start/main.ts');

/** A program that starts another with further arguments first. */
function wrapper(name: string, command: string): string {
  const folder = temporaryFolder();
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** How each host is started here, where Electron is a stand-in and Chromium shows no window. */
const HOSTS: Record<'electron' | 'browser', () => Record<string, string>> = {
  electron: () => {
    const hook = path.join(root, 'test/standin/hook.mjs');
    const program = wrapper('electron', `'${process.execPath}' --import '${hook}'`);
    return { ELECTRON_OVERRIDE_DIST_PATH: path.dirname(program) };
  },
  browser: () => ({
    KIOSK_CHROMIUM: wrapper('chromium', `'${findChromium(process.env)}' --headless --no-sandbox`),
    DISPLAY: ':none',
  }),
};

it.runIf(process.platform === 'linux').each(['electron', 'browser'] as const)(
  'the key, the PIN, the line for a hub and the token for metrics given to `npm start` reach the kiosk in %s, and no program’s environment or command line, log or database',
  async (host) => {
    const simulator = await runSimulator();
    simulator.setKey(KEY, { state: 'live', scopes: ['badges:write'] });
    const dataDir = temporaryFolder();
    const env = {
      ...readySettings(simulator),
      CONFERA_API_KEY: KEY,
      KIOSK_STAFF_PIN: PIN,
      KIOSK_HUB_JOIN: JOIN_LINE,
      KIOSK_DATA_DIR: dataDir,
    };
    // A scan that waits is sent by whoever has the key.
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const gate = startGate({ env, args: ['--drain-ms', '0'] });
    gate.child.stdin.end('TEST-SENT-WITH-THE-KEY\n');
    expect(await gate.exited).toBe(3);
    simulator.clearFaults();

    const port = await freePort();
    const kiosk = startKioskProcess([START, '--host', host], {
      ...env,
      KIOSK_METRICS_ADDRESS: `127.0.0.1:${port}`,
      KIOSK_METRICS_TOKEN: TOKEN,
      ...HOSTS[host](),
    });
    onTestFinished(async () => void (await kiosk.close()));
    const { pid = 0 } = kiosk.child;
    // With its page open it has started all that it starts.
    const isRenderer = ({ commandLine }: { commandLine: string }) =>
      commandLine.includes('--type=renderer');
    await until(() => expect(descendantsOf(pid).some(isRenderer)).toBe(true), 30_000);
    await until(() => {
      expect(simulator.checkins().map(({ code }) => code)).toEqual(['TEST-SENT-WITH-THE-KEY']);
      expect(filesWith(dataDir, '$argon2id$')).toEqual(['staff.json']);
    }, 30_000);

    const headers = { authorization: `Bearer ${TOKEN}` };
    const { body } = await askForMetrics(port, { headers });
    expect(body).toContain(`face="${host === 'electron' ? 'electron' : 'served'}"`);

    const started = descendantsOf(pid);
    expect(started.length).toBeGreaterThan(1);
    for (const secret of [KEY, PIN, JOIN_LINE, JOIN.seed, JOIN.secret, TOKEN]) {
      const exposed = started.filter(
        ({ commandLine, environment }) =>
          commandLine.includes(secret) || environment.includes(secret),
      );
      expect(exposed.map(({ commandLine }) => commandLine)).toEqual([]);
      expect(filesWith(dataDir, secret)).toEqual([]);
      expect(kiosk.stderr()).not.toContain(secret);
    }
    // What they were given can be seen there.
    expect(started.some(({ environment }) => environment.includes(dataDir))).toBe(true);
  },
);
