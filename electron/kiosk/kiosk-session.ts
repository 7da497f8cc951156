import type { BridgeHandlers } from '../../shared/bridge/bridge.ts';
import { type AdmitCall, answerBridgeCall, HandlerError } from '../../shared/bridge/bridge-ends.ts';
import { suffices } from '../../shared/bridge/staff-role.ts';
import { bridgeHandlers } from './bridge-handlers.ts';
import type { Kiosk } from './kiosk.ts';
import { StaffAccess } from './staff-access.ts';

/**
 * One screen's way into the kiosk, the same for every face.
 *
 * A PIN opens the staff area for this screen alone, and a steward's opens less of it than a supervisor's. During the
 * first set-up there is no PIN yet, and whoever stands at the device sets it up.
 */
export class KioskSession {
  readonly #kiosk: Kiosk;
  readonly #access: StaffAccess;
  readonly #handlers: BridgeHandlers;

  /** @param extend adds what a face does besides; the check of who may call stays in front of what it returns */
  constructor(
    kiosk: Kiosk,
    extend: (handlers: BridgeHandlers) => BridgeHandlers = (handlers) => handlers,
  ) {
    this.#kiosk = kiosk;
    this.#access = new StaffAccess(kiosk.pin, kiosk.clock);
    this.#handlers = extend(bridgeHandlers(kiosk, this.#access));
  }

  /**
   * Answers one call of this screen. A defect is logged with its stack.
   *
   * @throws HandlerError if the core fails
   * @throws if no page of ours makes such a call
   */
  async answer(method: string, input: unknown): Promise<unknown> {
    const admit: AdmitCall = (call) => this.#admit(call);
    try {
      return await answerBridgeCall({ handlers: this.#handlers, admit }, method, input);
    } catch (error) {
      if (error instanceof HandlerError) this.#kiosk.report(error);
      throw error;
    }
  }

  /** Whether the staff area of this screen is open to a supervisor. */
  get isSupervised(): boolean {
    return this.#access.role === 'supervisor';
  }

  /** Locks the staff area of this screen. */
  lock(): void {
    this.#access.lock();
  }

  #admit({ mayCall, isPolled }: Parameters<AdmitCall>[0]): boolean {
    const { role } = this.#access;
    if (role === null) return mayCall === 'setup' && this.#kiosk.awaitsFirstSetUp;
    if (!suffices(role, mayCall === 'steward' ? 'steward' : 'supervisor')) return false;
    if (!isPolled) this.#access.prolong();
    return true;
  }
}
