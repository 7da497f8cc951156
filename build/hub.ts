// The hub of a venue on this machine, and the devices that may join it.
import { networkInterfaces } from 'node:os';
import { explainStart } from '../electron/core/outbox/start-problem.ts';
import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { systemClock } from '../electron/core/system/clock.ts';
import { FolderInUseError } from '../electron/core/system/folder-lock.ts';
import { openLog } from '../electron/core/system/log.ts';
import { isForThisMachineAlone } from '../electron/hub/addresses.ts';
import { joinDevice, revokeDevice } from '../electron/hub/devices.ts';
import { DamagedHubError, HubFolder } from '../electron/hub/hub-folder.ts';
import { HubServerError } from '../electron/hub/hub-server.ts';
import type { Given } from '../electron/hub/settle-identity.ts';
import { startHub } from '../electron/hub/start-hub.ts';
import { EXIT } from '../electron/process/exit-codes.ts';
import { HELP_FLAG, readFlags, type ValuesOf, wholeNumber } from '../electron/process/flags.ts';
import { runCommand, say } from '../electron/process/run-command.ts';
import { sealHubCode } from '../electron/provisioning/seal.ts';
import { defaultDataDir } from '../electron/settings/data-folder.ts';
import { takeEnvironment } from '../electron/settings/environment.ts';
import { untilEnded } from '../electron/start/until-ended.ts';
import { VALID_DAYS } from '../shared/bridge/sheet.ts';
import { openCodeFile } from './hub/code-file.ts';
import { hubProgram, NO_HUB_PROGRAM } from './hub/program.ts';
import { takePassphrase } from './provision/take-passphrase.ts';

const HELP = `Is the hub by which the devices of a venue know of each other's scans while the internet is gone.

  npm run hub                    starts it: prints "hub tls://HOST:PORT" once it takes claims, and stays until Ctrl-C
  npm run -s hub -- join NAME    joins a device: prints its line KIOSK_HUB_JOIN=…, which is a secret like a key
  npm run -s hub -- list         prints a JSON object for each device that was ever joined
  npm run -s hub -- revoke NAME  ends a device's access at once

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

const DAY_S = 86_400;

const NO_HOME = 'Set --data-dir or KIOSK_DATA_DIR to the full path of a folder';

type Task = { is: 'run' } | { is: 'list' } | { is: 'join' | 'revoke'; name: string };

/** The picture that join is to make of the line. */
type Picture = {
  file: string;
  /** For how many days the code is valid. */
  days: number;
  /** `KIOSK_PASSPHRASE` */
  passphrase: string | undefined;
};

type Options = { task: Task; given: Given; dataDir: string; picture: Picture | null };

function readOptions(args: string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const environment = takeEnvironment(env);
  const { KIOSK_PASSPHRASE: passphrase } = env;
  // No program that this starts has a use for them.
  delete env.KIOSK_HUB_JOIN;
  delete env.KIOSK_PASSPHRASE;
  const { values, words } = readFlags(args, FLAGS, { takesWords: true });
  if (values.help) return 'help';
  const task = taskOf(words);
  const dataDir =
    values['data-dir'] || environment.dataDir || defaultDataDir(env, process.platform);
  if (dataDir === null) throw new BadSettingError(NO_HOME);
  const listen = values.listen || null;
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
  if ((task === 'join' || task === 'revoke') && more.length === 0) {
    if (name !== undefined) return { is: task, name };
    throw new BadSettingError(`${task} needs the device's name: npm run hub -- ${task} NAME`);
  }
  const wanted = 'join NAME, revoke NAME or list';
  throw new BadSettingError(
    task === 'join' || task === 'revoke'
      ? `A name of several words must stand in quotation marks: npm run hub -- ${task} "NAME"`
      : `The hub takes ${wanted}, or nothing to start, not ${JSON.stringify(words.join(' '))}`,
  );
}

async function doTask({ task, given, dataDir, picture }: Options): Promise<number> {
  const folder = new HubFolder(dataDir);
  try {
    switch (task.is) {
      case 'run':
        return await run(folder, given, dataDir);
      case 'join':
        await (picture === null
          ? join(folder, { ...given, name: task.name })
          : joinByCode(folder, { ...given, name: task.name }, picture));
        break;
      case 'revoke':
        await revokeDevice(folder, task.name);
        await waitForHub(folder);
        say(`${JSON.stringify(task.name)} has no access to the hub any more.`);
        break;
      case 'list':
        for (const device of folder.devices()) {
          process.stdout.write(`${JSON.stringify(device)}\n`);
        }
    }
    return EXIT.ok;
  } catch (error) {
    if (isPlain(error) || error instanceof BadSettingError) throw error;
    say(explainStart(dataDir, error));
    return error instanceof FolderInUseError ? EXIT.inUse : EXIT.fault;
  }
}

async function run(folder: HubFolder, given: Given, dataDir: string): Promise<number> {
  const program = hubProgram(process.env);
  if (program === null) {
    say(NO_HUB_PROGRAM);
    return EXIT.unavailable;
  }
  const ended = untilEnded();
  const { log, close } = openLog(dataDir, systemClock, {}, { file: 'hub.log' });
  const hub = await startHub({ ...given, folder, program, log, say });
  log.info({ url: hub.url, program }, 'the hub takes claims');
  process.stdout.write(`hub ${hub.url}\n`);
  sayIfAlone(hub.listen);
  await ended;
  await hub.end();
  await close();
  return EXIT.ok;
}

async function join(folder: HubFolder, device: Given & { name: string }): Promise<string> {
  const { line, listen } = await joinDevice(folder, device);
  await waitForHub(folder);
  process.stdout.write(`KIOSK_HUB_JOIN=${line}\n`);
  sayIfAlone(listen);
  return line;
}

/** Everything that may be wrong is asked first, so that no device is joined in vain. */
async function joinByCode(
  folder: HubFolder,
  device: Given & { name: string },
  { file, days, passphrase: given }: Picture,
): Promise<void> {
  const code = openCodeFile(file);
  const passphrase = await takePassphrase({ KIOSK_PASSPHRASE: given });
  const hub = await join(folder, device);
  const expiresAt = Math.floor(Date.now() / 1000 + days * DAY_S) * 1000;
  await code.write(await sealHubCode({ hub, expiresAt }, passphrase));
  say(
    `${code.path}: a code for ${JSON.stringify(device.name)} alone, valid for ${days} ${days === 1 ? 'day' : 'days'}. ` +
      'Delete it when the device has joined, and tell the passphrase by another way.',
  );
}

/** Waits until a hub that runs goes by the changed list of devices. */
async function waitForHub(folder: HubFolder): Promise<void> {
  if (folder.isRunByAnother() && !(await folder.untilInForce())) {
    say('This is saved, but the hub that runs has not noticed it in ten seconds. Look at its log.');
  }
}

function sayIfAlone(listen: string) {
  if (!isForThisMachineAlone(listen)) return;
  const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = others.filter(({ internal, family }) => !internal && family === 'IPv4');
  const example = own[0]?.address ?? 'ADDRESS';
  say(
    `The hub listens on ${listen}, where no other machine reaches it. For the venue's network end it, start it with ` +
      `--listen ${example} (or 0.0.0.0), and join the devices after that.`,
  );
}

function isPlain(error: unknown): boolean {
  return error instanceof DamagedHubError || error instanceof HubServerError;
}

await runCommand({
  name: 'The hub',
  help: HELP,
  read: () => readOptions(process.argv.slice(2), process.env),
  run: doTask,
  isPlain,
});
