import { lstatSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { HostProblem } from '../../shared/bridge/hub-host.ts';
import type { Clock } from '../core/system/clock.ts';
import { syncFolder, writeDurably } from '../core/system/durable-file.ts';
import type { Log } from '../core/system/log.ts';
import type { RunningHub } from '../hub/start-hub.ts';
import { CannotHostError } from './cannot-host.ts';
import { type HubLog, hubLog } from './hub-log.ts';
import type { OwnHub } from './own-hub.ts';

/** How long after a failed start the hub is tried again, milliseconds. The network may come up after the kiosk. */
const RETRY_MS = 10_000;

type State =
  | { is: 'off' | 'starting' }
  | { is: 'failed'; why: HostProblem }
  | { is: 'on'; hub: RunningHub };

type Parts = {
  dataDir: string;
  clock: Clock;
  /** Whose log tells when this kiosk hosts; null while no core runs. */
  core: () => { log: Log } | null;
};

/**
 * Whether this kiosk is the venue's hub. That is kept in the data folder: the kiosk hosts as long as there is a file
 * `hub-host.json`, whatever is in it, so that nothing of it can be damaged. What makes the hub is in its own folder.
 *
 * Nothing of `electron/hub/` is loaded before somebody wants to host. Starts and ends run one after the other, and
 * neither touches the core: scans go on whatever becomes of the hub.
 */
export class HubHost {
  readonly #parts: Parts;
  readonly #file: string;
  #state: State = { is: 'off' };
  #own: Promise<OwnHub> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #log: HubLog | null = null;
  #cancelRetry: (() => void) | undefined;
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#file = path.join(parts.dataDir, 'hub-host.json');
  }

  get state(): State {
    return this.#state;
  }

  /** Whether this kiosk is the hub, or is to be. */
  get isHosting(): boolean {
    return this.#state.is !== 'off';
  }

  /** Why this kiosk can't be the hub although it is to; null if it can, or isn't to. */
  get problem(): HostProblem | null {
    return this.#state.is === 'failed' ? this.#state.why : null;
  }

  /** The hub of this machine, whether it runs or not. The first call loads what is needed for it. */
  own(): Promise<OwnHub> {
    this.#own ??= import('./own-hub.ts').then(({ OwnHub }) => new OwnHub(this.#parts.dataDir));
    return this.#own;
  }

  /** Hosts again if this kiosk has hosted when it ended. Nobody has to wait for that. */
  resume(): void {
    if (!this.#isKept()) return;
    this.#state = { is: 'starting' };
    void this.#inTurn(() => this.#start(null));
  }

  /**
   * Starts the hub, unless it listens there already. It isn't kept yet.
   *
   * @returns why it doesn't start; null if it does
   */
  host(listen: string): Promise<HostProblem | null> {
    return this.#inTurn(async () => {
      const state = this.#state;
      if (state.is === 'on' && state.hub.listen === listen) return null;
      await this.#end();
      this.#state = { is: 'starting' };
      return this.#start(listen);
    });
  }

  /** Has the kiosk host again after a restart. Returns whether the disk has taken that. */
  keep(): boolean {
    try {
      writeDurably(this.#file, '{}\n');
      return true;
    } catch {
      return false;
    }
  }

  /** Ends the hub for good. Resolves with whether it stays so after a restart. */
  stop(): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#end();
      this.#parts.core()?.log.info({}, 'this kiosk hosts the hub no longer');
      try {
        rmSync(this.#file, { force: true });
        syncFolder(path.dirname(this.#file));
        return true;
      } catch {
        return false;
      }
    });
  }

  /** Ends the hub with the kiosk. A start that is under way ends itself. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  async #start(listen: string | null): Promise<HostProblem | null> {
    try {
      const own = await this.own();
      const { dataDir, clock } = this.#parts;
      this.#log ??= hubLog(dataDir, clock);
      const hub = await own.start(listen, this.#log.log);
      if (this.#isClosed) {
        await hub.end();
        return null;
      }
      this.#state = { is: 'on', hub };
      this.#parts.core()?.log.info({ url: hub.url }, 'this kiosk hosts the hub');
      return null;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): HostProblem {
    const isKnown = error instanceof CannotHostError;
    const why: HostProblem = isKnown ? error.problem : { is: 'server-fails' };
    const cause = (isKnown && error.cause) || error;
    if (JSON.stringify(this.problem) !== JSON.stringify(why)) {
      this.#parts.core()?.log.error({ why, err: cause }, 'this kiosk could not host the hub');
    }
    if (!this.#isKept() || this.#isClosed) {
      this.#state = { is: 'off' };
      return why;
    }
    this.#state = { is: 'failed', why };
    this.#cancelRetry = this.#parts.clock.schedule(RETRY_MS, () => {
      void this.#inTurn(async () => {
        if (this.#state.is === 'failed') await this.#start(null);
      });
    });
    return why;
  }

  async #end(): Promise<void> {
    this.#cancelRetry?.();
    const state = this.#state;
    this.#state = { is: 'off' };
    if (state.is === 'on') await state.hub.end();
    const log = this.#log;
    this.#log = null;
    await log?.close();
  }

  #isKept(): boolean {
    return lstatSync(this.#file, { throwIfNoEntry: false })?.isFile() ?? false;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
