import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { ScanEntry } from '../../../../shared/bridge/staff-overview.ts';
import { useWords } from '../../../words/use-words.ts';
import { Attention } from './attention.tsx';
import { Entrance } from './entrance.tsx';
import type { Known } from './fact.ts';
import { FactsList } from './facts-list.tsx';
import { ScanTable } from './scan-table.tsx';
import { useBacklogActions } from './use-backlog-actions.ts';
import { useOverview } from './use-overview.ts';

type Props = Pick<Known, 'state' | 'reachable' | 'camera' | 'scanners'> & {
  kiosk: BridgeClient;
  onLocked: () => void;
};

/** How this kiosk is: the facts, and beside them the scans that need a person and those that were made last. */
export function OverviewPage({ kiosk, onLocked, ...known }: Props) {
  const { state } = known;
  const { overview, failed, refresh } = useOverview(kiosk, state, onLocked);
  const actions = useBacklogActions({ kiosk, onDone: refresh, onLocked });
  const say = useWords().staff;
  const attention = overview?.attention ?? [];
  const isListed = ({ scanId }: ScanEntry) => attention.some((each) => each.scanId === scanId);
  return (
    <div className="overview">
      <Entrance kiosk={kiosk} closure={state.closure} onLocked={onLocked} />
      <FactsList {...known} overview={overview} />
      <div className="tables">
        <Attention
          state={state}
          entries={attention}
          actions={actions}
          told={failed ? say.noAnswer : actions.told}
        />
        <section aria-labelledby="recent">
          <div className="table-head">
            <h2 id="recent">{say.recentTitle}</h2>
          </div>
          {overview?.recent.length === 0 ? (
            <p className="none">{say.recentNone}</p>
          ) : (
            <ScanTable
              entries={overview?.recent ?? []}
              timeZone={state.display.timeZone}
              actions={actions}
              canSendAgain={(entry) => entry.refused && !isListed(entry)}
            />
          )}
        </section>
      </div>
    </div>
  );
}
