import { BadSettingError } from '../../electron/core/system/bad-setting.ts';

/** One line of a table: its number in the file, counted from 1, and its cells by the names in the header. */
export type Row = { line: number; cells: Readonly<Record<string, string>> };

type Columns = { needed: readonly string[]; further: readonly string[] };

/**
 * Reads a table with a header, as a spreadsheet saves it: with commas, semicolons or tabs between the cells, and
 * quotation marks around a cell where it needs them. Empty lines are left out.
 *
 * No message repeats what is in the file, since any cell of it may be a key.
 *
 * @param name what the file is called in messages
 * @throws BadSettingError
 */
export function readTable(text: string, name: string, columns: Columns): Row[] {
  const [header, ...records] = recordsOf(text.replace(/^\ufeff/, ''), name);
  const names = header?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const known = [...columns.needed, ...columns.further];
  const isHeader =
    columns.needed.every((each) => names.includes(each)) &&
    names.every((each) => known.includes(each)) &&
    new Set(names).size === names.length;
  if (!isHeader) {
    throw new BadSettingError(
      `${name}, line 1: must be the header ${columns.needed.join(',')}, ` +
        `with further columns if you like: ${columns.further.join(', ')}`,
    );
  }
  return records.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw new BadSettingError(
        `${name}, line ${line}: has ${cells.length} cells, and the header has ${names.length}. ` +
          'Put quotation marks around a cell with a comma in it',
      );
    }
    return { line, cells: Object.fromEntries(names.map((each, at) => [each, cells[at] ?? ''])) };
  });
}

type CsvRecord = { line: number; cells: string[] };

function recordsOf(text: string, name: string): CsvRecord[] {
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
  if (quoted === 'inside') {
    throw new BadSettingError(`${name}, line ${record.line}: a quotation mark is never closed`);
  }
  endRecord();
  return records;
}

/** Spreadsheets put semicolons between the cells where a comma stands in numbers. The header has none of the others. */
function separatorOf(text: string): string {
  const header = text.split('\n', 1)[0] ?? '';
  return [';', '\t'].find((each) => header.includes(each)) ?? ',';
}
