import { expect, test } from 'vitest';
import { weaknessOf } from '../../../../../../electron/provisioning/passphrase.ts';
import {
  fieldFault,
  tableSentence,
} from '../../../../../../renderer/screens/staff/codes/sheet-faults.ts';
import { suggestPassphrase } from '../../../../../../renderer/screens/staff/codes/suggest-passphrase.ts';
import { COLUMNS } from '../../../../../../shared/provisioning/sheet-columns.ts';
import { LANGUAGE_CODES } from '../../../../../../shared/words/languages.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { wordsOf } from '../../../../../fixtures/words-of.ts';

const cell = { is: 'cell', line: 3, why: 'not-accepted' } as const;

test.each([
  [{ ...cell, column: 'purpose' }, 'Line 3: “purpose” must be self-service, gate or laptop.'],
  [
    { ...cell, column: 'key', why: 'missing' },
    'Line 3: “key” is missing. You get it from the organiser.',
  ],
  [
    { ...cell, column: 'hub' },
    'Line 3: “hub” must be the whole line that “npm run hub -- join NAME” has printed. Copy it again.',
  ],
  [
    { ...cell, column: 'address' },
    /^Line 3: “address” must start with https:\/\/ .* https:\/\/confera\.example$/,
  ],
  [{ is: 'header' }, /location,purpose,key.*zone, language, address, event, hub/],
  [{ is: 'cells', line: 2, cells: 4, columns: 3 }, /^Line 2 has 4 cells, but line 1 has 3\./],
  [{ is: 'open-quote', line: 2 }, 'Line 2: a quotation mark is never closed.'],
  [{ is: 'no-device' }, 'The table has no device below its first line.'],
] as const)('of %j a table is told: %s', (fault, sentence) => {
  const said = tableSentence(WORDS, fault);
  if (typeof sentence === 'string') expect(said).toBe(sentence);
  else expect(said).toMatch(sentence);
});

test.each(LANGUAGE_CODES)(
  'in %s the line and the column are named as they are typed',
  (language) => {
    const words = wordsOf(language);
    for (const column of COLUMNS) {
      const said = tableSentence(words, { ...cell, column });
      expect(said).toContain(column);
      expect(said).toContain(words.number(3));
    }
  },
);

test('a single device has its faults at its fields, which are called by their labels', () => {
  const fault = fieldFault({ is: 'cell', line: null, column: 'zone', why: 'not-accepted' });
  expect(fault?.setting).toBe('timeZone');
  expect(fault?.say(WORDS)).toContain(WORDS.settings.labels.timeZone);
});

test('a passphrase that is suggested has sixteen digits, is good enough, and is never the same', () => {
  const made = Array.from({ length: 200 }, suggestPassphrase);
  for (const each of made) {
    expect(each).toMatch(/^\d{4}(-\d{4}){3}$/);
    expect(weaknessOf(each)).toBeNull();
  }
  expect(new Set(made).size).toBe(made.length);
  expect(new Set(made.join('').replaceAll('-', '')).size).toBe(10);
});
