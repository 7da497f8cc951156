import type { Growth, MemorySample } from './memory.ts';

const SIZE = { width: 800, height: 400 };
const MARGIN = { left: 60, right: 180, top: 20, bottom: 40 };
const COLOURS = ['#111111', '#c0392b', '#2471a3', '#1e8449', '#b9770e', '#7d3c98', '#707b7c'];

/** How much memory each kind of process has over the time, and where a page was ended, as an SVG picture. */
export function drawChart(samples: readonly MemorySample[], crashMinutes: readonly number[]) {
  const kinds = kindsOf(samples);
  const minutes = samples.at(-1)?.minute ?? 1;
  const most = 1.1 * Math.max(...samples.flatMap(({ kib }) => Object.values(kib)));
  const [right, bottom] = [SIZE.width - MARGIN.right, SIZE.height - MARGIN.bottom];
  const x = (minute: number) => round(MARGIN.left + (minute / minutes) * (right - MARGIN.left));
  const y = (kib: number) => round(bottom - (kib / most) * (bottom - MARGIN.top));
  const text = (left: number, top: number, words: string) =>
    `<text x="${left}" y="${top}" font-family="sans-serif" font-size="11">${words}</text>`;
  const line = (x1: number, y1: number, x2: number, y2: number, colour: string) =>
    `<path d="M${x1},${y1}L${x2},${y2}" stroke="${colour}" fill="none"/>`;
  const crashes = crashMinutes.map((at) => line(x(at), MARGIN.top, x(at), bottom, '#dddddd'));
  const marks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    line(MARGIN.left - 4, y(share * most), right, y(share * most), '#eeeeee'),
    text(4, y(share * most) + 4, `${Math.round((share * most) / 1024)} MiB`),
    text(x(share * minutes) - 6, bottom + 16, String(Math.round(share * minutes))),
  ]);
  const lines = kinds.flatMap((kind, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? '#000000';
    const points = samples.map(({ minute, kib }) => `${x(minute)},${y(kib[kind] ?? 0)}`);
    return [
      `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      line(right + 6, MARGIN.top + 8 + 16 * index, right + 18, MARGIN.top + 8 + 16 * index, colour),
      text(right + 22, MARGIN.top + 12 + 16 * index, kind),
    ];
  });
  const below = text(MARGIN.left, SIZE.height - 6, 'minutes; a page was ended at each grey line');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}">`,
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#ffffff"/>`,
    ...[...marks, ...crashes, ...lines, below],
    '</svg>\n',
  ].join('\n');
}

const BARS = [...' ▁▂▃▄▅▆▇█'];
const COLUMNS = 60;

/** The same as a line of bars for each kind, from nothing to the most that it ever had. */
export function textChart(samples: readonly MemorySample[]): string {
  const minutes = samples.at(-1)?.minute ?? 1;
  const columns = Map.groupBy(samples, ({ minute }) =>
    Math.min(COLUMNS - 1, Math.floor((minute / minutes) * COLUMNS)),
  );
  const lines = kindsOf(samples).map((kind) => {
    const most = Math.max(...samples.map(({ kib }) => kib[kind] ?? 0));
    const bars = Array.from({ length: COLUMNS }, (_, column) => {
      const within = columns.get(column)?.map(({ kib }) => kib[kind] ?? 0) ?? [];
      return within.length === 0 ? ' ' : BARS[Math.round((Math.max(...within) / most) * 8)];
    });
    return `${kind.padEnd(24)}${bars.join('')} at most ${mebibytes(most)} MiB`;
  });
  return lines.join('\n');
}

/** A table of the growth of each kind. */
export function growthTable(growth: readonly Growth[]): string {
  const row = (cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(24) : cell.padStart(10))).join('');
  return [
    row(['MiB', 'before', 'after', 'ratio']),
    ...growth.map(({ kind, before, after, ratio }) =>
      row([kind, mebibytes(before), mebibytes(after), ratio.toFixed(3)]),
    ),
  ].join('\n');
}

const kindsOf = (samples: readonly MemorySample[]) =>
  [...new Set(samples.flatMap(({ kib }) => Object.keys(kib)))].toSorted();

const mebibytes = (kib: number) => (kib / 1024).toFixed(1);
const round = (value: number) => Math.round(value * 10) / 10;
