import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalogueTypes, ENGLISH_TYPES_FILE } from '../../../../build/catalogue-types.ts';
import english from '../../../../shared/words/catalogues/en.json' with { type: 'json' };
import { LANGUAGE_CODES, LANGUAGES } from '../../../../shared/words/languages.ts';
import { faultsOf } from './catalogue-faults.ts';
import { keysOf, messagesOf } from './keys.ts';
import { partsOf } from './message-parts.ts';

const FOLDER = path.dirname(ENGLISH_TYPES_FILE);
/** The catalogues by the names of their files. */
const CATALOGUES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json') && file !== 'meanings.json')
  .map((file) => path.basename(file, '.json'));

const read = (name: string) => JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'));

test('each catalogue has the code of a language', () => {
  expect(CATALOGUES).toContain('en');
  expect(CATALOGUES.filter((name) => !LANGUAGE_CODES.some((code) => code === name))).toEqual([]);
});

const present = LANGUAGE_CODES.filter((code) => CATALOGUES.includes(code));

test.each(present)(
  'the catalogue %s has every message, with its values and its plural forms',
  (code) => {
    expect(faultsOf(LANGUAGES[code].tag, read(code), english)).toEqual([]);
  },
);

test('each message has a meaning, and no other key has one', () => {
  expect(keysOf(read('meanings'))).toEqual(keysOf(english));
});

test('each meaning consists of sentences, and explains every value of its message and no other', () => {
  const messages = messagesOf(english);
  const isWhole = ([key, meaning]: [string, unknown]) => {
    const explained = String(meaning).matchAll(/\{(\w+)\}/g);
    const names = new Set([...explained].map(([, name]) => name));
    const values = [...partsOf(String(messages.get(key))).values.keys()];
    const isSentence = /^[A-Z].{20,}\.$/.test(String(meaning));
    return isSentence && names.size === values.length && values.every((name) => names.has(name));
  };
  expect([...messagesOf(read('meanings'))].filter((each) => !isWhole(each))).toEqual([]);
});

test('the types of the English texts are current: `npm run words` makes them', () => {
  const json = readFileSync(path.join(FOLDER, 'en.json'), 'utf8');
  expect(readFileSync(ENGLISH_TYPES_FILE, 'utf8')).toBe(catalogueTypes(json));
});
