import type { Gap, Slot } from '../../../../shared/bridge/counts.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueTime } from '../../../words/venue-time.ts';
import { type ChartRange, gapsWithin, SLOT_MS, shareOf } from './chart-range.ts';

/** One row of bars, and what it is called. */
export type Row = {
  id: string;
  name: string;
  /** What stands at the end of its line, such as a sum. */
  total: string | null;
  measure: (slot: Slot) => number;
};

type Props = {
  row: Row;
  slots: readonly Slot[];
  gaps: readonly Gap[];
  range: ChartRange;
  /** The value that a bar as high as the row stands for. */
  top: number;
  say: (value: number) => string;
  timeZone: string;
};

/** A row of bars, one for each five minutes. Where Confera could not be used, the ground is hatched. */
export function Strip({ row, slots, gaps, range, top, say, timeZone }: Props) {
  const words = useWords();
  const highest = slots.reduce<Slot | null>(
    (best, slot) => (best && row.measure(best) >= row.measure(slot) ? best : slot),
    null,
  );
  if (!highest) return null;
  const value = say(row.measure(highest));
  const time = venueTime(words, highest.at, timeZone);
  return (
    <div className="strip" data-row={row.id}>
      <p className="strip-name">
        <span>{row.name}</span>
        {row.total !== null && <b>{row.total}</b>}
      </p>
      <div
        className="plot"
        role="img"
        aria-label={words.counts.strip({ what: row.name, value, time })}
      >
        {gapsWithin(range, gaps).map(({ start, end }) => (
          <span
            key={start}
            className="gap"
            style={{ insetInlineStart: `${start}%`, inlineSize: `${end - start}%` }}
          />
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path d={barsOf(row, { slots, range, top })} />
        </svg>
        <span className="top" aria-hidden="true">
          {say(top)}
        </span>
      </div>
    </div>
  );
}

/** The share of its five minutes that a bar fills. */
const FILLED = 0.82;

function barsOf(
  { measure }: Row,
  { slots, range, top }: { slots: readonly Slot[]; range: ChartRange; top: number },
): string {
  const width = FILLED * (shareOf(range, range.from + SLOT_MS) || 1);
  return slots
    .filter((slot) => measure(slot) > 0)
    .map((slot) => {
      const height = (100 * measure(slot)) / top;
      const x = shareOf(range, slot.at);
      return `M${x.toFixed(3)} 100v${(-height).toFixed(2)}h${width.toFixed(3)}V100z`;
    })
    .join('');
}
