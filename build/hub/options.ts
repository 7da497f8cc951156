import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { inOneSpelling } from '../../electron/hub/addresses.ts';
import type { Given } from '../../electron/hub/settle-identity.ts';
import { HELP_FLAG, readFlags, type ValuesOf, wholeNumber } from '../../electron/process/flags.ts';
import { defaultDataDir } from '../../electron/settings/data-folder.ts';
import { takeEnvironment } from '../../electron/settings/environment.ts';
import { VALID_DAYS } from '../../shared/bridge/sheet.ts';

export const HELP = `Is the hub by which the devices of a venue know of each other's scans while the internet is gone.

  npm run hub                    starts it: prints "hub tls://HOST:PORT" once it takes claims, and stays until Ctrl-C
  npm run -s hub -- join NAME    joins a device: prints its line KIOSK_HUB_JOIN=…, which is a secret like a key
  npm run -s hub -- list         prints a JSON object for each device that was ever joined
  npm run -s hub -- revoke NAME  ends a device's access at once; its id in that list, which the page Venue of a kiosk
                                 shows, will do as well
  npm run hub -- nodes A B C     makes the hub one of three machines with these addresses, this machine's first

  --data-dir FOLDER    the data folder (or KIOSK_DATA_DIR); the hub's own is hub/ in it
  --port N             the port (default, and for 0: any that is free). The first start or join fixes it
  --listen ADDRESS     the address of this machine to listen on: one in the venue's network, or 0.0.0.0 for all
                       (default: 127.0.0.1, which no other machine reaches). It is kept, too
  --qr FILE            for join: writes the line as a QR code as well, to FILE.png or FILE.svg. It is sealed as
                       provisioning codes are; its passphrase comes from KIOSK_PASSPHRASE or is asked for. A kiosk
                       that is set up takes it in the staff area
  --expires DAYS       for --qr: for how many days the code is valid, 1 to 90 (default: 7)
  --help               show this

Devices may be joined and revoked while the hub runs, and before. The server is nats-server: KIOSK_HUB_SERVER names it,
else it is looked for on PATH; on Debian it is unpacked from Debian's package. docs/hub.md has more.

Exit code: 0 done, 2 a bad setting or name, 4 another command is this hub, 6 no nats-server can be had, 1 a fault.
`;

const FLAGS = {
  ...HELP_FLAG,
  'data-dir': { type: 'string' },
  port: { type: 'string' },
  listen: { type: 'string' },
  qr: { type: 'string' },
  expires: { type: 'string' },
} as const;

const NO_HOME = 'Set --data-dir or KIOSK_DATA_DIR to the full path of a folder';

export type Task =
  | { is: 'run' }
  | { is: 'list' }
  | { is: 'join' | 'revoke'; name: string }
  | { is: 'nodes'; nodes: string[] };

/** The picture that join is to make of the line. */
export type Picture = {
  file: string;
  /** For how many days the code is valid. */
  days: number;
  /** `KIOSK_PASSPHRASE` */
  passphrase: string | undefined;
};

export type Options = { task: Task; given: Given; dataDir: string; picture: Picture | null };

/**
 * Reads the command line and the environment, from which what no program that this starts has a use for is removed.
 *
 * @throws BadSettingError
 */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const environment = takeEnvironment(env);
  const { KIOSK_PASSPHRASE: passphrase } = env;
  delete env.KIOSK_HUB_JOIN;
  delete env.KIOSK_PASSPHRASE;
  const { values, words } = readFlags(args, FLAGS, { takesWords: true });
  if (values.help) return 'help';
  const task = taskOf(words);
  const dataDir =
    values['data-dir'] || environment.dataDir || defaultDataDir(env, process.platform);
  if (dataDir === null) throw new BadSettingError(NO_HOME);
  const listen = values.listen ? inOneSpelling(values.listen) : null;
  const port = wholeNumber('--port', values.port, { max: 65_535, fallback: 0 });
  const takesPlace = task.is === 'run' || task.is === 'join';
  if (!takesPlace && (listen !== null || port !== 0)) {
    throw new BadSettingError(
      `${task.is} takes no --port and no --listen: those are for a start or a join`,
    );
  }
  const picture = pictureOf(values, task, passphrase);
  return { task, given: { listen, port: port || null }, dataDir, picture };
}

function pictureOf(
  { qr, expires }: ValuesOf<typeof FLAGS>,
  task: Task,
  passphrase: string | undefined,
): Picture | null {
  const { min, max, usual: fallback } = VALID_DAYS;
  const days = wholeNumber('--expires', expires, { min, max, fallback });
  if (task.is !== 'join' && (qr || expires)) {
    throw new BadSettingError(`${task.is} takes no --qr and no --expires: those are for a join`);
  }
  if (expires && !qr) throw new BadSettingError('--expires is for the code that --qr FILE writes');
  return qr ? { file: qr, days, passphrase } : null;
}

function taskOf(words: string[]): Task {
  const [task, name, ...more] = words;
  if (task === undefined) return { is: 'run' };
  if (task === 'list' && name === undefined) return { is: 'list' };
  if (task === 'nodes') return { is: 'nodes', nodes: words.slice(1) };
  if ((task === 'join' || task === 'revoke') && more.length === 0) {
    if (name !== undefined) return { is: task, name };
    throw new BadSettingError(`${task} needs the device's name: npm run hub -- ${task} NAME`);
  }
  const wanted = 'join NAME, revoke NAME, list or nodes A B C';
  throw new BadSettingError(
    task === 'join' || task === 'revoke'
      ? `A name of several words must stand in quotation marks: npm run hub -- ${task} "NAME"`
      : `The hub takes ${wanted}, or nothing to start, not ${JSON.stringify(words.join(' '))}`,
  );
}
