import { randomUUID } from 'node:crypto';
import {
  type Consumer,
  type ConsumerMessages,
  DeliverPolicy,
  type JetStreamManager,
  type JsMsg,
} from '@nats-io/jetstream';
import type { Clock } from '../../system/clock.ts';
import type { Log } from '../../system/log.ts';
import type { Live } from './connection.ts';
import { type FeedSigns, feedTrouble, hasForgotten } from './feed-watch.ts';
import type { HubTime } from './hub-time.ts';

const HEARTBEAT_MS = 1000;
const PULL_MS = 30_000;
const PULL_MESSAGES = 500;

/** What the client tells when the server no longer has what it reads from. */
const GONE = ['consumer_deleted', 'consumer_not_found', 'stream_not_found', 'no_responders'];

type Options = {
  stream: string;
  /** `all` in the stream's order, or `last` for the last one of each subject and what follows. */
  what: 'all' | 'last';
  clock: Clock;
  log: Log;
  time: HubTime;
  /** Called with each message once, in the stream's order. */
  told: (message: JsMsg) => void;
  /** Called before a stream is told from its beginning because it has forgotten what was told. */
  restarted: () => void;
};

type Reading = { consumer: Consumer; messages: ConsumerMessages };

/**
 * Reads a stream from a place in it on, over every loss of the connection, of the server's consumer and of the stream
 * itself. It begins at the last message that it has told, so that a stream in which another one has that place is noticed.
 */
export class Feed {
  readonly #options: Options;
  #live: Live | null = null;
  #reading: Reading | null = null;
  /** Whatever belongs to an earlier one is over. */
  #generation = 0;
  #isBuilding = false;
  /** The hub's time of the message at `position`, to know it again. */
  #stamp: bigint | null = null;
  #signs: FeedSigns = { builtAt: 0, heardAt: null, messageAt: null, position: 0, own: null };

  constructor(options: Options, from: number) {
    this.#options = options;
    this.#signs.position = from;
  }

  /**
   * Goes on over another connection, or stops until there is one. The one before is over, and the client ends what it had
   * there: nothing may be written on it any more.
   */
  over(live: Live | null): void {
    this.#reading = null;
    this.#live = live;
    if (live) void this.#build(live);
    else this.#leave();
  }

  /** Ends the reading for good, while the connection goes on. */
  end(): void {
    this.#leave();
    this.#live = null;
  }

  /** Notes that the hub has taken a message of this device's own. */
  expect(sequence: number): void {
    const { position, own } = this.#signs;
    const isWaiting = own !== null && own.sequence > position;
    if (sequence <= position || isWaiting) return;
    this.#signs.own = { sequence, takenAt: this.#options.clock.monotonic() };
  }

