import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { useTold } from '../words/use-words.ts';

/**
 * Closes the kiosk for a person who may leave it.
 *
 * @returns why the kiosk did not close (null if nobody has tried), and what tries to close it
 */
export function useLeave(
  kiosk: BridgeClient,
  onLocked: () => void,
): [problem: string | null, leave: () => void] {
  const [problem, tell] = useTold();
  async function leave() {
    const answer = await kiosk.leave({});
    if (answer.ok) return;
    if (answer.problem === 'locked') return onLocked();
    tell(({ staff }) => staff.leaveElsewhere);
  }
  return [problem, () => void leave().catch(() => tell(({ staff }) => staff.noAnswer))];
}
