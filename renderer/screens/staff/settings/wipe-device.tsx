import { useEffect, useRef } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { useWipe, type WipeStep } from './use-wipe.ts';

type Props = { kiosk: BridgeClient; onLocked: () => void };

/** Erases everything of this event from the device. Staff are asked first, and once more if scans would be lost. */
export function WipeDevice({ kiosk, onLocked }: Props) {
  const { step, busy, told, open, wipe, exportWaiting, cancel } = useWipe(kiosk, onLocked);
  const section = useRef<HTMLElement>(null);
  // The section stands at the end of a page that scrolls, and grows with each question and answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is said anew is a reason to scroll
  useEffect(() => {
    if (step.is !== 'closed') section.current?.scrollIntoView({ block: 'nearest' });
  }, [step, told]);
  const words = useWords();
  const say = words.wipe;
  if (step.is === 'closed') {
    return (
      <section className="wipe">
        <button type="button" className="bare" onClick={open}>
          {say.open}
        </button>
      </section>
    );
  }
  const { headline, below, confirm } = questionOf(words, step);
  return (
    <section ref={section} className="wipe" aria-labelledby="wipe">
      <h2 id="wipe">{headline}</h2>
      <p>{below}</p>
      <p role="status">{told}</p>
      <div className="actions">
        {step.is === 'waiting' && (
          <button
            type="button"
            className="main"
            disabled={busy}
            onClick={() => exportWaiting(step.count)}
          >
            {say.export}
          </button>
        )}
        <button
          // Each question has a button of its own, so that pressing the last one twice can't answer the next one.
          key={step.is}
          type="button"
          disabled={busy}
          onClick={() => wipe({ loseWaiting: step.is === 'waiting' })}
        >
          {confirm}
        </button>
        <button type="button" className="bare" disabled={busy} onClick={cancel}>
          {say.cancel}
        </button>
      </div>
    </section>
  );
}

type Question = { headline: string; below: string; confirm: string };

function questionOf({ wipe: say }: Words, step: Exclude<WipeStep, { is: 'closed' }>): Question {
  if (step.is === 'asking') {
    return { headline: say.headline, below: say.below, confirm: say.confirm };
  }
  const { count } = step;
  return count === null
    ? {
        headline: say.waitingUncounted,
        below: say.waitingUnknown,
        confirm: say.confirmLossUncounted,
      }
    : {
        headline: say.waiting({ count }),
        below: say.waitingBelow,
        confirm: say.confirmLoss({ count }),
      };
}
