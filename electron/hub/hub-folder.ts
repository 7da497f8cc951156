import { createHash } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { lookAtJson, readIfThere, writeDurably } from '../core/system/durable-file.ts';
import { FolderInUseError, lockDataFolder } from '../core/system/folder-lock.ts';
import { SERVER_FILES } from '../core/system/left-over-server.ts';
import { claimFolder } from '../core/system/private-folder.ts';

/** How long a command waits for another one that is changing something, milliseconds. */
const CHANGE_MS = 10_000;
const TAKE_MS = 1000;
const LOOK_MS = 20;

const identity = z.object({
  version: z.literal(1),
  listen: z.string().min(1),
  port: z.int().min(1).max(65_535),
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  hostSeed: z.string().regex(/^SU[A-Z2-7]{56}$/),
  certificate: z.string().startsWith('-----BEGIN CERTIFICATE-----'),
  key: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
  cluster: z
    .object({
      /** The addresses of all nodes, which are the same on each of them. */
      nodes: z.array(z.string().min(1)).length(3),
      /** What the nodes show each other, and the only certificate that they trust. */
      certificate: z.string().startsWith('-----BEGIN CERTIFICATE-----'),
      key: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
    })
    .nullable()
    .default(null),
});

/** What makes this hub the one that its devices know. */
export type HubIdentity = z.output<typeof identity>;

const device = z.object({
  name: z.string(),
  id: z.string().regex(/^[a-z0-9]{8}$/),
  publicKey: z.string().regex(/^U[A-Z2-7]{55}$/),
  joinedAt: z.int(),
  revokedAt: z.int().nullable(),
});
const devices = z.object({ version: z.literal(1), devices: z.array(device) });

/** A device that was given a join line, with times in Unix milliseconds. Its own key is in that line alone. */
export type HubDevice = z.output<typeof device>;

/** The files that nobody can make anew. */
type HubFile = 'hub.json' | 'devices.json';

/** A file of the hub's can't be read as what it should be. */
export class DamagedHubError extends Error {
  override readonly name = 'DamagedHubError';

  /** The file's name in the hub's folder. */
  readonly file: HubFile;

  constructor(folder: string, file: HubFile, remedy: string) {
    super(`${path.join(folder, file)} is damaged. ${remedy}.`);
    this.file = file;
  }
}

/** Something can't be done while another command is this hub. The message is a whole sentence for whoever asked for it. */
export class HubRunsError extends Error {
  override readonly name = 'HubRunsError';
}

/** The hub's own folder in a data folder. */
export class HubFolder {
  readonly path: string;
  /** The configuration of nats-server and what it names, which each start makes anew. */
  readonly config: string;
  readonly certificate: string;
  readonly key: string;
  readonly clusterCertificate: string;
  readonly clusterKey: string;
  readonly pid: string;
  /** Belongs to nats-server. */
  readonly streams: string;
  /** Belongs to nats-server, while it is one of several nodes: the one kind of stream can't become the other. */
  readonly clusterStreams: string;
  readonly devicesFile: string;
  readonly #inForceFile: string;
  readonly #dataDir: string;
  #isTaken = false;

  constructor(dataDir: string) {
    this.#dataDir = path.resolve(dataDir);
    this.path = path.join(this.#dataDir, 'hub');
    const inside = (name: string) => path.join(this.path, name);
    this.config = inside(SERVER_FILES.config);
    this.certificate = inside('certificate.pem');
    this.key = inside('key.pem');
    this.clusterCertificate = inside('cluster-certificate.pem');
    this.clusterKey = inside('cluster-key.pem');
    this.pid = inside(SERVER_FILES.pid);
    this.streams = inside('streams');
    this.clusterStreams = inside('cluster-streams');
    this.devicesFile = inside('devices.json');
    this.#inForceFile = inside('in-force');
  }

  /**
   * Takes the hub for this command, until the process ends or the returned function is called.
   *
   * @throws FolderInUseError if another command is the hub
   */
  async takeAsHub(): Promise<() => void> {
    claimFolder(this.#dataDir);
    // Another command may have it for a moment, to see whether the hub runs.
    const giveBack = await this.#lock('instance.lock', TAKE_MS);
    this.#isTaken = true;
    return () => {
      this.#isTaken = false;
      giveBack();
    };
  }

  /** Whether another command is this hub now. */
  isRunByAnother(): boolean {
    if (this.#isTaken) return false;
    try {
      lockDataFolder(this.path)();
      return false;
    } catch (error) {
      if (error instanceof FolderInUseError) return true;
      throw error;
    }
  }

  /**
   * Changes something while no other command does.
   *
   * @throws FolderInUseError if another one has been at it for ten seconds
   */
  async change<T>(action: () => T | Promise<T>): Promise<T> {
    claimFolder(this.#dataDir);
    const giveBack = await this.#lock('change.lock', CHANGE_MS);
    try {
      return await action();
    } finally {
      giveBack();
    }
  }

  /**
   * What makes this hub; null if nobody has started it or joined a device yet.
   *
   * @throws DamagedHubError
   */
  identity(): HubIdentity | null {
    const remedy =
      'Put back a copy of it; without one, move the folder hub away and join every device again';
    return this.#read('hub.json', identity, remedy);
  }

  saveIdentity(value: HubIdentity): void {
    writeDurably(path.join(this.path, 'hub.json'), JSON.stringify(value));
  }

  /**
   * Every device that was ever joined, in that order.
   *
   * @throws DamagedHubError
   */
  devices(): HubDevice[] {
    const remedy = 'Put back a copy of it; without one, remove it and join every device again';
    return this.#read('devices.json', devices, remedy)?.devices ?? [];
  }

  saveDevices(list: readonly HubDevice[]): void {
    writeDurably(this.devicesFile, JSON.stringify({ version: 1, devices: list }));
  }

  /** Notes that the running hub goes by this list of devices. */
  noteInForce(list: readonly HubDevice[]): void {
    writeDurably(this.#inForceFile, sumOf(list));
  }

  /** Resolves with whether the running hub goes by what was saved last, as soon as it does. */
  async untilInForce(): Promise<boolean> {
    const sum = sumOf(this.devices());
    const end = performance.now() + CHANGE_MS;
    while (readIfThere(this.#inForceFile) !== sum) {
      if (performance.now() > end) return false;
      await wait(LOOK_MS);
    }
    return true;
  }

  async #lock(name: string, patienceMs: number): Promise<() => void> {
    const end = performance.now() + patienceMs;
    for (;;) {
      try {
        return lockDataFolder(this.path, name);
      } catch (error) {
        if (!(error instanceof FolderInUseError) || performance.now() > end) throw error;
      }
      await wait(LOOK_MS);
    }
  }

  #read<T>(name: HubFile, schema: z.ZodType<T>, remedy: string): T | null {
    const file = path.join(this.path, name);
    const found = lookAtJson(file, (value) => schema.parse(value));
    if (found.is === 'damaged') throw new DamagedHubError(this.path, name, remedy);
    return found.is === 'sound' ? found.value : null;
  }
}

function sumOf(list: readonly HubDevice[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('hex');
}
