import { expect, expectTypeOf, test } from 'vitest';
import { ageWords } from '../../../../renderer/words/age.ts';
import { joined } from '../../../../renderer/words/join.ts';
import { venueMoment, venueTime } from '../../../../renderer/words/venue-time.ts';
import { ENGLISH, wordsIn } from '../../../../renderer/words/words.ts';
import english from '../../../../shared/words/catalogues/en.json' with { type: 'json' };
import { compiled } from '../../../../shared/words/compile.ts';
import { settingSentence } from '../../../../shared/words/problem-sentences.ts';
import { WORDS } from '../../../fixtures/words.ts';

test('values take the place of their names, and are not searched for names themselves', () => {
  expect(WORDS.result.welcomeName({ name: '{event} $& {name}' })).toBe(
    'Welcome, {event} $& {name}',
  );
});

test.each([
  [0, '0 scans to confirm'],
  [1, '1 scan to confirm'],
  [2, '2 scans to confirm'],
])('%i scans in English: %s', (count, words) => {
  expect(WORDS.facts.queued({ count })).toBe(words);
});

test('another catalogue brings its own plural rule and its own order', () => {
  const polish = compiled({
    ...english,
    join: { ...english.join, sentences: '{next} {before}' },
    facts: {
      ...english.facts,
      queued: '{count, plural, one {# skan} few {# skany} other {# skanów}}',
    },
  });
  const words = wordsIn('pl', polish);
  expect([1, 3, 5, 22].map((count) => words.facts.queued({ count }))).toEqual([
    '1 skan',
    '3 skany',
    '5 skanów',
    '22 skany',
  ]);
  expect(joined(words, 'sentences', ['A.', 'B.'])).toBe('B. A.');
});

test('a message asks for its values by name, and for each as a text or a number', () => {
  const { starting, result, facts, age } = WORDS;
  expectTypeOf(starting).toEqualTypeOf<string>();
  expectTypeOf(result.seeDesk).toEqualTypeOf<(values: { desk: string }) => string>();
  expectTypeOf(facts.queued).toEqualTypeOf<(values: { count: number }) => string>();
  expectTypeOf(age.hours).toEqualTypeOf<(values: { hours: number; minutes: number }) => string>();
  // @ts-expect-error The desk is forgotten.
  expect(() => result.seeDesk({})).toThrow('desk');
  // @ts-expect-error The name is misspelt.
  expect(() => result.welcomeName({ nom: 'Ayesha' })).toThrow('name');
});

test.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B', 'C'], 'A or B or C'],
])('a choice of %j', (choices, words) => {
  expect(joined(WORDS, 'or', choices)).toBe(words);
});

test.each([
  [-5000, '0 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [3_599_000, '59 min'],
  [7_380_000, '2 h 3 min'],
  [86_400_000, '1 d'],
])('an age of %i ms: %s', (ms, words) => {
  expect(ageWords(WORDS, ms)).toBe(words);
});

test.each([
  ['en', '1,234.6 ms', '3 s', ':05'],
  ['de', '1.234,6 ms', '3 s', ':05'],
  ['ar-EG', '١٬٢٣٤٫٦ ms', '٣ s', ':٠٥'],
])('numbers and times in %s are written as the language writes them', (language, ms, s, minute) => {
  const words = wordsIn(language, ENGLISH);
  expect(words.scannerTest.decoding({ ms: 1234.56 })).toBe(ms);
  expect(words.age.seconds({ seconds: 3 })).toBe(s);
  // The hour depends on the machine: it may have twelve or twenty-four of them.
  expect(venueTime(words, Date.UTC(2026, 5, 1, 9, 5), 'Asia/Karachi')).toContain(minute);
});

test('what is to be typed is shown in the digits that are accepted, whatever the language', () => {
  const words = wordsIn('ar-EG', ENGLISH);
  const problem = { setting: 'syncTimeoutMs', why: 'not-accepted', source: 'flag' } as const;
  expect(settingSentence(words.problems, problem).replace(ISOLATES, '')).toBe(
    '--sync-timeout-ms must be a whole number of milliseconds from 10000 to 20000',
  );
});

/** Invisible characters that keep a text apart from what is around it. */
const ISOLATES = /[\u2068\u2069]/g;

test.each([
  ['a Latin name in Arabic', 'ar', 'Ayesha', 'Welcome, \u2068Ayesha\u2069'],
  ['an Arabic name in English', 'en', 'عائشة', 'Welcome, \u2068عائشة\u2069'],
  ['a Latin name in English', 'en', 'Ayesha', 'Welcome, Ayesha'],
])('%s neither moves nor is moved by its neighbours', (_, language, name, says) => {
  expect(wordsIn(language, ENGLISH).result.welcomeName({ name })).toBe(says);
});

test.each([
  ['2026-06-01T09:05Z', '14:05'],
  ['2026-06-01T20:00Z', 'Tue, 01:00'],
  ['2026-05-31T18:00Z', 'Sun, 23:00'],
  ['2026-06-10T09:00Z', 'Jun 10, 14:00'],
])('on Monday 1 June at noon in Karachi, %s is %s', (at, expected) => {
  const noon = Date.parse('2026-06-01T07:00Z');
  const told = venueMoment(wordsIn('en', ENGLISH), Date.parse(at), noon, 'Asia/Karachi');
  // The machine decides between twelve hours and twenty-four.
  expect(told).toMatch(sameTime(expected));
});

/** The same moment with either kind of hours. */
function sameTime(text: string): RegExp {
  const [, day = '', hour = '', minute = ''] = /^(.*?)(\d\d):(\d\d)$/.exec(text) ?? [];
  const twelve = Number(hour) % 12 || 12;
  return new RegExp(`^${day.replace(',', ',?')}(${hour}:${minute}|${twelve}:${minute}\\s[AP]M)$`);
}
