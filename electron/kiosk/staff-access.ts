import type { BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { Clock } from '../core/system/clock.ts';
import type { StaffPin } from '../settings/staff-pin.ts';

/** A staff area that nobody uses closes by itself, whatever the page does. */
const IDLE_MS = 5 * 60_000;

/**
 * Whether one screen may use the staff's part of the kiosk. The PIN opens it; a lock, five minutes without use, and a
 * change of the PIN anywhere close it.
 *
 * Checking a PIN takes a moment. Whatever locks in that moment wins: the check that was begun before opens nothing.
 */
export class StaffAccess {
  readonly #pin: StaffPin;
  readonly #clock: Clock;
  /** Until when it is open, in monotonic milliseconds, and by which PIN; null while it is locked. */
  #open: { until: number; pin: number } | null = null;
  /** Grows whenever a check that is under way must open nothing any more. */
  #generation = 0;

  constructor(pin: StaffPin, clock: Clock) {
    this.#pin = pin;
    this.#clock = clock;
  }

  /** For what the page asks by itself: it doesn't keep the area open. */
  get isOpen(): boolean {
    const open = this.#open;
    return open !== null && this.#clock.monotonic() < open.until && open.pin === this.#pin.changes;
  }

  /** For what a person does: the area stays open for a while longer. */
  use(): boolean {
    if (!this.isOpen) return false;
    this.#openUp();
    return true;
  }

  /** Opens it with the right PIN. Whoever is asked for the PIN stands before a locked area, so it is locked first. */
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
    this.#openUp();
    return verdict;
  }

  lock(): void {
    this.#open = null;
    this.dropChecks();
  }

  /** What is open stays open; a PIN whose check is under way opens nothing any more. */
  dropChecks(): void {
    this.#generation += 1;
  }

  /** Stays open, if it is, for whoever has just changed the PIN here. */
  followPin(): void {
    if (this.#open) this.#open.pin = this.#pin.changes;
  }

  #openUp() {
    this.#open = { until: this.#clock.monotonic() + IDLE_MS, pin: this.#pin.changes };
  }
}
