// A whole conference on one machine: the simulator of Confera and a kiosk that is set up against it, until Ctrl-C.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { Kiosk } from '../electron/kiosk/kiosk.ts';
import { readPageFiles } from '../electron/page/page-files.ts';
import { parseFlags, readGiven, wholeNumber } from '../electron/process/command-line.ts';
import { findChromium, hasDisplay, openWindow } from '../electron/served/chromium.ts';
import { serveKiosk } from '../electron/served/server.ts';
import { takeEnvironment } from '../electron/settings/environment.ts';
import { fileKeyStore } from '../electron/settings/key-store.ts';
import { untilEnded } from '../electron/start/until-ended.ts';
import { startSimulator } from '../test/simulator/simulator.ts';

const DEMO_PIN = '2468';
const HELP = `Starts a simulator of Confera and a kiosk that is set up against it, until Ctrl-C.

  --no-open            open no window
  --port N             the kiosk's port (default: any that is free)
  --confera-port N     the simulator's port (default: any that is free)
`;

const root = path.resolve(import.meta.dirname, '..');
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main() {
  const taken = takeEnvironment(process.env);
  const values = parseFlags(process.argv.slice(2), {
    help: { type: 'boolean', short: 'h' },
    port: { type: 'string' },
    'confera-port': { type: 'string' },
    'no-open': { type: 'boolean' },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const given = readGiven(values, taken, process.env);
  const ended = untilEnded();
  const simulator = await startSimulator({
    port: wholeNumber('--confera-port', values['confera-port'], 65_535, 0),
    journalLimit: 100_000,
  });
  // A folder of its own, so that a demo finds nothing of an earlier one and takes nothing from a real kiosk.
  const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-demo-'));
  const environment = {
    location: 'demo-gate',
    eventName: 'Confera Demo Conference',
    staffPin: DEMO_PIN,
    ...taken,
    baseUrl: simulator.url,
    apiKey: 'cat_demo_all',
  };
  const kiosk = new Kiosk({
    dataDir,
    flags: given.flags,
    environment,
    keyStore: fileKeyStore(dataDir),
    locked: false,
  });
  await kiosk.start();
  const served = await serveKiosk({
    kiosk,
    page: readPageFiles(path.join(root, 'out/renderer')),
    port: wholeNumber('--port', values.port, 65_535, 0),
  });
  process.stdout.write(`confera ${simulator.url}\nkiosk ${served.url}\n`);
  say(`Badges to scan or type: ${simulator.url}/badges`);
  say(`Faults to try: ${simulator.url}/simulator/`);
  say(`Staff PIN: ${taken.staffPin ? 'as given' : DEMO_PIN}. Ctrl-C ends everything.`);

  const program = values['no-open'] === true ? null : findChromium(process.env);
  const window =
    program && hasDisplay(process.env)
      ? openWindow(program, served.admitWindow(), { env: process.env, windowed: true })
      : undefined;
  await ended;
  await served.close();
  await kiosk.close();
  await simulator.close();
  await window?.close();
  rmSync(dataDir, { recursive: true, force: true });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(error instanceof BadSettingError ? 2 : 1);
  },
);
