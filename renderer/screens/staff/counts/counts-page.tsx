import './counts.css';
import { useId, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { COUNTED_ANSWERS, type CountsView } from '../../../../shared/bridge/counts.ts';
import { KINDS } from '../../../../shared/scan/outcome.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { Chart } from './chart.tsx';
import { chartRange } from './chart-range.ts';
import { GapsTable } from './gaps-table.tsx';
import { Numbers } from './numbers.tsx';
import type { Row } from './strip.tsx';
import { useCounts } from './use-counts.ts';

type Props = {
  kiosk: BridgeClient;
  /** The venue's time zone. */
  timeZone: string;
  onLocked: () => void;
};

/** How many people came in by this device on a day at the venue, and when; what they were told, and how fast. */
export default function CountsPage({ kiosk, timeZone, onLocked }: Props) {
  const [chosen, choose] = useState<string | null>(null);
  const { counts, told } = useCounts(kiosk, { day: chosen, onLocked });
  return (
    <div className="counts">
      <p role="status" className="told">
        {told}
      </p>
      {counts && (
        <>
          <DayChooser counts={counts} onChoose={choose} />
          <Numbers kinds={counts.kinds} />
          <Charts counts={counts} timeZone={timeZone} />
          <GapsTable gaps={counts.gaps} timeZone={timeZone} />
        </>
      )}
    </div>
  );
}

function DayChooser({
  counts: { today, day, days },
  onChoose,
}: {
  counts: CountsView;
  /** Called with null for today, which goes on to the next day at midnight. */
  onChoose: (day: string | null) => void;
}) {
  const words = useWords();
  const field = useId();
  return (
    <div className="day">
      <label htmlFor={field}>{words.counts.day}</label>
      <select
        id={field}
        value={day}
        onChange={({ target }) => onChoose(target.value === today ? null : target.value)}
      >
        {days.map((each) => (
          <option key={each} value={each}>
            {dayWords(words, each)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A calendar day in words. It is a day of no zone, so it is written as it is in UTC. */
function dayWords({ language }: Words, day: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' });
  return format.format(Date.parse(`${day}T12:00:00Z`));
}

function Charts({ counts, timeZone }: { counts: CountsView; timeZone: string }) {
  const words = useWords();
  const { counts: say } = words;
  const { slots, gaps } = counts;
  const range = chartRange(slots);
  if (!range) return <p className="none">{say.none}</p>;
  const common = { slots, gaps, range, timeZone };
  const answered = slots.filter(({ wait }) => wait !== null);
  return (
    <div className="charts">
      <Chart
        {...common}
        title={say.arrivals}
        note={say.arrivalsNote}
        rows={arrivalRows(words, counts)}
        say={words.number}
      />
      <Chart
        {...common}
        title={say.outcomes}
        note={say.outcomesNote}
        rows={outcomeRows(words, counts)}
        say={words.number}
      />
      {answered.length > 0 && (
        <Chart
          {...common}
          slots={answered}
          title={say.waits}
          note={null}
          rows={waitRows(words)}
          say={(ms) => secondsWords(words, ms)}
        />
      )}
    </div>
  );
}

function arrivalRows(words: Words, { kinds, slots }: CountsView): Row[] {
  const shown = KINDS.filter((kind) => kinds.some((each) => each.kind === kind));
  return shown.map((kind) => ({
    id: kind,
    name: words.staff.kind[kind],
    total: words.number(slots.reduce((sum, { admitted }) => sum + admitted[kind], 0)),
    measure: ({ admitted }) => admitted[kind],
  }));
}

function outcomeRows(words: Words, { slots }: CountsView): Row[] {
  const { counts: say, staff } = words;
  const names = { ...staff.outcome, queued: say.saved, attention: say.toStaff };
  return COUNTED_ANSWERS.flatMap((answer) => {
    const total = slots.reduce((sum, { answers }) => sum + answers[answer], 0);
    if (total === 0) return [];
    const measure: Row['measure'] = ({ answers }) => answers[answer];
    return [{ id: answer, name: names[answer], total: words.number(total), measure }];
  });
}

function waitRows({ counts: say }: Words): Row[] {
  return [
    { id: 'half', name: say.half, total: null, measure: ({ wait }) => wait?.half ?? 0 },
    { id: 'most', name: say.most, total: null, measure: ({ wait }) => wait?.most ?? 0 },
  ];
}

function secondsWords({ language }: Words, ms: number): string {
  const style = { style: 'unit', unit: 'second', unitDisplay: 'short' } as const;
  const digits = ms < 1000 ? 2 : 1;
  return new Intl.NumberFormat(language, { ...style, maximumFractionDigits: digits }).format(
    ms / 1000,
  );
}
