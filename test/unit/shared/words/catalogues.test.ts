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

/** What a visitor reads from afar, with the number of letters that its meaning allows. */
const FROM_AFAR = [...messagesOf(read('meanings'))].flatMap(([key, meaning]) => {
  const where = /^(Headline of|Second line of the screen|Small line in the middle)/;
  const most = /at most about (\d+) letters/i.exec(String(meaning))?.[1];
  return most && where.test(String(meaning)) ? [{ key, most: Number(most) }] : [];
});

/** The letters of a message for many, without its values. A sign above or below a letter isn't one of its own. */
function lettersOf(message: string, tag: string): number {
  const forMany = /other \{(.*?)\}\}$/.exec(message)?.[1] ?? message;
  const text = forMany
    .replaceAll(/\{\w+\}/g, '')
    .replace('#', '12')
    .trim();
  return [...new Intl.Segmenter(tag).segment(text)].length;
}

test.each(present)(
  'what is read from afar in %s is hardly longer than its meaning says',
  (code) => {
    const messages = messagesOf(read(code));
    const lengths = FROM_AFAR.map(({ key, most }) => ({
      key,
      most: most * 1.2,
      has: lettersOf(String(messages.get(key)), LANGUAGES[code].tag),
    }));
    expect(lengths.length).toBeGreaterThan(20);
    expect(lengths.filter(({ most, has }) => has > most)).toEqual([]);
  },
);

test('what stands below a number of scans is right for one of them, too', () => {
  const { wipe, settings, facts } = english;
  const { below, keep, export: inFile } = settings.waiting;
  const texts = [wipe.waitingBelow, wipe.export, below, keep, inFile, facts.elsewhereDo];
  expect(texts.filter((text) => /\b(it|they|them|these|those)\b/i.test(text))).toEqual([]);
});

test('the types of the English texts are current: `npm run words` makes them', () => {
  const json = readFileSync(path.join(FOLDER, 'en.json'), 'utf8');
  expect(readFileSync(ENGLISH_TYPES_FILE, 'utf8')).toBe(catalogueTypes(json));
});
