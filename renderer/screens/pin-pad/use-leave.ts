import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import { useTold } from '../../words/use-words.ts';

/**
 * Ends the kiosk for a person who may.
 *
 * @returns why it was not ended, null before it was tried; and the trying
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
