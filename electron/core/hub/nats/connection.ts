import {
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import { connect, type NatsConnection, nkeyAuthenticator, nkeys } from '@nats-io/transport-node';
import type { HubJoin } from '../../../../shared/hub/join-line.ts';
import { inboxOf } from '../../../../shared/hub/subjects.ts';
import type { Clock } from '../../system/clock.ts';
import type { Log } from '../../system/log.ts';
import type { HubState, ConnectionTrouble as Trouble } from '../claim-hub.ts';
import { endConnection } from './end-connection.ts';
import { type Found, firstThatAnswers } from './first-that-answers.ts';
import { inTime } from './in-time.ts';
import { proofFor } from './pinned-certificate.ts';
import { reconnectDelay, TROUBLE_WORDS, troubleOf } from './trouble.ts';

const CONNECT_MS = 2000;
const PING_MS = 2000;
const PINGS_UNANSWERED = 2;
/** How long a background request may take, milliseconds. */
const REQUEST_MS = 2000;
/** A hub that hangs must not keep the kiosk from ending. */
const CLOSE_MS = 300;

/** A connection over which the hub can be asked. The address is the one in use. */
export type Live = {
  address: string;
  nc: NatsConnection;
  js: JetStreamClient;
  jsm: JetStreamManager;
};

type Options = { join: HubJoin; clock: Clock; log: Log; random: () => number };

/**
 * Keeps one connection to the hub, for ever. Each is a new one of the client's: its own way to reconnect goes by the wall
 * clock, so a clock that is set back by an hour would keep it waiting for an hour, and it holds messages back that it
 * then sends when nobody wants them any more.
 */
export class HubConnection {
  readonly #options: Options;
  readonly #closing = new AbortController();
  #live: Live | null = null;
  #told: HubState = 'connecting';
  #trouble: Trouble | null = null;
  #endPause: () => void = () => {};
  /** Those who wait for what comes of the next try. */
  #waiting: (() => void)[] = [];
  #onLive: (live: Live | null) => void = () => {};
  #onState: (state: HubState) => void = () => {};

  constructor(options: Options) {
    this.#options = options;
  }

  /** The connection; null while there is none. */
  get live(): Live | null {
    return this.#live;
  }

  get state(): HubState {
    if (this.#closing.signal.aborted) return 'none';
    return this.#live ? 'connected' : 'connecting';
  }

  /** Why the last try has failed, or the connection has ended; null while there is one. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** Called with each new connection, and with null when it has ended. */
  onLive(listen: (live: Live | null) => void): void {
    this.#onLive = listen;
  }

  onState(listen: (state: HubState) => void): void {
    this.#onState = listen;
  }

  /**
   * Gives the connection, or why there is none. If there is none, what comes of a try is waited for, which begins at once.
   */
  async tried(withinMs: number): Promise<Live | Trouble> {
    const isOver = this.#closing.signal.aborted || this.#trouble === 'damaged-join-line';
    if (!this.#live && !isOver) {
      const next = new Promise<void>((resolve) => void this.#waiting.push(resolve));
      this.#endPause();
      await inTime(next, { forMs: withinMs, late: undefined, clock: this.#options.clock });
    }
    return this.#live ?? this.#trouble ?? 'no-answer';
  }

  /** Connects in the background, and again whenever the connection ends. */
  async keep(): Promise<void> {
    const { join, random } = this.#options;
    const seed = seedOf(join);
    if (!seed) {
      this.#say('damaged-join-line');
      return;
    }
    while (!this.#closing.signal.aborted) {
      const trouble = await this.#connectOnce(seed).catch(troubleOf);
      this.#set(null);
      if (this.#closing.signal.aborted) return;
      this.#say(trouble);
      await this.#pause(reconnectDelay(trouble, random()));
    }
  }

  /** Ends the connection, so that a new one is made: after its machine has slept, nobody knows whether it still lives. */
  renew(): void {
    const live = this.#live;
    this.#set(null);
    if (live) void endConnection(live.nc);
  }

  async close(): Promise<void> {
    const live = this.#live;
    this.#closing.abort();
    this.#endPause();
    this.#set(null);
    this.#tellWaiting();
    if (!live) return;
    await inTime(endConnection(live.nc), {
      forMs: CLOSE_MS,
      late: undefined,
      clock: this.#options.clock,
    });
  }

  /** @returns why the connection has ended */
  async #connectOnce(seed: Uint8Array): Promise<Trouble> {
    const { join, clock, log } = this.#options;
    const { signal } = this.#closing;
    const { fingerprint } = join;
    const looking = { fingerprint, clock, forMs: CONNECT_MS, signal };
    const found = await firstThatAnswers(join.addresses, looking);
    if (signal.aborted) return 'lost';
    const nc = await connect(optionsFor(found, join, seed));
    const end = nc.closed();
    if (signal.aborted) {
      await endConnection(nc);
      return 'lost';
    }
    const jsm = await jetstreamManager(nc, { checkAPI: false, timeout: REQUEST_MS });
    this.#trouble = null;
    const { address } = found;
    log.info({ address }, 'the hub is connected');
    void this.#heedErrors(nc);
    this.#set({ address, nc, js: jetstream(nc, { timeout: REQUEST_MS }), jsm });
    this.#tellWaiting();
    return troubleOf((await end) ?? undefined);
  }

  /** Waits before the next try; closing ends it. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.schedule(ms, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  /** A right that is missing is told beside the connection, which goes on. */
  async #heedErrors(nc: NatsConnection): Promise<void> {
    let isTold = false;
    for await (const status of nc.status()) {
      if (status.type !== 'error' || isTold) continue;
      isTold = true;
      this.#options.log.warn({ error: status.error.name }, 'the hub has refused something');
    }
  }

  #set(live: Live | null) {
    if (live !== this.#live) {
      this.#live = live;
      this.#onLive(live);
    }
    const { state } = this;
    if (state === this.#told) return;
    this.#told = state;
    this.#onState(state);
  }

  /** Once, until it is another one. */
  #say(trouble: Trouble) {
    if (trouble !== this.#trouble) {
      this.#trouble = trouble;
      this.#options.log.warn({ trouble }, `the hub is out of reach: ${TROUBLE_WORDS[trouble]}`);
    }
    this.#tellWaiting();
  }

  #tellWaiting() {
    for (const tell of this.#waiting.splice(0)) tell();
  }
}

/** @returns null if it can't be one that the hub has made */
function seedOf({ seed }: HubJoin): Uint8Array | null {
  try {
    const bytes = new TextEncoder().encode(seed);
    nkeys.fromSeed(bytes);
    return bytes;
  } catch {
    return null;
  }
}

function optionsFor(
  { address, certificate }: Found,
  { device, fingerprint }: HubJoin,
  seed: Uint8Array,
) {
  return {
    servers: [address],
    name: device,
    inboxPrefix: inboxOf(device),
    authenticator: nkeyAuthenticator(seed),
    tls: proofFor(certificate, fingerprint),
    timeout: CONNECT_MS,
    pingInterval: PING_MS,
    maxPingOut: PINGS_UNANSWERED,
    reconnect: false,
    // A hub's addresses are in the join line; what a server tells of others was not given by anybody.
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
  };
}
