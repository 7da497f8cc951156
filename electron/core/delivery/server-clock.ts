import type { Clock, ClockReading } from '../system/clock.ts';

/** Confera's header has whole seconds and the answer takes its time; a venue's clocks differ by less. */
const TOLERATED_MS = 2 * 60_000;

/** So that a clock at the border isn't told off and on with each answer. */
const RIGHT_AGAIN_MS = TOLERATED_MS - 15_000;

/** Whole seconds and an answer's way make this much difference from one answer to the next; a drift comes on top. */
const WORTH_NOTING_MS = 10_000;

/** Whether Confera's time is known: `untold` where it has answered and not said. */
export type ServerTime = 'known' | 'unknown' | 'untold';

/** Confera's time less the machine's uptime, in milliseconds, by the machine's start. */
export type ServerOffsets = ReadonlyMap<string, number>;

/**
 * Confera's clock, as its answers tell it, beside this device's.
 *
 * It is kept as a distance from the machine's uptime, which nobody can set: so it also says what the time was at a
 * moment before the first answer, however the wall clock was changed in between.
 */
export class ServerClock {
  readonly #clock: Clock;
  readonly #offsets: Map<string, number>;
  readonly #onLearned: (boot: string, offset: number) => void;
  #minutesAhead: number | null = null;
  #noted: number | null;
  #untold = false;

  /**
   * @param known what earlier processes have heard
   * @param onLearned told what is worth keeping for later ones
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

  /** Takes note of an answer's `Date`; Unix milliseconds. */
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

  /** An answer had no `Date`: asking for it is of no use. */
  heardNone(): void {
    this.#untold = true;
  }

  /** Whether Confera has told the time since the machine was started. */
  get state(): ServerTime {
    if (this.#offsets.has(this.#clock.boot)) return 'known';
    return this.#untold ? 'untold' : 'unknown';
  }

  /** What Confera's clock shows now, in Unix milliseconds; null before the first answer. */
  now(): number | null {
    const offset = this.#offsets.get(this.#clock.boot);
    return offset === undefined ? null : this.#clock.uptime() + offset;
  }

  /**
   * When something was that this machine's clocks said this about: by the wall clock, unless Confera's is known to
   * differ from it by more than two minutes. Unix milliseconds; null where nothing is known yet.
   */
  timeOf({ wall, boot, uptime }: ClockReading): number | null {
    const offset = this.#offsets.get(boot);
    const told = offset === undefined ? this.#byTodaysError(wall) : uptime + offset;
    if (told === null) return null;
    return Math.abs(told - wall) > TOLERATED_MS ? Math.round(told) : wall;
  }

  /**
   * For an earlier start of the machine in which Confera wasn't heard: a clock that is still wrong was most likely as
   * wrong then, unless that would be a time to come. Of one that is right by now nothing is known.
   */
  #byTodaysError(wall: number): number | null {
    const now = this.now();
    if (now === null) return null;
    const then = wall - (this.#clock.now() - now);
    return then > now + TOLERATED_MS ? wall : then;
  }

  /**
   * By how many minutes this device's clock was ahead of Confera's (less than 0: behind) at its last answer; null
   * where it was right.
   */
  get minutesAhead(): number | null {
    return this.#minutesAhead;
  }
}
