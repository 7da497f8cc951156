import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import type { CellFault, TableFault } from '../../shared/bridge/sheet.ts';
import {
  type Column,
  FURTHER_COLUMNS,
  NEEDED_COLUMNS,
} from '../../shared/provisioning/sheet-columns.ts';
import { acceptedInColumn, IN_ENGLISH } from '../../shared/words/problem-sentences.ts';

/** What gives a value that isn't in a table. A hub is only taken from a table. */
const FLAGS: Readonly<Record<Column, string>> = {
  address: '--address or CONFERA_BASE_URL',
  key: 'CONFERA_API_KEY',
  location: '--location',
  purpose: '--purpose',
  zone: '--time-zone',
  language: '--language',
  event: '--event',
  hub: 'hub',
};

/**
 * Every fault of a table in a line of its own. What is wrong with a flag that holds for all devices is called by the flag.
 *
 * @param name what the file is called
 */
export function badTable(faults: readonly TableFault[], name: string): BadSettingError {
  return new BadSettingError(faults.map((fault) => lineFor(fault, name)).join('\n'));
}

/**
 * What is wrong with a single device, by the names of the flags and variables.
 *
 * @param keyName what the key is called; somebody may have typed it at the terminal
 */
export function badFlag(
  { column, why }: Pick<CellFault, 'column' | 'why'>,
  keyName = FLAGS.key,
): BadSettingError {
  const name = column === 'key' ? keyName : FLAGS[column];
  return new BadSettingError(cellSentence(name, column, why));
}

function lineFor(fault: TableFault, name: string): string {
  switch (fault.is) {
    case 'cell':
      if (fault.line === null) return badFlag(fault).message;
      return `${name}, line ${fault.line}: ${cellSentence(fault.column, fault.column, fault.why)}`;
    case 'header':
      return (
        `${name}, line 1: must be the header ${NEEDED_COLUMNS.join(',')}, ` +
        `with further columns if you like: ${FURTHER_COLUMNS.join(', ')}`
      );
    case 'cells':
      return (
        `${name}, line ${fault.line}: has ${fault.cells} cells, and the header has ${fault.columns}. ` +
        'Put quotation marks around a cell with a comma in it'
      );
    case 'open-quote':
      return `${name}, line ${fault.line}: a quotation mark is never closed`;
    case 'no-device':
      return `${name} has a header but no device below it`;
  }
}

function cellSentence(name: string, column: Column, why: CellFault['why']): string {
  return IN_ENGLISH.setting[why]({ name, accepts: acceptedInColumn(IN_ENGLISH, column) });
}
