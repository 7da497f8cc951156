import type { PubAck } from '@nats-io/jetstream';
import { CLAIMS, claimSubject, voidSubject } from '../../../../shared/hub/subjects.ts';
import type { Clock } from '../../system/clock.ts';
import type { Claim, ClaimAnswer, ClaimKey, HeldClaim } from '../claim-hub.ts';
import { type Failure, failureOf } from './answer.ts';
import type { HubConnection, Live } from './connection.ts';
import type { HubTime } from './hub-time.ts';
import { inTime, pause } from './in-time.ts';
import { readMessage, type Said, writeClaim, writeVoid } from './messages.ts';

/**
 * How much later than it was set for a timer may come on a machine that isn't busy, milliseconds: a person's wait is to end
 * in time, so the timer is set for so much earlier.
 */
const TIMER_LATE_MS = 6;
/** How soon to look again for what can't be read yet, milliseconds. */
const AGAIN_MS = 5;
/** Nobody waits for a claim to be taken back. */
const TAKE_BACK_MS = 5000;

type Options = {
  connection: HubConnection;
  time: HubTime;
  clock: Clock;
  device: string;
  /** Called when the hub has taken a message of this device's own, which the feed has to tell then. */
  taken: (sequence: number) => void;
};

/** Asks the hub for a scan, and takes claims back. */
export class Claiming {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async claim(claim: Claim, withinMs: number): Promise<ClaimAnswer> {
    const { connection, clock, device } = this.#options;
    const { live } = connection;
    if (!live) return { is: 'unreachable' };
    const text = writeClaim(claim, device);
    // What no device could read would take the scan from all of them.
    if (text === null) return { is: 'late' };
    const forMs = withinMs - TIMER_LATE_MS;
    const endsAt = clock.monotonic() + forMs;
    const asking = this.#ask({ live, claim, text, endsAt });
    return inTime(asking, { forMs, late: { is: 'late' }, clock });
  }

  async takeBack(key: ClaimKey, scanId: string): Promise<boolean> {
    const { connection, clock, device } = this.#options;
    const { live } = connection;
    const text = writeVoid(scanId);
    if (!live || text === null) return false;
    const subject = voidSubject(device, key);
    const endsAt = clock.monotonic() + TAKE_BACK_MS;
    const id = `void:${device}:${key}:${scanId}`;
    const failure = await this.#write({ live, subject, id, text, endsAt });
    if (failure === null) return true;
    if (failure !== 'taken') return false;
    const held = await this.#read(live, subject);
    return held?.said.is === 'void' && held.said.scanId === scanId;
  }

  async #ask({ live, claim, text, endsAt }: Asking): Promise<ClaimAnswer> {
    const subject = claimSubject(claim.key);
    // The server knows an id again in the whole stream, and would say of a message that it doesn't have that it does. One
    // scan may be claimed by two keys: its day is corrected when the device's clock was wrong.
    const id = `claim:${this.#options.device}:${claim.key}:${claim.scanId}`;
    const failure = await this.#write({ live, subject, id, text, endsAt });
    if (failure === null) return { is: 'won' };
    if (failure !== 'taken') return { is: failure === 'unreachable' ? 'unreachable' : 'late' };
    const holder = await this.#holder(live, subject, endsAt);
    if (holder === null) return { is: 'late' };
    if ('is' in holder) return holder;
    // An earlier try of the same scan has won it, and the server no longer knows that by its id.
    return holder.scanId === claim.scanId ? { is: 'won' } : { is: 'lost', holder };
  }

  /** @returns null if the hub has it from this try; `taken` if it has something there, perhaps this from an earlier one */
  async #write({ live, subject, id, text, endsAt }: Writing): Promise<Failure | null> {
    const { clock, taken } = this.#options;
    for (;;) {
      const left = endsAt - clock.monotonic();
      if (left < 1) return 'late';
      try {
        const ack: PubAck = await live.js.publish(subject, text, { msgID: id, timeout: left });
        // A node that was cut off from the others says that it has what it had in its hands then, and never stored.
        if (ack.duplicate) return 'taken';
        taken(ack.seq);
        return null;
      } catch (error) {
        const failure = failureOf(error);
        if (failure !== 'again') return failure;
      }
      await pause(AGAIN_MS, clock);
    }
  }

  /** Reads who has a scan. A cluster's leader refuses a second claim before the first one can be read. */
  async #holder(
    live: Live,
    subject: string,
    endsAt: number,
  ): Promise<HeldClaim | Unreadable | null> {
    const { clock, time } = this.#options;
    while (clock.monotonic() < endsAt) {
      const held = await this.#read(live, subject);
      if (held?.said.is === 'claim') {
        return { ...held.said.claim, at: held.at, agoMs: time.agoMs(held.at) };
      }
      // No later look will understand it.
      if (held) return { is: 'unreadable' };
      await pause(AGAIN_MS, clock);
    }
    return null;
  }

  /**
   * Asks the leader, where there are several nodes: one that was cut off may have kept what the others never took, and
   * would show a device its own claim.
   */
  async #read(
    live: Live,
    subject: string,
  ): Promise<{ said: Said | Unreadable; at: number } | null> {
    try {
      const message = await live.jsm.streams.getMessage(CLAIMS, { last_by_subj: subject });
      if (!message) return null;
      const at = message.time.getTime();
      this.#options.time.heard(at);
      return { said: readMessage(subject, message.data) ?? { is: 'unreadable' }, at };
    } catch {
      return null;
    }
  }
}

type Asking = { live: Live; claim: Claim; text: string; endsAt: number };
type Writing = { live: Live; subject: string; id: string; text: string; endsAt: number };
type Unreadable = { is: 'unreadable' };
