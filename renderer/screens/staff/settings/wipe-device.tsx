import { useId } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { Question } from '../../../dialogs/question.tsx';
import { joined } from '../../../words/join.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { useWipe, type WipeStep } from './use-wipe.ts';

type Props = {
  kiosk: BridgeClient;
  state: Pick<KioskState, 'screen' | 'queued' | 'needsAttention'>;
  onLocked: () => void;
};

/**
 * Erases everything of this event from the device. What would be lost stands beside the button. Staff are asked first,
 * and once more if scans would be lost.
 */
export function WipeDevice({ kiosk, state, onLocked }: Props) {
  const wiping = useWipe(kiosk, onLocked);
  const { step } = wiping;
  const id = useId();
  const isEmpty = state.screen === 'scan' && state.queued === 0 && state.needsAttention === 0;
  const loses = isEmpty ? 'nothing' : 'scans';
  const words = useWords();
  const say = words.wipe;
  return (
    <section className="wipe">
      <button
        type="button"
        className="danger"
        aria-describedby={`${id}-unsent`}
        onClick={wiping.open}
      >
        {say.open}
      </button>
      <p id={`${id}-unsent`} className="unsent" data-loses={loses}>
        {lostWords(words, state)}
      </p>
      {step.is !== 'closed' && <WipeQuestion wiping={wiping} step={step} />}
    </section>
  );
}

/** What a wipe would lose. A kiosk that can't start can't count it. */
function lostWords(words: Words, { screen, queued, needsAttention }: Props['state']): string {
  const { facts, wipe: say } = words;
  if (screen !== 'scan') return say.waitingUncounted;
  if (queued === 0 && needsAttention === 0) return facts.queuedNone;
  const lost = [
    ...(queued > 0 ? [say.waiting({ count: queued })] : []),
    ...(needsAttention > 0 ? [facts.needsAttention({ count: needsAttention })] : []),
  ];
  return joined(words, 'and', lost);
}

type OpenStep = Exclude<WipeStep, { is: 'closed' }>;

function WipeQuestion({ wiping, step }: { wiping: ReturnType<typeof useWipe>; step: OpenStep }) {
  const { busy, told, wipe, exportWaiting, cancel } = wiping;
  const words = useWords();
  const say = words.wipe;
  const { headline, below, confirm } = wordsFor(words, step);
  return (
    <Question title={headline} below={below} told={told ?? null} busy={busy} onClose={cancel}>
      {step.is === 'waiting' && (
        <button
          type="button"
          className="main"
          aria-disabled={busy}
          onClick={() => busy || exportWaiting(step.count)}
        >
          {say.export}
        </button>
      )}
      <button
        // Each question has a button of its own, so that pressing the last one twice can't answer the next one.
        key={step.is}
        type="button"
        className="danger"
        aria-disabled={busy}
        onClick={() => busy || wipe({ loseWaiting: step.is === 'waiting' })}
      >
        {confirm}
      </button>
      <button type="button" className="bare" aria-disabled={busy} onClick={() => busy || cancel()}>
        {say.cancel}
      </button>
    </Question>
  );
}

type QuestionWords = { headline: string; below: string; confirm: string };

function wordsFor({ wipe: say }: Words, step: OpenStep): QuestionWords {
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
