import type { TableFault } from '../../shared/bridge/sheet.ts';

/** One line of a table: its number in the file, counted from 1, and its cells by the names in the header. */
export type Row = { line: number; cells: Readonly<Record<string, string>> };

export type Table = { ok: true; rows: Row[] } | { ok: false; fault: TableFault };

type Columns = { needed: readonly string[]; further: readonly string[] };

/**
 * Reads a table with a header, as a spreadsheet saves it: with commas, semicolons or tabs between the cells, and
 * quotation marks around a cell where it needs them. Empty lines are left out.
 *
 * No fault repeats what is in the table, since any cell of it may be a key.
 */
export function readTable(text: string, columns: Columns): Table {
  const read = recordsOf(text.replace(/^\ufeff/, ''));
  if (!read.ok) return read;
  const [header, ...records] = read.records;
  const names = header?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const known = [...columns.needed, ...columns.further];
  const isHeader =
    columns.needed.every((each) => names.includes(each)) &&
    names.every((each) => known.includes(each)) &&
    new Set(names).size === names.length;
  if (!isHeader) return { ok: false, fault: { is: 'header' } };
  const uneven = records.find(({ cells }) => cells.length !== names.length);
  if (uneven) {
    const { line, cells } = uneven;
    const fault = { is: 'cells', line, cells: cells.length, columns: names.length } as const;
    return { ok: false, fault };
  }
  const rows = records.map(({ line, cells }) => {
    return { line, cells: Object.fromEntries(names.map((each, at) => [each, cells[at] ?? ''])) };
  });
  return { ok: true, rows };
}

type CsvRecord = { line: number; cells: string[] };

type Records = { ok: true; records: CsvRecord[] } | { ok: false; fault: TableFault };

function recordsOf(text: string): Records {
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let line = 1;
  let record: CsvRecord = { line, cells: [] };
  let cell = '';
  let quoted: 'no' | 'inside' | 'closed' = 'no';
  const endCell = () => {
    record.cells.push(cell.trim());
    cell = '';
    quoted = 'no';
  };
  const endRecord = () => {
    endCell();
    if (record.cells.some((each) => each !== '')) records.push(record);
    record = { line: line + 1, cells: [] };
  };
  for (const character of text.replace(/\r\n?/g, '\n')) {
    if (quoted === 'inside') {
      if (character === '"') quoted = 'closed';
      else cell += character;
    } else if (character === '"' && quoted === 'closed') {
      // Two quotation marks inside a quoted cell are one.
      cell += '"';
      quoted = 'inside';
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = 'inside';
    } else if (character === separator) endCell();
    else if (character === '\n') endRecord();
    else cell += character;
    if (character === '\n') line += 1;
  }
  if (quoted === 'inside') return { ok: false, fault: { is: 'open-quote', line: record.line } };
  endRecord();
  return { ok: true, records };
}

/** Spreadsheets put semicolons between the cells where a comma stands in numbers. The header has none of the others. */
function separatorOf(text: string): string {
  const header = text.split('\n', 1)[0] ?? '';
  return [';', '\t'].find((each) => header.includes(each)) ?? ',';
}
