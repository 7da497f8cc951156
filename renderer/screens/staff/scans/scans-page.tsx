import './scans.css';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { LONGEST_SEARCH, type ScansAsked } from '../../../../shared/bridge/scans.ts';
import { codeTail } from '../../../../shared/scan/code-tail.ts';
import { KINDS } from '../../../../shared/scan/outcome.ts';
import { STANDINGS } from '../../../../shared/scan/standing.ts';
import type { Readings } from '../../../state/use-readings.ts';
import { useWords } from '../../../words/use-words.ts';
import { visibleText } from '../../tried-scans/visible-text.ts';
import { type Filters, NO_FILTERS, ScanFilters } from './scan-filters.tsx';
import { ScanRows } from './scan-rows.tsx';
import { StoryDialog } from './story-dialog.tsx';
import { useScans, type Wanted } from './use-scans.ts';
import { venueInstant } from './venue-instant.ts';

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
  onLocked: () => void;
};

type Badge = ScansAsked['badge'];

/** All scans of this device, newest first. Whoever scans a badge here looks for its scans, and checks nobody in. */
export function ScansPage({ kiosk, state, readings, onLocked }: Props) {
  const { timeZone } = state.display;
  const [filters, setFilters] = useState(NO_FILTERS);
  const [typed, type] = useState('');
  const [badge, setBadge] = useState<Badge>(null);
  const [opened, open] = useState<string | null>(null);
  const wanted = useMemo(() => wantedBy(filters, badge, timeZone), [filters, badge, timeZone]);
  const { scans, next, isBusy, told, goOn, learn } = useScans({
    kiosk,
    state,
    wanted,
    onLocked,
  });
  const more = useCallback(() => void goOn(), [goOn]);
  const words = useWords();
  const say = words.scans;
  const id = useId();

  // What was scanned on another page before doesn't count.
  const [latest] = readings.tried;
  const seen = useRef(latest);
  useEffect(() => {
    if (latest === undefined || latest === seen.current) return;
    seen.current = latest;
    open(null);
    type('');
    setBadge({ raw: latest.raw, source: latest.source });
  }, [latest]);

  function search() {
    const text = typed.trim();
    setBadge(text === '' ? null : { typed: text });
  }

  function clear() {
    type('');
    setBadge(null);
    setFilters(NO_FILTERS);
  }

  const isNarrowed = badge !== null || filters !== NO_FILTERS;
  return (
    <div className="scans">
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            search();
          }}
        >
          <div className="find">
            <label htmlFor={`${id}-badge`}>{say.search}</label>
            <input
              id={`${id}-badge`}
              type="search"
              name="badge"
              value={typed}
              maxLength={LONGEST_SEARCH}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => type(event.target.value)}
            />
            <button type="submit">{say.find}</button>
            {isNarrowed && (
              <button type="button" className="bare" onClick={clear}>
                {say.clear}
              </button>
            )}
          </div>
          <ScanFilters filters={filters} onChange={setFilters} />
        </form>
      </search>
      <p role="status" className="told">
        {told ?? statusOf()}
      </p>
      <ScanRows
        scans={scans}
        hasMore={next !== null}
        timeZone={timeZone}
        onMore={more}
        onOpen={({ scanId }) => open(scanId)}
      />
      {opened !== null && (
        <StoryDialog
          key={opened}
          kiosk={kiosk}
          scanId={opened}
          display={state.display}
          onStory={learn}
          onOpen={open}
          onClose={() => open(null)}
          onLocked={onLocked}
        />
      )}
    </div>
  );

  function statusOf(): string | null {
    if (scans.length === 0) return isBusy || next !== null ? say.looking : say.none;
    if (badge === null || !('raw' in badge)) return null;
    return say.badge({ tail: visibleText(codeTail(badge.raw)) });
  }
}

function wantedBy(filters: Filters, badge: Badge, timeZone: string): Wanted {
  return {
    standing: STANDINGS.find((each) => each === filters.standing) ?? null,
    kind: KINDS.find((each) => each === filters.kind) ?? null,
    from: venueInstant(filters.from, timeZone),
    to: venueInstant(filters.to, timeZone),
    badge,
  };
}
