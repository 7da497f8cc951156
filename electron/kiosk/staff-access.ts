import type { BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { StaffRole } from '../../shared/bridge/staff-role.ts';
import type { Clock } from '../core/system/clock.ts';
import type { StaffPin } from '../settings/staff-pin.ts';

/** A staff area that nobody uses locks itself after this long, whatever the page does. */
const IDLE_MS = 5 * 60_000;

/**
 * Whether one screen may use the staff area, and in which role. A PIN opens it. It locks after five minutes without use,
 * when somebody locks it, and when a PIN is changed on another screen.
 *
 * Checking a PIN takes a moment. A lock during that moment wins: the check that was under way then opens nothing.
 */
export class StaffAccess {
  readonly #pin: StaffPin;
  readonly #clock: Clock;
  /**
   * Until when the area is open, in monotonic milliseconds, for whom, and after how many changes of PINs; null while it is
   * locked.
   */
  #open: { until: number; role: StaffRole; changes: number } | null = null;
  /** Counts what cancels a check that is under way. */
  #generation = 0;

  constructor(pin: StaffPin, clock: Clock) {
    this.#pin = pin;
    this.#clock = clock;
  }

  /** For whom the area is open; null while it is locked. */
  get role(): StaffRole | null {
    const open = this.#open;
    if (open === null || open.changes !== this.#pin.changes) return null;
    return this.#clock.monotonic() < open.until ? open.role : null;
  }

  /** Keeps an open area open for another five minutes, because a person has used it. */
  prolong(): void {
    const { role } = this;
    if (role) this.#openTo(role);
  }

  /** Opens the area if the PIN is right. Whoever enters a PIN stands before a locked area, so it is locked first. */
  async unlock(pin: string): Promise<BridgeOutput<'unlockStaff'>> {
    this.lock();
    const { isSet, isLost, stewardsIsSet } = this.#pin;
    const noSupervisor = { ok: false, problem: isLost ? 'pin-lost' : 'no-pin' } as const;
    if (!isSet && !stewardsIsSet) return noSupervisor;
    const generation = this.#generation;
    const { changes } = this.#pin;
    const verdict = await this.#pin.check(pin);
    // Whoever has to wait is told so; otherwise that no supervisor's PIN can be right says more.
    if (!verdict.ok) return isSet || verdict.waitMs > 0 ? verdict : noSupervisor;
    if (generation !== this.#generation || changes !== this.#pin.changes) {
      return { ok: false, problem: 'locked' };
    }
    this.#openTo(verdict.role);
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

  /** Keeps the area open, if it is, for the person who has just changed a PIN on this screen. */
  followPin(): void {
    if (this.#open) this.#open.changes = this.#pin.changes;
  }

  #openTo(role: StaffRole) {
    const { changes } = this.#pin;
    this.#open = { until: this.#clock.monotonic() + IDLE_MS, role, changes };
  }
}
