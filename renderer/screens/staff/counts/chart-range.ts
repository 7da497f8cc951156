// Which stretch of a day a chart shows, and where something stands in it.
import type { Gap, Slot } from '../../../../shared/bridge/counts.ts';

export const SLOT_MS = 5 * 60_000;
const HALF_HOUR_MS = 30 * 60_000;
const SHORTEST_MS = 2 * HALF_HOUR_MS;
const MOST_MARKS = 4;
/** A time that begins after this share of the chart would reach out of it. */
const LAST_MARK = 0.8;
/** Between the marks of the time, in half hours. */
const STEPS = [1, 2, 4, 6, 8, 12, 24];

/** What a chart shows, in Unix milliseconds. */
export type ChartRange = { from: number; to: number };

/** The half hours in which something happened, at least an hour of them; null if nothing did. */
export function chartRange(slots: readonly Slot[]): ChartRange | null {
  const [first, last] = [slots.at(0), slots.at(-1)];
  if (!first || !last) return null;
  const from = Math.floor(first.at / HALF_HOUR_MS) * HALF_HOUR_MS;
  const to = Math.ceil((last.at + SLOT_MS) / HALF_HOUR_MS) * HALF_HOUR_MS;
  return { from, to: Math.max(to, from + SHORTEST_MS) };
}

/** The times that are written below a chart. */
export function timeMarks({ from, to }: ChartRange): number[] {
  const halves = (to - from) / HALF_HOUR_MS;
  const step = STEPS.find((each) => halves / each <= MOST_MARKS) ?? 24;
  const marks = Array.from({ length: MOST_MARKS }, (_, n) => n * step);
  return marks
    .filter((each) => each / halves < LAST_MARK)
    .map((each) => from + each * HALF_HOUR_MS);
}

/** Where a time stands in a range, from 0 at its beginning to 100 at its end. */
export function shareOf({ from, to }: ChartRange, at: number): number {
  return (100 * (Math.min(to, Math.max(from, at)) - from)) / (to - from);
}

/** The gaps that a range shows, as its shares. One that lasts ends with the range. */
export function gapsWithin(
  range: ChartRange,
  gaps: readonly Gap[],
): { start: number; end: number }[] {
  return gaps
    .map((gap) => ({ start: shareOf(range, gap.from), end: shareOf(range, gap.to ?? range.to) }))
    .filter(({ start, end }) => end > start);
}
