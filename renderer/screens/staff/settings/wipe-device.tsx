import { useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { downloadCsv } from '../../../settings-form/download-csv.ts';
import { type Sentence, useTold, useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';

type Props = { kiosk: BridgeClient; onLocked: () => void };

type Step =
  | { is: 'closed' }
  | { is: 'asking' }
  /** Scans would be lost: they are to be handed over first, or given up by name. */
  | { is: 'waiting'; count: number | null; told: Sentence | null };

/** Takes everything of this event from the device: asked twice, and once more where scans wait. */
export function WipeDevice({ kiosk, onLocked }: Props) {
  const [step, setStep] = useState<Step>({ is: 'closed' });
  const [problem, tell] = useTold();
  const [busy, setBusy] = useState(false);
  const words = useWords();
  const say = words.wipe;

  async function wipe(loseWaiting: boolean) {
    const answer = await kiosk.wipeDevice({ loseWaiting });
    // The kiosk shows its first set-up by itself.
    if (answer.ok) return;
    switch (answer.problem) {
      case 'locked':
        return onLocked();
      case 'scans-waiting':
        return setStep({ is: 'waiting', count: answer.count, told: null });
      case 'given-from-outside':
        return tell(({ wipe }) => wipe.givenFromOutside);
      case 'not-wiped':
        return tell(({ wipe }) => (answer.keyIsGone ? wipe.notWipedButKey : wipe.notWiped));
      case 'not-running':
        return tell(({ notNow }) => notNow[answer.problem]);
    }
  }

  async function exportNow(count: number | null) {
    const answer = await kiosk.exportWaiting({});
    if (answer.ok) {
      downloadCsv(answer.fileName, answer.csv);
      const told: Sentence = ({ wipe }) =>
        (answer.complete ? wipe.exported : wipe.exportedInPart)({ file: answer.fileName });
      return setStep({ is: 'waiting', count, told });
    }
    if (answer.problem === 'locked') return onLocked();
    tell(({ notNow }) => notNow[answer.problem]);
  }

  const attempt = (work: () => Promise<unknown>) => () => {
    tell(null);
    setBusy(true);
    work()
      .catch(() => tell(({ staff }) => staff.noAnswer))
      .finally(() => setBusy(false));
  };
  const cancel = () => {
    tell(null);
    setStep({ is: 'closed' });
  };
  if (step.is === 'closed') {
    return (
      <section className="wipe">
        <button type="button" className="bare" onClick={() => setStep({ is: 'asking' })}>
          {say.open}
        </button>
      </section>
    );
  }
  return (
    <section className="wipe" aria-labelledby="wipe">
      <h2 id="wipe">{step.is === 'asking' ? say.headline : waitingHeadline(words, step.count)}</h2>
      <p>{step.is === 'asking' ? say.below : waitingBelow(words, step.count)}</p>
      <p role="status">{problem ?? (step.is === 'waiting' ? step.told?.(words) : null)}</p>
      <div className="actions">
        {step.is === 'asking' ? (
          <button type="button" disabled={busy} onClick={attempt(() => wipe(false))}>
            {say.confirm}
          </button>
        ) : (
          <>
            <button
              type="button"
              className="main"
              disabled={busy}
              onClick={attempt(() => exportNow(step.count))}
            >
              {say.export}
            </button>
            <button type="button" disabled={busy} onClick={attempt(() => wipe(true))}>
              {confirmLoss(words, step.count)}
            </button>
          </>
        )}
        <button type="button" className="bare" disabled={busy} onClick={cancel}>
          {say.cancel}
        </button>
      </div>
    </section>
  );
}

const waitingHeadline = ({ wipe }: Words, count: number | null) =>
  count === null ? wipe.waitingUncounted : wipe.waiting({ count });
const waitingBelow = ({ wipe }: Words, count: number | null) =>
  count === null ? wipe.waitingUnknown : wipe.waitingBelow;
const confirmLoss = ({ wipe }: Words, count: number | null) =>
  count === null ? wipe.confirmLossUncounted : wipe.confirmLoss({ count });
