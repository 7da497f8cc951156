import { X509Certificate } from 'node:crypto';
import type { HostProblem } from '../../shared/bridge/hub-host.ts';
import type { HubJoin } from '../../shared/hub/join-line.ts';
import { fingerprintOf } from '../core/hub/nats/pinned-certificate.ts';
import { FolderInUseError } from '../core/system/folder-lock.ts';
import type { Log } from '../core/system/log.ts';
import {
  checkListen,
  isForThisMachineAlone,
  type ListenPlace,
  placesToListen,
  reachableAt,
} from '../hub/addresses.ts';
import { DeviceNameError, joinDevice, revokeDevice } from '../hub/devices.ts';
import { BadServerError, findHubServer } from '../hub/find-server.ts';
import { DamagedHubError, type HubDevice, HubFolder } from '../hub/hub-folder.ts';
import { PlaceError } from '../hub/place-error.ts';
import { type RunningHub, startHub } from '../hub/start-hub.ts';
import { CannotHostError } from './cannot-host.ts';

/** The port and the address that the hub has already. */
const AS_IT_IS = { port: null, listen: null };

/** What a device is called whose location can't be a name on the hub. */
const NAMELESS = 'Kiosk';

/** As many letters of a location as leave room for a number behind them. */
const NAME_LETTERS = 60;

/** What a device's line has to do with the hub of this machine. */
export type Relation = 'own' | 'own-no-access' | 'own-moved' | 'other';

/** A device that was joined, with its line, a secret, and whether the hub goes by that already. */
export type JoinedDevice = { ok: true; line: string; device: HubDevice; isInForce: boolean };

/** What is wrong with a name. */
export type BadName = { ok: false; why: DeviceNameError['why'] };

/**
 * The hub of this machine, as a kiosk hosts it. Whoever imports this loads all of `electron/hub/`, so a kiosk does that
 * only once somebody wants to host.
 *
 * Its methods throw a CannotHostError for whatever a person has to put right.
 */
export class OwnHub {
  readonly #folder: HubFolder;

  constructor(dataDir: string) {
    this.#folder = new HubFolder(dataDir);
  }

  /** Where it may listen, and where it has listened before, if that is still one of them. */
  places(): { places: ListenPlace[]; suggested: string | null; isAlone: boolean } {
    const places = placesToListen();
    const before = told(() => this.#folder.identity())?.listen;
    const found = places.find(({ address }) => address === before);
    const suggested = found ?? (places.length === 1 ? places[0] : undefined);
    const isAlone = places.every(({ address }) => isForThisMachineAlone(address));
    return { places, suggested: suggested?.address ?? null, isAlone };
  }

  /** What a line has to do with this hub. */
  relationOf({ fingerprint, device, addresses }: HubJoin): Relation {
    const identity = told(() => this.#folder.identity());
    if (identity === null || fingerprint !== certificateOf(identity)) return 'other';
    if (!this.devices().some(({ id }) => id === device)) return 'own-no-access';
    const reachable = reachableAt(identity.listen, identity.port);
    return reachable.some((each) => addresses.includes(each)) ? 'own' : 'own-moved';
  }

  /**
   * Starts it, and resolves once it takes claims.
   *
   * @param listen null for where it has listened before
   */
  async start(listen: string | null, log: Log): Promise<RunningHub> {
    const folder = this.#folder;
    try {
      const program = await findHubServer(process.env);
      if (program === null) throw new CannotHostError({ is: 'no-server' });
      // Three machines wait for each other, for ever if need be, and one of them may be chosen by its address alone.
      if (folder.identity()?.cluster) throw new CannotHostError({ is: 'three-machines' });
      return await startHub({ port: null, listen, folder, program, log, say: () => {} });
    } catch (error) {
      throw asToldOf(error);
    }
  }

  /** The devices with access, in the order in which they joined. */
  devices(): HubDevice[] {
    return told(() => this.#folder.devices()).filter(({ revokedAt }) => revokedAt === null);
  }

  /** Whether no other machine reaches a hub that listens there. */
  isAlone(listen: string): boolean {
    return isForThisMachineAlone(listen);
  }

  /** Whether this machine has no address any more on which the hub listens. */
  hasLost(listen: string): boolean {
    try {
      checkListen(listen);
      return false;
    } catch {
      return true;
    }
  }

  /**
   * Joins another device. Resolves once the hub goes by the new list, or with `isInForce` false if it doesn't in time.
   *
   * @returns with the device's line, a secret, or with what is wrong with its name
   */
  async join(name: string): Promise<JoinedDevice | BadName> {
    try {
      const { line, device } = await joinDevice(this.#folder, { name, ...AS_IT_IS });
      return { ok: true, line, device, isInForce: await this.#folder.untilInForce() };
    } catch (error) {
      if (error instanceof DeviceNameError) return { ok: false, why: error.why };
      throw asToldOf(error);
    }
  }

  /** Joins this kiosk itself, by its location or, if another device has that name, by that with a number. */
  async joinSelf(location: string): Promise<JoinedDevice> {
    const base = [...location].slice(0, NAME_LETTERS).join('');
    return (await this.#joinByFreeName(base)) ?? (await this.joinSelf(NAMELESS));
  }

  /** Null if no name can begin with this text. */
  async #joinByFreeName(base: string): Promise<JoinedDevice | null> {
    for (let n = 1; ; n++) {
      const joined = await this.join(n === 1 ? base : `${base} ${n}`);
      if (joined.ok) return joined;
      if (joined.why === 'not-accepted') return null;
    }
  }

  /** Ends a device's access. Resolves with whether the hub goes by that, which it does at once if the device has none. */
  async endAccess(id: string): Promise<boolean> {
    const found = this.devices().find((device) => device.id === id);
    if (!found) return true;
    try {
      await revokeDevice(this.#folder, found.name);
      return await this.#folder.untilInForce();
    } catch (error) {
      throw asToldOf(error);
    }
  }
}

function certificateOf({ certificate }: { certificate: string }): string {
  return fingerprintOf(new X509Certificate(certificate).raw);
}

function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asToldOf(error);
  }
}

function asToldOf(error: unknown): CannotHostError {
  return error instanceof CannotHostError ? error : new CannotHostError(problemOf(error), error);
}

function problemOf(error: unknown): HostProblem {
  if (error instanceof PlaceError) return error.trouble;
  if (error instanceof BadServerError) return { is: 'bad-server', program: error.program };
  if (error instanceof DamagedHubError) return { is: 'damaged', file: error.file };
  if (error instanceof FolderInUseError) return { is: 'runs-already' };
  // Everything else that has a code comes from the file system.
  const { code, syscall = '' } = error as NodeJS.ErrnoException;
  return { is: code && !syscall.startsWith('spawn') ? 'storage' : 'server-fails' };
}
