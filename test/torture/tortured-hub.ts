import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { findTestServer } from '../../build/test-servers.ts';
import { joinDevice } from '../../electron/hub/devices.ts';
import { HubFolder } from '../../electron/hub/hub-folder.ts';
import { type RunningHub, startHub } from '../../electron/hub/start-hub.ts';
import { type HubJoin, readJoinLine } from '../../shared/hub/join-line.ts';
import { claimsOfNodes, type HeldByKey } from './read-claims.ts';

/** A hub that comes to harm. */
export type TorturedHub = {
  /** Starts it with its devices, and resolves with their lines once it takes claims. */
  open: (devices: readonly string[]) => Promise<HubJoin[]>;
  /** What can happen to it, and about how long that lasts with what comes of it, milliseconds. */
  mishaps: readonly string[];
  mishapMs: number;
  /** Has one of those happen, from its beginning to its end. */
  suffer: (mishap: string) => Promise<void>;
  /** What each of its nodes has of these keys. To be asked once everything is at rest. */
  claims: (keys: readonly string[]) => Promise<HeldByKey[]>;
  close: () => Promise<void>;
};

const QUIET = () => {};
const LOG = { info: QUIET, warn: QUIET, error: QUIET };
const GIVEN = { port: null, listen: null };
const FROZEN_MS = 1500;

/** The program of nats-server. */
export function hubProgram(): string {
  const program = findTestServer('nats-server');
  if (!program) throw new Error('nats-server is missing: npm test unpacks it from Debian');
  return program;
}

/** Joins a device to a hub that isn't running. */
export async function joinNamed(folder: HubFolder, name: string): Promise<HubJoin> {
  const read = readJoinLine((await joinDevice(folder, { name, ...GIVEN })).line);
  if (!read.ok) throw new Error('the hub has made a join line that can’t be read');
  return read.join;
}

/** Sends a signal to a server that may have ended by an earlier mishap. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A hub on loopback, kept up by this process. */
export class OneTorturedHub implements TorturedHub {
  readonly mishaps = ['kill', 'freeze', 'empty'];
  readonly mishapMs = 2000;
  readonly #folder: HubFolder;
  #hub: RunningHub | null = null;

  /** @param dataDir a data folder for the hub alone */
  constructor(dataDir: string) {
    this.#folder = new HubFolder(dataDir);
  }

  async open(devices: readonly string[]): Promise<HubJoin[]> {
    const joins: HubJoin[] = [];
    for (const device of devices) joins.push(await joinNamed(this.#folder, device));
    await this.#start();
    return joins;
  }

  async suffer(mishap: string): Promise<void> {
    const pid = this.#hub?.serverPid();
    if (mishap === 'empty') {
      await this.#hub?.end();
      rmSync(this.#folder.streams, { recursive: true, force: true });
      await this.#start();
    } else if (pid && mishap === 'kill') {
      send(pid, 'SIGKILL');
    } else if (pid) {
      send(pid, 'SIGSTOP');
      await wait(FROZEN_MS);
      send(pid, 'SIGCONT');
    }
  }

  claims(keys: readonly string[]): Promise<HeldByKey[]> {
    return claimsOfNodes(this.#folder, keys, 1);
  }

  async close(): Promise<void> {
    await this.#hub?.end();
  }

  async #start() {
    const given = { folder: this.#folder, program: hubProgram(), log: LOG, say: QUIET };
    this.#hub = await startHub({ ...given, ...GIVEN });
  }
}
