import { expect, test } from 'vitest';
import { ageWords } from '../../../../renderer/words/age.ts';
import { ENGLISH } from '../../../../renderer/words/en.ts';
import { joined } from '../../../../renderer/words/join.ts';
import { venueMoment, venueTime } from '../../../../renderer/words/venue-time.ts';
import { translation, wordsIn } from '../../../../renderer/words/words.ts';
import { settingSentence } from '../../../../shared/words/problem-sentences.ts';
import { WORDS } from '../../../fixtures/words.ts';

/** Every text of a catalogue, by its path. */
function texts(data: unknown, path = ''): [path: string, text: unknown][] {
  if (typeof data !== 'object' || data === null) return [[path, data]];
  return Object.entries(data).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

test('every key of the English catalogue has words', () => {
  const empty = texts(ENGLISH).filter(([, text]) => typeof text !== 'string' || text.trim() === '');
  expect(empty).toEqual([]);
});

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
  const polish = translation({
    ...ENGLISH,
    join: { ...ENGLISH.join, sentences: '{next} {before}' },
    facts: {
      ...ENGLISH.facts,
      queued: { plural: { one: '{count} skan', few: '{count} skany', other: '{count} skanów' } },
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

test('a translation that forgets or misspells a value does not compile', () => {
  const { result, facts } = ENGLISH;
  // @ts-expect-error The desk is forgotten.
  translation({ ...ENGLISH, result: { ...result, seeDesk: "Veuillez aller à l'accueil" } });
  // @ts-expect-error The name is misspelt.
  translation({ ...ENGLISH, result: { ...result, welcomeName: 'Bienvenue, {nom}' } });
  // @ts-expect-error A plural takes no other value.
  translation({ ...ENGLISH, facts: { ...facts, queued: { plural: { other: '{number} scans' } } } });
  // @ts-expect-error One of the choices has no words.
  translation({ ...ENGLISH, settings: { ...ENGLISH.settings, options: { us: 'américain' } } });
  expect(translation({ ...ENGLISH, result: { ...result, seeDesk: '{desk}, SVP' } })).toMatchObject({
    result: { seeDesk: '{desk}, SVP' },
  });
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
  expect(settingSentence(words.problems, problem)).toBe(
    '--sync-timeout-ms must be a whole number of milliseconds from 10000 to 20000',
  );
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
