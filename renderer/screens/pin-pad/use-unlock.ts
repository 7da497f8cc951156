import { useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import { type StaffRole, suffices } from '../../../shared/bridge/staff-role.ts';
import { monotonicNow, useMonotonicClock } from '../../state/time.ts';
import type { Sentence } from '../../words/use-words.ts';

type Options = {
  kiosk: BridgeClient;
  /** Whose PIN opens what this pad stands before. */
  needs: StaffRole;
  /** Called when a PIN is sent to the core, which locks before it looks at one. */
  onTry?: (() => void) | undefined;
  /** Called when a PIN is right, even if it isn't enough here. */
  onUnlocked: (role: StaffRole) => void;
  /** Called when the PIN opens nothing here. */
  onRefused: () => void;
  /** Shows why the staff area did not open. */
  tell: (why: Sentence) => void;
};

/**
 * Asks the core to open the staff area. After several wrong PINs the core makes whoever guesses wait.
 *
 * @returns how many seconds they still have to wait, whether a PIN may be tried now, and the trying
 */
export function useUnlock({ kiosk, needs, onTry, onUnlocked, onRefused, tell }: Options) {
  const [asking, setAsking] = useState(false);
  const [waitUntil, setWaitUntil] = useState(0);
  const now = useMonotonicClock(250);
  const waitSeconds = Math.max(0, Math.ceil((waitUntil - now) / 1000));

  async function unlock(pin: string): Promise<void> {
    setAsking(true);
    onTry?.();
    try {
      const answer = await kiosk.unlockStaff({ pin });
      if (answer.ok) onUnlocked(answer.role);
      if (answer.ok && suffices(answer.role, needs)) return;
      onRefused();
      if (answer.ok) return tell((words) => words.pin.problem['not-enough']);
      tell((words) => words.pin.problem[answer.problem]);
      if (answer.problem === 'wrong-pin') setWaitUntil(monotonicNow() + answer.waitMs);
    } catch {
      tell((words) => words.pin.noAnswer);
    } finally {
      setAsking(false);
    }
  }

  return { waitSeconds, mayTry: waitSeconds === 0 && !asking, unlock };
}
