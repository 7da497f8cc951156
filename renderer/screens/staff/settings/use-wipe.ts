import { useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { exportWaiting } from '../../../settings-form/export-waiting.ts';
import { type Sentence, useTold, useWords } from '../../../words/use-words.ts';

/** How far the wipe has got. */
export type WipeStep =
  | { is: 'closed' }
  | { is: 'asking' }
  /** Scans would be lost. Staff first export them, or agree to lose them. The count is null if it can't be known. */
  | { is: 'waiting'; count: number | null; told: Sentence | null };

/** Wipes the device, one question after the other, and says what stood in the way. */
export function useWipe(kiosk: BridgeClient, onLocked: () => void) {
  const [step, setStep] = useState<WipeStep>({ is: 'closed' });
  const [problem, tell] = useTold();
  const [busy, setBusy] = useState(false);
  const words = useWords();

  async function wipe(loseWaiting: boolean) {
    const answer = await kiosk.wipeDevice({ loseWaiting });
    // The core's new state brings the first set-up to the screen.
    if (answer.ok) return;
    switch (answer.problem) {
      case 'locked':
        return onLocked();
      case 'scans-waiting':
        return setStep({ is: 'waiting', count: answer.count, told: null });
      case 'given-from-outside':
        return tell(({ wipe }) => wipe.givenFromOutside);
      case 'hub-runs':
        return tell(({ wipe }) => wipe.hubRuns);
      case 'hosts-hub':
        return tell(({ wipe }) => wipe.hostsHub);
      case 'not-wiped':
        return tell(({ wipe }) => (answer.keyIsGone ? wipe.notWipedButKey : wipe.notWiped));
      case 'not-running':
        return tell(({ notNow }) => notNow[answer.problem]);
    }
  }

  async function exportNow(count: number | null) {
    const made = await exportWaiting(kiosk);
    if (made === 'locked') return onLocked();
    if (made.done) setStep({ is: 'waiting', count, told: made.told });
    else tell(made.told);
  }

  function attempt(work: Promise<unknown>): void {
    tell(null);
    setBusy(true);
    work.catch(() => tell(({ staff }) => staff.noAnswer)).finally(() => setBusy(false));
  }

  return {
    step,
    busy,
    told: problem ?? (step.is === 'waiting' ? step.told?.(words) : null),
    open: () => setStep({ is: 'asking' }),
    wipe: ({ loseWaiting }: { loseWaiting: boolean }) => attempt(wipe(loseWaiting)),
    exportWaiting: (count: number | null) => attempt(exportNow(count)),
    cancel: () => {
      tell(null);
      setStep({ is: 'closed' });
    },
  };
}
