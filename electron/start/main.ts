import path from 'node:path';
import { Kiosk } from '../kiosk/kiosk.ts';
import { FolderInUseError } from '../outbox/instance-lock.ts';
import { findChromium, hasDisplay, openWindow } from '../served/chromium.ts';
import { readPageFiles } from '../served/page-files.ts';
import { type ServedKiosk, serveKiosk } from '../served/server.ts';
import {
  BadSettingError,
  type FlagValues,
  parseFlags,
  readGiven,
  wholeNumber,
} from '../settings/command-line.ts';
import { takeEnvironment } from '../settings/environment.ts';
import { fileKeyStore } from '../settings/key-store.ts';
import { findElectron, runElectron } from './electron-program.ts';
import { untilEnded } from './until-ended.ts';

const EXIT = { ok: 0, fault: 1, badSetting: 2, inUse: 4 } as const;

const HELP = `Starts the kiosk.

  --host electron    in the Electron app
  --host browser     served on this machine, for its Chromium
  --port N           the port to serve on (default: any that is free)
  --no-open          serve only; open the printed address by hand
  --windowed         not full-screen

Without --host it is Electron where its program is installed, else the browser. Settings come from the environment
(CONFERA_BASE_URL, CONFERA_API_KEY, KIOSK_…), from flags, or from the setup screen: README.md has the table.
`;

const root = path.resolve(import.meta.dirname, '../..');
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const environment = takeEnvironment(process.env);
  const values = parseFlags(process.argv.slice(2), {
    help: { type: 'boolean', short: 'h' },
    host: { type: 'string' },
    port: { type: 'string' },
    'no-open': { type: 'boolean' },
    windowed: { type: 'boolean' },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return EXIT.ok;
  }
  const given = readGiven(values, environment, process.env);
  const port = wholeNumber('--port', values.port, 65_535, 0);
  const host = hostOf(values.host);
  if (host.is === 'electron') {
    const { program } = host;
    return runElectron({
      program,
      root,
      args: electronArgs(values),
      env: process.env,
      environment,
    });
  }
  const locked = given.settings.lockdown && values.windowed !== true;
  const kiosk = new Kiosk({ ...given, keyStore: fileKeyStore(given.dataDir), locked });
  await kiosk.start();
  const page = readPageFiles(path.join(root, 'out/renderer'));
  const served = await serveKiosk({ kiosk, page, port });
  process.stdout.write(`kiosk ${served.url}\n`);
  const closeWindow =
    values['no-open'] === true ? undefined : open(served, values.windowed === true);
  if (!kiosk.pin.isSet && kiosk.core) {
    say('No staff PIN is set, so the staff area stays closed: set KIOSK_STAFF_PIN.');
  }
  await untilEnded();
  await served.close();
  await kiosk.close();
  await closeWindow?.();
  return EXIT.ok;
}

type Host = { is: 'browser' } | { is: 'electron'; program: string };

function hostOf(value: unknown): Host {
  const program = findElectron(root, process.env);
  if (value === 'browser') return { is: value };
  if (value !== undefined && value !== '' && value !== 'electron') {
    throw new BadSettingError('--host must be electron or browser');
  }
  if (program) return { is: 'electron', program };
  if (value !== 'electron') return { is: 'browser' };
  throw new BadSettingError(
    "--host electron needs Electron's program, which is not installed here: " +
      'run "npx install-electron" where it can be downloaded, or use --host browser',
  );
}

/** Opens a window where one can be seen; the kiosk goes on without it. */
function open(served: ServedKiosk, windowed: boolean): (() => Promise<void>) | undefined {
  const program = findChromium(process.env);
  if (program && hasDisplay(process.env)) {
    return openWindow(program, served.singleUseUrl(), { env: process.env, windowed });
  }
  say(
    program
      ? 'No display here: open the address above.'
      : 'No Chromium found: open the address above.',
  );
  return undefined;
}

/** The flags that the app takes, too; the others are this command's. */
function electronArgs(values: FlagValues): string[] {
  return Object.entries(values).flatMap(([flag, value]) => {
    if (['help', 'host', 'port', 'no-open'].includes(flag) || value === undefined) return [];
    return value === true ? [`--${flag}`] : [`--${flag}=${value}`];
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    if (error instanceof BadSettingError) process.exit(EXIT.badSetting);
    process.exit(error instanceof FolderInUseError ? EXIT.inUse : EXIT.fault);
  },
);
