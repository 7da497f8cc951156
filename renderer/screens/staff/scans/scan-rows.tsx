import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ListedScan } from '../../../../shared/bridge/scans.ts';
import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { visibleText } from '../../tried-scans/visible-text.ts';
import { scanTime, standingWords, triesWords } from './scan-words.ts';

/** How high a row is before it has been measured, in pixels. */
const ROW = 65;
/** How many rows beyond the screen are drawn, so that Tab and a finger find them there. */
const BEYOND = 8;
/** How far before the end older scans are asked for, in rows. */
const AHEAD = 15;

const MINUTE = 60_000;

type Props = {
  scans: readonly ListedScan[];
  /** Whether there may be older ones. */
  hasMore: boolean;
  timeZone: string;
  onMore: () => void;
  onOpen: (scan: ListedScan) => void;
};

/**
 * The list of scans. However long it is, only the rows on the screen and a few around them are drawn. Each is a button,
 * so that Tab leads to every one of them.
 */
export function ScanRows({ scans, hasMore, timeZone, onMore, onOpen }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => setAbove(list.current?.offsetTop ?? 0), []);
  const words = useWords();
  const now = useWallClock(MINUTE);
  const rows = useVirtualizer({
    count: scans.length,
    getScrollElement: () => list.current?.closest('.page') ?? null,
    estimateSize: () => ROW,
    overscan: BEYOND,
    scrollMargin: above,
    getItemKey: (index) => scans[index]?.scanId ?? index,
  });
  const shown = rows.getVirtualItems();
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= scans.length - AHEAD;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that brought nothing is a reason to ask again
  useEffect(() => {
    if (hasMore && isNearEnd) onMore();
  }, [hasMore, isNearEnd, scans, onMore]);
  return (
    <ul
      ref={list}
      className="scan-rows"
      aria-label={words.scans.list}
      style={{ height: rows.getTotalSize() }}
    >
      {shown.map(({ index, key, start }) => {
        const scan = scans[index];
        if (!scan) return null;
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={hasMore ? -1 : scans.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - above}px)` }}
          >
            <button
              type="button"
              className="bare"
              data-scan-id={scan.scanId}
              data-standing={scan.standing}
              onClick={() => onOpen(scan)}
            >
              <bdi className="time">{scanTime(words, scan.scannedAt, now, timeZone)}</bdi>{' '}
              <bdi className="code" dir="ltr">
                …{visibleText(scan.codeTail)}
              </bdi>{' '}
              <span className="kind">{words.staff.kind[scan.kind]}</span>{' '}
              <span className="outcome">{standingWords(words, scan)}</span>{' '}
              <span className="tries">{triesWords(words, scan)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
