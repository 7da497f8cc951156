import type { Clock } from '../../core/system/clock.ts';
import type { Log } from '../../core/system/log.ts';
import { type Failure, recoveryFrom, type Trouble } from './recovery-policy.ts';

/** More failures than the policy looks at. */
const REMEMBERED = 50;

export type RecoveryActions = {
  showKiosk: () => void;
  showFault: () => void;
  /** Replaces the fault page's window, unless the kiosk has taken its place. */
  showFaultAgain: () => void;
  restart: (how: { softwareGraphics: boolean }) => void;
};

/** Carries out what the policy decides about each failure, one action at a time. */
export class Recovery {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #actions: RecoveryActions;
  readonly #failures: Failure[] = [];
  /** A new window is coming, so further failures of the old one change nothing. */
  #underWay = false;
  /** The same for the fault page. */
  #faultUnderWay = false;
  #restarting = false;

  constructor({ clock, log, actions }: { clock: Clock; log: Log; actions: RecoveryActions }) {
    this.#clock = clock;
    this.#log = log;
    this.#actions = actions;
  }

  /** @param detail for the log: what the system said, never a code that somebody scanned */
  report(trouble: Trouble, detail: string): void {
    this.#failures.push({ trouble, at: this.#clock.monotonic() });
    if (this.#failures.length > REMEMBERED) this.#failures.shift();
    const recovery = recoveryFrom(this.#failures);
    this.#log.error({ trouble, detail, recovery }, 'something fell over');
    if (this.#restarting) return;
    switch (recovery.is) {
      case 'leave':
        return;
      case 'restart':
        this.#restarting = true;
        this.#actions.restart({ softwareGraphics: recovery.softwareGraphics });
        return;
      case 'rebuild':
        this.#showKioskIn(recovery.afterMs);
        return;
      case 'fault':
        if (!this.#underWay) this.#actions.showFault();
        this.#showKioskIn(recovery.forMs);
        return;
      case 'fault-again':
        this.#showFaultAgainIn(recovery.afterMs);
    }
  }

  #showKioskIn(ms: number) {
    if (this.#underWay) return;
    this.#underWay = true;
    this.#clock.schedule(ms, () => {
      this.#underWay = false;
      if (!this.#restarting) this.#actions.showKiosk();
    });
  }
  #showFaultAgainIn(ms: number) {
    if (this.#faultUnderWay) return;
    this.#faultUnderWay = true;
    this.#clock.schedule(ms, () => {
      this.#faultUnderWay = false;
      if (!this.#restarting) this.#actions.showFaultAgain();
    });
  }
}
