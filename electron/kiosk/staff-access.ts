import type { BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { Clock } from '../core/system/clock.ts';
import type { StaffPin } from '../settings/staff-pin.ts';

/** A staff area that nobody uses locks itself after this long, whatever the page does. */
const IDLE_MS = 5 * 60_000;

/**
 * Whether one screen may use the staff area. The PIN opens it. It locks after five minutes without use, when somebody
 * locks it, and when the PIN is changed on another screen.
 *
 * Checking a PIN takes a moment. A lock during that moment wins: the check that was under way then opens nothing.
 */
export class StaffAccess {
  readonly #pin: StaffPin;
  readonly #clock: Clock;
  /** Until when the area is open, in monotonic milliseconds, and which PIN opened it; null while it is locked. */
  #open: { until: number; pin: number } | null = null;
  /** Counts what cancels a check that is under way. */
  #generation = 0;

  constructor(pin: StaffPin, clock: Clock) {
    this.#pin = pin;
    this.#clock = clock;
  }

  get isOpen(): boolean {
    const open = this.#open;
    return open !== null && this.#clock.monotonic() < open.until && open.pin === this.#pin.changes;
  }

  /** Keeps an open area open for another five minutes, because a person has used it. */
  prolong(): void {
    if (this.isOpen) this.#openNow();
  }

  /** Opens the area if the PIN is right. Whoever enters a PIN stands before a locked area, so it is locked first. */
  async unlock(pin: string): Promise<BridgeOutput<'unlockStaff'>> {
    this.lock();
    if (this.#pin.isLost) return { ok: false, problem: 'pin-lost' };
    if (!this.#pin.isSet) return { ok: false, problem: 'no-pin' };
    const generation = this.#generation;
    const { changes } = this.#pin;
    const verdict = await this.#pin.check(pin);
    if (!verdict.ok) return verdict;
    if (generation !== this.#generation || changes !== this.#pin.changes) {
      return { ok: false, problem: 'locked' };
    }
    this.#openNow();
    return verdict;
  }

  lock(): void {
    this.#open = null;
    this.dropChecks();
  }

  /** Cancels a check that is under way. An area that is already open stays open. */
  dropChecks(): void {
    this.#generation += 1;
  }

  /** Keeps the area open, if it is, for the person who has just changed the PIN on this screen. */
  followPin(): void {
    if (this.#open) this.#open.pin = this.#pin.changes;
  }

  #openNow() {
    this.#open = { until: this.#clock.monotonic() + IDLE_MS, pin: this.#pin.changes };
  }
}
