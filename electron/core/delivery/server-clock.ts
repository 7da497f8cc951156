import type { Clock, ClockReading } from '../system/clock.ts';

/**
 * Up to this difference a clock counts as right. A `Date` header has whole seconds, and answers take time to arrive.
 */
const TOLERATED_MS = 2 * 60_000;

/** A clock that was wrong counts as right again below this, so that one near the limit isn't reported on and off. */
const RIGHT_AGAIN_MS = TOLERATED_MS - 15_000;

/** From one answer to the next, whole seconds and the time on the way make less difference than this. */
const WORTH_NOTING_MS = 10_000;

/** Whether Confera's time is known. It is `untold` if Confera has answered without a `Date`. */
export type ServerTime = 'known' | 'unknown' | 'untold';

/** The differences between Confera's time and the machine's uptime, in milliseconds, by the start of the machine. */
export type ServerOffsets = ReadonlyMap<string, number>;

/**
 * Confera's clock, as its answers tell it.
 *
 * It is kept as a difference from the machine's uptime, which nobody can set. So it can also tell the time of a moment
 * before the first answer, no matter how the wall clock was set in between.
 */
export class ServerClock {
  readonly #clock: Clock;
  readonly #offsets: Map<string, number>;
  readonly #onLearned: (boot: string, offset: number) => void;
  #minutesAhead: number | null = null;
  #noted: number | null;
  #untold = false;

  /**
   * @param known the differences that earlier processes have learned
   * @param onLearned called with a difference that is worth keeping for later processes
   */
  constructor(
    clock: Clock,
    known: ServerOffsets = new Map(),
    onLearned: (boot: string, offset: number) => void = () => {},
  ) {
    this.#clock = clock;
    this.#offsets = new Map(known);
    this.#noted = known.get(clock.boot) ?? null;
    this.#onLearned = onLearned;
  }

  /** Learns from the `Date` of an answer, in Unix milliseconds. */
  heard(time: number): void {
    const { boot } = this.#clock;
    const offset = Math.round(time - this.#clock.uptime());
    this.#offsets.set(boot, offset);
    const ahead = this.#clock.now() - time;
    const tolerated = this.#minutesAhead === null ? TOLERATED_MS : RIGHT_AGAIN_MS;
    this.#minutesAhead = Math.abs(ahead) > tolerated ? Math.round(ahead / 60_000) : null;
    if (this.#noted !== null && Math.abs(offset - this.#noted) < WORTH_NOTING_MS) return;
    this.#noted = offset;
    this.#onLearned(boot, offset);
  }

  /** Learns that an answer had no `Date`, so that there is no use in asking for the time. */
  heardNone(): void {
    this.#untold = true;
  }

  /** Whether Confera has told the time since the machine was started. */
  get state(): ServerTime {
    if (this.#offsets.has(this.#clock.boot)) return 'known';
    return this.#untold ? 'untold' : 'unknown';
  }

  /** What Confera's clock shows now, in Unix milliseconds; null before the first answer that tells it. */
  now(): number | null {
    const offset = this.#offsets.get(this.#clock.boot);
    return offset === undefined ? null : this.#clock.uptime() + offset;
  }

  /**
   * Tells the true time of a moment at which this machine's clocks were read. It is the time of the wall clock, unless
   * Confera's clock is known to differ from that by more than two minutes.
   *
   * @returns Unix milliseconds, or null as long as Confera's time isn't known
   */
  timeOf({ wall, boot, uptime }: ClockReading): number | null {
    const offset = this.#offsets.get(boot);
    const told = offset === undefined ? this.#byTodaysError(wall) : uptime + offset;
    if (told === null) return null;
    return Math.abs(told - wall) > TOLERATED_MS ? Math.round(told) : wall;
  }

  /**
   * Tells the time of a moment in an earlier start of the machine during which Confera wasn't heard. The wall clock was
   * most likely as wrong then as it is now, unless that would put the moment into the future.
   */
  #byTodaysError(wall: number): number | null {
    const now = this.now();
    if (now === null) return null;
    const then = wall - (this.#clock.now() - now);
    return then > now + TOLERATED_MS ? wall : then;
  }

  /**
   * By how many minutes this device's clock was ahead of Confera's at its last answer. The number is negative if it was
   * behind, and null if it was right.
   */
  get minutesAhead(): number | null {
    return this.#minutesAhead;
  }
}
