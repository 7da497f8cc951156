import { useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { Question } from '../dialogs/question.tsx';
import { joined } from '../words/join.ts';
import { useTold, useWords } from '../words/use-words.ts';
import { exportWaiting } from './export-waiting.ts';

type Props = {
  kiosk: BridgeClient;
  /** Null if it can't be known. */
  count: number | null;
  onSave: (choice: 'keep' | 'exported') => void;
  onCancel: () => void;
  onLocked: () => void;
};

/** Asks what becomes of the scans that wait for the old address, so that none of them is lost unnoticed. */
export function WaitingScans({ kiosk, count, onSave, onCancel, onLocked }: Props) {
  const [exported, setExported] = useState(false);
  const [told, tell] = useTold();
  const say = useWords().settings.waiting;

  async function exportNow() {
    const made = await exportWaiting(kiosk);
    if (made === 'locked') return onLocked();
    setExported(made.done);
    tell((words) =>
      made.done
        ? joined(words, 'sentences', [made.told(words), words.settings.waiting.saveOnce])
        : made.told(words),
    );
  }

  return (
    <Question
      title={count === null ? say.headlineUnknown : say.headline({ count })}
      below={count === null ? say.belowUnknown : say.below}
      told={told}
      onClose={onCancel}
    >
      <button type="button" className="main" onClick={() => onSave('keep')}>
        {say.keep}
      </button>
      <button
        type="button"
        onClick={() => exportNow().catch(() => tell(({ settings }) => settings.noAnswer))}
      >
        {say.export}
      </button>
      {exported && (
        <button type="button" onClick={() => onSave('exported')}>
          {say.saveExported}
        </button>
      )}
      <button type="button" className="bare" onClick={onCancel}>
        {say.cancel}
      </button>
    </Question>
  );
}
