import type { CellFault, TableFault } from '../../../../shared/bridge/sheet.ts';
import {
  FURTHER_COLUMNS,
  NEEDED_COLUMNS,
  SETTING_OF,
} from '../../../../shared/provisioning/sheet-columns.ts';
import { fieldSentence } from '../../../../shared/words/problem-sentences.ts';
import type { FieldFault } from '../../../settings-form/form-standing.ts';
import { settingFault } from '../../../words/setting-fault.ts';
import type { Words } from '../../../words/words.ts';

/** The names of the columns, as they are to be typed. */
export const COLUMN_NAMES = {
  needed: NEEDED_COLUMNS.join(','),
  further: FURTHER_COLUMNS.join(', '),
};

/** What is wrong with a table of devices: where, and what is accepted there. */
export function tableSentence(words: Words, fault: TableFault): string {
  const say = words.codes;
  switch (fault.is) {
    case 'cell': {
      const problem = cellSentence(words, fault);
      return fault.line === null ? problem : say.line({ line: fault.line, problem });
    }
    case 'header':
      return say.header(COLUMN_NAMES);
    case 'cells':
      return say.cells(fault);
    case 'open-quote':
      return say.openQuote(fault);
    case 'no-device':
      return say.noDevice;
  }
}

/** What is wrong with the field of a device that was given by itself. */
export function fieldFault({ column, why }: CellFault): FieldFault {
  const setting = SETTING_OF[column];
  return { setting, say: (words) => settingFault(words, { setting, why, source: 'saved' }) };
}

/** A column is called by its name in the table, which is the same in every language. */
function cellSentence({ problems, join }: Words, { column, why }: CellFault): string {
  const name = join.quoted({ name: column });
  return fieldSentence(problems, { setting: SETTING_OF[column], why, source: 'saved' }, name);
}