  /** To be called each second: builds the feed anew where it seems deaf. */
  look(): void {
    const { clock, log, stream } = this.#options;
    const live = this.#live;
    if (!live || this.#isBuilding) return;
    if (!this.#reading) return void this.#build(live);
    const trouble = feedTrouble(this.#signs, clock.monotonic());
    if (trouble === null) return;
    log.warn({ stream, trouble }, 'the hub’s feed was silent, and is built anew');
    void this.#build(live);
  }

  async #build(live: Live): Promise<void> {
    this.#leave();
    const generation = this.#generation;
    this.#isBuilding = true;
    try {
      await this.#lookAtStream(live, generation);
      if (generation === this.#generation) await this.#read(live, generation);
    } catch {
      // The stream isn't there yet, or has no leader now: the next look tries again.
    } finally {
      if (generation === this.#generation) this.#isBuilding = false;
    }
  }

  async #lookAtStream({ jsm }: Live, generation: number): Promise<void> {
    const { stream, time } = this.#options;
    const askedAt = time.uptime();
    // What the hub takes while it answers isn't in its answer.
    const ownBefore = this.#signs.own?.sequence ?? 0;
    const info = await jsm.streams.info(stream);
    if (generation !== this.#generation) return;
    const { state } = info;
    if ('ts' in info) time.heard(timeIn(info.ts), askedAt);
    const signs = { messages: state.messages, lastSequence: state.last_seq };
    // A cluster that has lost what it had acknowledged will never tell it.
    const hasLostOwn = ownBefore > state.last_seq;
    if (hasForgotten(this.#signs.position, signs) || hasLostOwn) this.#restart();
    // After that, because the stream goes on meanwhile.
    if (!time.isKnown) await this.#learnTime(jsm);
  }

  /**
   * Has a server that doesn't tell the time, as those before 2.10, make a consumer, of which it tells when it was made. Old
   * claims would else be told as new until a beat of this device's own is back.
   */
  async #learnTime({ consumers }: JetStreamManager): Promise<void> {
    const { stream, time } = this.#options;
    const askedAt = time.uptime();
    const name = randomUUID();
    const { created } = await consumers.add(stream, { name, mem_storage: true, num_replicas: 1 });
    time.heard(timeIn(created), askedAt);
    void consumers.delete(stream, name).catch(() => {});
  }

  async #read({ js }: Live, generation: number): Promise<void> {
    const { stream, what, clock } = this.#options;
    const { position } = this.#signs;
    const consumer = await js.consumers.get(
      stream,
      what === 'all'
        ? { opt_start_seq: Math.max(1, position) }
        : { deliver_policy: DeliverPolicy.LastPerSubject },
    );
    if (generation !== this.#generation) return forget(consumer);
    const now = clock.monotonic();
    this.#signs = { ...this.#signs, builtAt: now, heardAt: null, messageAt: null };
    if (this.#signs.own) this.#signs.own.takenAt = now;
    const messages = await consumer.consume({
      max_messages: PULL_MESSAGES,
      expires: PULL_MS,
      idle_heartbeat: HEARTBEAT_MS,
      callback: (message) => this.#heard(message, generation),
    });
    if (generation !== this.#generation) {
      messages.stop();
      return forget(consumer);
    }
    this.#reading = { consumer, messages };
    void this.#heedStatus(messages, generation);
  }

  #heard(message: JsMsg, generation: number) {
    if (generation !== this.#generation) return;
    const now = this.#options.clock.monotonic();
    this.#signs.heardAt = now;
    this.#signs.messageAt = now;
    const { position } = this.#signs;
    if (message.seq === position && this.#isAnother(message)) {
      this.#restart();
      if (this.#live) void this.#build(this.#live);
      return;
    }
    if (message.seq <= position) return;
    this.#signs.position = message.seq;
    this.#stamp = message.timestampNanos;
    this.#options.told(message);
  }

  #isAnother(message: JsMsg): boolean {
    return this.#stamp !== null && this.#stamp !== message.timestampNanos;
  }

  async #heedStatus(messages: ConsumerMessages, generation: number): Promise<void> {
    for await (const { type } of messages.status()) {
      if (generation !== this.#generation) return;
      if (type === 'heartbeat') this.#signs.heardAt = this.#options.clock.monotonic();
      if (GONE.includes(type)) return this.#leave();
    }
  }

  #restart() {
    this.#signs = { ...this.#signs, position: 0, own: null };
    this.#stamp = null;
    this.#options.restarted();
  }

  /** Stops reading. The next look builds anew. */
  #leave() {
    this.#generation += 1;
    this.#isBuilding = false;
    const reading = this.#reading;
    this.#reading = null;
    if (!reading) return;
    reading.messages.stop();
    forget(reading.consumer);
  }
}

/** Unix milliseconds; not finite if it is no time. */
function timeIn(told: unknown): number {
  return typeof told === 'string' ? Date.parse(told) : Number.NaN;
}

/** The server would keep it for five minutes. */
function forget(consumer: Consumer): void {
  void consumer.delete().catch(() => {});
}
