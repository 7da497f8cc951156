import './files.css';
import { useId, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useTold, useWords } from '../../../words/use-words.ts';
import { CopySection } from '../copy/copy-section.tsx';
import { type Saved, saveDiagnostics, saveScans } from './save-files.ts';
import { ScansSection } from './scans-section.tsx';
import { useFiles } from './use-files.ts';

type Props = {
  kiosk: BridgeClient;
  /** Whether this kiosk takes scans. One that can't start has nothing to export, but tells why. */
  running: boolean;
  /** The venue's time zone. */
  timeZone: string;
  onLocked: () => void;
};

/** Where a supervisor takes files out of the device: tables of scans, and what helps whoever looks into a fault. */
export function FilesPage({ kiosk, running, timeZone, onLocked }: Props) {
  const { days, drives } = useFiles(kiosk, onLocked);
  const [chosen, choose] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [told, tell] = useTold();
  const { files: say } = useWords();
  const heading = useId();
  const field = useId();
  // A stick that was pulled is no longer in the list.
  const to = drives.some(({ folder }) => folder === chosen) ? chosen : null;

  async function save(work: () => Promise<Saved>) {
    if (busy) return;
    setBusy(true);
    tell(({ files }) => files.working);
    try {
      const saved = await work();
      if (saved === 'locked') onLocked();
      else tell(saved);
    } catch {
      tell(({ staff }) => staff.noAnswer);
    } finally {
      setBusy(false);
    }
  }

  const onCount = (count: number) => tell(({ files }) => files.workingCount({ count }));
  return (
    <div className="files">
      {drives.length > 0 && (
        <div className="choice">
          <label htmlFor={field}>{say.to}</label>
          <select
            id={field}
            value={to ?? ''}
            onChange={(event) => choose(event.target.value || null)}
          >
            <option value="">{say.downloads}</option>
            {drives.map(({ folder, free }) => (
              <option key={folder} value={folder}>
                {say.drive({ folder, gigabytes: Math.floor(free / 1e8) / 10 })}
              </option>
            ))}
          </select>
        </div>
      )}
      <p role="status" className="told">
        {told}
      </p>
      {running && (
        <ScansSection
          days={days}
          busy={busy}
          onSave={(what, day) => void save(() => saveScans(kiosk, { what, day, to }, onCount))}
        />
      )}
      {running && <CopySection kiosk={kiosk} timeZone={timeZone} onLocked={onLocked} />}
      <section aria-labelledby={heading}>
        <h2 id={heading}>{say.diagnostics}</h2>
        <p className="note">{say.diagnosticsBelow}</p>
        <div className="actions">
          <button
            type="button"
            aria-disabled={busy}
            onClick={() => void save(() => saveDiagnostics(kiosk, to))}
          >
            {say.makeDiagnostics}
          </button>
        </div>
      </section>
    </div>
  );
}
