import { unwatchFile, watchFile } from 'node:fs';
import { endLeftOver } from '../core/system/left-over-server.ts';
import type { Log } from '../core/system/log.ts';
import { checkedPort, checkListen, reachableAt } from './addresses.ts';
import type { HubDevice, HubFolder, HubIdentity } from './hub-folder.ts';
import { HubServer } from './hub-server.ts';
import { PlaceError } from './place-error.ts';
import type { ServerLine } from './server-process.ts';
import { PATIENCE, type Patience } from './server-pulse.ts';
import { type Given, settleIdentity } from './settle-identity.ts';

/** How often the running hub looks for a device that was joined or revoked, milliseconds. */
const LOOK_MS = 200;

export type HubStart = Given & {
  folder: HubFolder;
  /** The path of nats-server. */
  program: string;
  log: Log;
  /** Is called with what whoever started the hub has to know, a sentence each. */
  say: (sentence: string) => void;
  /** When its server counts as hung. */
  patience?: Patience;
};

export type RunningHub = {
  /** Where devices reach it, as `tls://HOST:PORT`. */
  url: string;
  /** The address that it listens on. */
  listen: string;
  port: number;
  /** The process id of its server; null while there is none. */
  serverPid: () => number | null;
  /** Whether its server is there and has taken claims since it was started. */
  isUp: () => boolean;
  /** Resolves once the server has ended. */
  end: () => Promise<void>;
};

/**
 * Starts the hub of this machine, and resolves once it takes claims. From then on it notices each device that another
 * command joins or revokes.
 *
 * @throws FolderInUseError if another command is this hub
 * @throws PlaceError for a port or an address that can't be had
 * @throws BadSettingError for another port or address than the joined devices know
 * @throws DamagedHubError, HubServerError
 */
export async function startHub({
  folder,
  program,
  log,
  say,
  patience = PATIENCE,
  ...given
}: HubStart): Promise<RunningHub> {
  const giveBack = await folder.takeAsHub();
  try {
    const before = folder.identity();
    const identity = await folder.change(() => settleIdentity(folder, given));
    const { listen, port } = identity;
    await endLeftOver(folder.path);
    await checkPlace(identity, folder);
    const tell = (sentence: string) => {
      log.warn(sentence);
      say(sentence);
    };
    const server = new HubServer({
      program,
      folder,
      identity,
      listen: logger(log),
      tell,
      patience,
    });
    const devices = folder.devices();
    await server.start(devices);
    folder.noteInForce(devices);
    const isMoved = before && !before.cluster && before.listen !== listen;
    if (isMoved && devices.some(({ revokedAt }) => revokedAt === null)) {
      say(
        `Devices that were joined before look for the hub at ${before.listen}. Revoke and join again those that can't reach it there.`,
      );
    }
    const stopWatching = watchDevices(folder, server, devices, tell);
    const [address] = reachableAt(listen, port);
    return {
      url: `tls://${address}`,
      listen,
      port,
      serverPid: () => server.pid,
      isUp: () => server.isUp,
      end: async () => {
        await stopWatching();
        await server.end();
        giveBack();
      },
    };
  } catch (error) {
    giveBack();
    throw error;
  }
}

/**
 * Checks that the hub can listen where it is to. The machine may have another address than when the hub was made.
 *
 * @throws PlaceError
 */
async function checkPlace({ listen, port }: HubIdentity, folder: HubFolder): Promise<void> {
  checkListen(listen);
  const isKnown = folder.devices().some(({ revokedAt }) => revokedAt === null);
  await checkedPort(listen, port).catch((error: unknown) => {
    const trouble = error instanceof PlaceError ? error.trouble : null;
    if (!isKnown || trouble?.is !== 'port-in-use') throw error;
    throw new PlaceError(
      trouble,
      `port ${port} is in use, and this hub's devices know it by that port: end the program that uses it`,
    );
  });
}

/** Has the server go by the list of devices whenever it changes. A list that can't be read changes nothing. */
function watchDevices(
  folder: HubFolder,
  server: HubServer,
  atStart: readonly HubDevice[],
  tell: (sentence: string) => void,
): () => Promise<void> {
  let inForce = JSON.stringify(atStart);
  let work = Promise.resolve();
  const look = async () => {
    try {
      const devices = folder.devices();
      const text = JSON.stringify(devices);
      if (text === inForce) return;
      await server.takeDevices(devices);
      inForce = text;
      folder.noteInForce(devices);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      tell(`The hub goes on with the devices that it had. ${words}`);
    }
  };
  const lookInTurn = () => {
    work = work.then(look);
  };
  watchFile(folder.devicesFile, { interval: LOOK_MS }, lookInTurn);
  // Somebody may have joined between the start of the server and that of the watch.
  lookInTurn();
  return () => {
    unwatchFile(folder.devicesFile, lookInTurn);
    return work;
  };
}

/** Addresses and public keys of devices are in these lines, and nothing secret. */
function logger(log: Log): (line: ServerLine) => void {
  return ({ level, text }) => {
    if (level === 'FTL' || level === 'ERR') log.error({ server: text }, 'nats-server');
    else if (level === 'WRN') log.warn({ server: text }, 'nats-server');
    else log.info({ server: text }, 'nats-server');
  };
}
