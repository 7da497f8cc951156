import { useState } from 'react';
import type { BridgeClient } from '../../shared/bridge.ts';
import { WORDS } from '../words.ts';
import { downloadCsv } from './download-csv.ts';

type Props = {
  kiosk: BridgeClient;
  count: number;
  onSave: (choice: 'keep' | 'exported') => void;
  onCancel: () => void;
  onLocked: () => void;
};

/** Asked when the address changes while scans wait for the old one: none of them may be lost without a word. */
export function WaitingScans({ kiosk, count, onSave, onCancel, onLocked }: Props) {
  const [exported, setExported] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const say = WORDS.settings.waiting;

  async function exportNow() {
    const answer = await kiosk.exportWaiting({});
    if (!answer.ok) return onLocked();
    downloadCsv(answer.fileName, answer.csv);
    setFailed(false);
    setExported(answer.fileName);
  }

  return (
    <section className="waiting-scans">
      <h2>{say.headline(count)}</h2>
      <p>{say.below}</p>
      <p role="status">
        {failed ? WORDS.settings.noAnswer : exported !== null && say.exported(exported)}
      </p>
      <div className="actions">
        <button type="button" className="main" onClick={() => onSave('keep')}>
          {say.keep}
        </button>
        <button type="button" onClick={() => exportNow().catch(() => setFailed(true))}>
          {say.export}
        </button>
        {exported !== null && (
          <button type="button" onClick={() => onSave('exported')}>
            {say.saveExported}
          </button>
        )}
        <button type="button" className="bare" onClick={onCancel}>
          {say.cancel}
        </button>
      </div>
    </section>
  );
}
