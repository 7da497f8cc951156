import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { ScanEntry } from '../../../../shared/bridge/staff-overview.ts';
import { useWords } from '../../../words/use-words.ts';
import type { ScanActions } from '../use-scan-actions.ts';
import { ScanTable } from './scan-table.tsx';

type Props = {
  state: KioskState;
  /** The scans that a person must look at. */
  entries: readonly ScanEntry[];
  actions: ScanActions;
  /** Asks why a scan is dismissed. */
  onDismiss: (entry: ScanEntry) => void;
  /** What came of the last action, or why there is no overview. */
  told: string | null;
};

/** The scans that a person must look at, and what can be done about them. Without any there is only what was done. */
export function Attention({ state, entries, actions, onDismiss, told }: Props) {
  const { staff: say } = useWords();
  const isThere = entries.length > 0 || state.backlogStopped;
  return (
    <section
      className="attention"
      data-section="attention"
      {...(isThere && { 'aria-labelledby': 'attention' })}
    >
      {isThere && (
        <div className="table-head">
          <h2 id="attention">{say.attentionTitle}</h2>
          {state.backlogStopped && (
            <button type="button" onClick={() => actions.goOn(state.connection.is)}>
              {say.goOn}
            </button>
          )}
          {entries.length > 1 && (
            <button type="button" onClick={() => actions.sendAgain(null)}>
              {say.sendAllAgain}
            </button>
          )}
        </div>
      )}
      <p role="status" className="told">
        {told}
      </p>
      {entries.length > 0 && (
        <ScanTable
          entries={entries}
          timeZone={state.display.timeZone}
          onSendAgain={actions.sendAgain}
          onDismiss={onDismiss}
          canSendAgain={() => true}
        />
      )}
    </section>
  );
}
