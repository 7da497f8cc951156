import path from 'node:path';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { FolderInUseError } from '../core/system/folder-lock.ts';
import { type FlagValues, parseFlags, readGiven } from '../process/command-line.ts';
import { EXIT } from '../process/exit-codes.ts';
import { HELP_FLAG, wholeNumber } from '../process/flags.ts';
import { findChromium, hasDisplay } from '../served/chromium.ts';
import { takeEnvironment } from '../settings/environment.ts';
import { settingsBeforeStart } from '../settings/settings-before-start.ts';
import { findElectron, runElectron } from './electron-program.ts';
import { serve } from './serve.ts';

const HELP = `Starts the kiosk.

  --host electron    in the Electron app
  --host browser     served on this machine, for its Chromium
  --port N           the port to serve on (default: any that is free)
  --no-open          serve only; open the printed address by hand
  --windowed         in an ordinary window instead of full-screen
  --help             show this

Without --host the kiosk runs in Electron where its program is installed, otherwise in the browser. It is up within a
few seconds and stays until it is ended; an Electron app that dies is started again. When staff leave the kiosk, this
command ends with exit code 7. Settings come from the environment (CONFERA_BASE_URL, CONFERA_API_KEY, KIOSK_…), from flags
(--base-url, --location, …; never the key), or from the setup screen: docs/settings.md lists them.
`;

const root = path.resolve(import.meta.dirname, '../..');
const say = (line: string) => process.stderr.write(`${line}\n`);

// After its terminal was closed nobody reads the kiosk's words. That is no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

async function main(): Promise<number> {
  // From here on every new file is for this user alone, SQLite's and Chromium's too.
  process.umask(0o077);
  const environment = takeEnvironment(process.env);
  const values = parseFlags(process.argv.slice(2), {
    ...HELP_FLAG,
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
  const port = wholeNumber('--port', values.port, { max: 65_535, fallback: 0 });
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
  const locked = settingsBeforeStart(given).lockdown && values.windowed !== true;
  return serve(given, { root, port, locked, program: browserOf(values) });
}

/** Chromium, if a window is wanted, the program is installed and there is a display to show it on; otherwise null. */
function browserOf(values: FlagValues): string | null {
  if (values['no-open'] === true) return null;
  const program = findChromium(process.env);
  if (program && hasDisplay(process.env)) return program;
  say(`${program ? 'No display here' : 'No Chromium found'}: open the printed address by hand.`);
  return null;
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

/** The flags that the app takes as well. The others are for this command alone. */
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
