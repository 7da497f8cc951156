/** What a spreadsheet would take for a formula: `＝` and the like are what some keyboards type for it. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]/;
/** Numbers, dates and the like begin with something else than a letter. An apostrophe is doubled, so that it comes back. */
const NO_LETTER = /^[^\p{L}…]/u;
/** Words that a spreadsheet takes for more than words. */
const MEANT = /^(true|false|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-./ ]?\d)/i;

/** Without it, Excel takes a file for one of an old Windows. */
export const CSV_BEGIN = '\uFEFF';

/**
 * A text that came from outside, as a cell that a spreadsheet shows as it is: no formula runs, and leading zeros and long
 * numbers stay. An apostrophe before it makes it text; whoever reads the file takes off one leading apostrophe.
 */
export function textCell(text: string | null): string {
  if (text === null || text === '') return '';
  const isText = !FORMULA.test(text) && !NO_LETTER.test(text) && !MEANT.test(text);
  return isText ? text : `'${text}`;
}

/** A line of a CSV file by RFC 4180. Every cell is quoted; null is an empty one. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return `"${cell.replaceAll('"', '""')}"`;
}
