import { useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { ScanEntry } from '../../../../shared/bridge/staff-overview.ts';
import { useTold, useWords } from '../../../words/use-words.ts';
import { useScanActions } from '../use-scan-actions.ts';
import { Attention } from './attention.tsx';
import { DismissQuestion } from './dismiss-question.tsx';
import { EndOfDayNote } from './end-of-day-note.tsx';
import { Entrance } from './entrance.tsx';
import type { Known, Mend } from './fact.ts';
import { FactsList } from './facts-list.tsx';
import { ProblemList } from './problem-list.tsx';
import { ScanTable } from './scan-table.tsx';
import type { OverviewFailure } from './use-overview.ts';

type Props = Omit<Known, 'words' | 'now'> & {
  kiosk: BridgeClient;
  /** Why there is no overview; null if nothing has failed. */
  failure: OverviewFailure | null;
  /** Asks the core for the overview again. */
  refresh: () => void;
  onMend: (mend: Mend) => void;
  onLocked: () => void;
};

/**
 * How this kiosk is now: what needs attention, the entrance, the scans that somebody must look at, quiet facts, and the
 * scans that were made last.
 */
export function OverviewPage({ kiosk, failure, refresh, onMend, onLocked, ...known }: Props) {
  const { state, overview } = known;
  const [dismissing, setDismissing] = useState<ScanEntry | null>(null);
  const [told, tell] = useTold();
  const actions = useScanActions({
    kiosk,
    tell,
    onDone: () => {
      setDismissing(null);
      refresh();
    },
    onLocked,
  });
  const dismiss = (entry: ScanEntry) => {
    tell(null);
    setDismissing(entry);
  };
  const { staff: say, notNow } = useWords();
  const noAnswer = known.reachable && failure === 'no-answer' ? say.noAnswer : null;
  const notThere = failure === 'unreadable' ? notNow.unread : noAnswer;
  const attention = overview?.attention ?? [];
  const isListed = ({ scanId }: ScanEntry) => attention.some((each) => each.scanId === scanId);
  return (
    <div className="overview">
      <ProblemList {...known} onMend={onMend} />
      <div className="desk">
        <Entrance kiosk={kiosk} closure={state.closure} onLocked={onLocked} />
        <Attention
          state={state}
          entries={attention}
          actions={actions}
          onDismiss={dismiss}
          told={notThere ?? told}
        />
        <section className="recent" aria-labelledby="recent">
          <div className="table-head">
            <h2 id="recent">{say.recentTitle}</h2>
          </div>
          {overview?.recent.length === 0 ? (
            <p className="none">{say.recentNone}</p>
          ) : (
            <ScanTable
              entries={overview?.recent ?? []}
              timeZone={state.display.timeZone}
              onSendAgain={actions.sendAgain}
              onDismiss={dismiss}
              canSendAgain={(entry) => entry.refused && !isListed(entry)}
            />
          )}
        </section>
        {dismissing && (
          <DismissQuestion
            entry={dismissing}
            told={told}
            onDismiss={(why) => actions.dismiss(dismissing.scanId, why)}
            onClose={() => setDismissing(null)}
          />
        )}
      </div>
      <div className="quiet">
        <EndOfDayNote {...known} />
        <FactsList {...known} />
      </div>
    </div>
  );
}
