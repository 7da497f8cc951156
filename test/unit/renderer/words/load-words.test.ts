import { expect, test } from 'vitest';
import {
  availableLanguages,
  loadVisitorLetters,
  loadWords,
} from '../../../../renderer/words/load-words.ts';
import english from '../../../../shared/words/catalogues/en.json' with { type: 'json' };
import type { Language } from '../../../../shared/words/languages.ts';

const FRENCH = { ...english, starting: 'Un instant…' };
const TRANSLATIONS = new Map([['fr' as Language, async () => FRENCH]]);

test('a language comes with its own words', async () => {
  const words = await loadWords('fr', TRANSLATIONS);
  expect([words.language, words.starting]).toEqual(['fr', 'Un instant…']);
  expect(words.number(1234.5)).toBe('1\u202f234,5');
});

test('a language whose tag is not its code is written by its tag', async () => {
  const words = await loadWords('zh', new Map([['zh' as Language, async () => english]]));
  expect(words.language).toBe('zh-Hans');
});

test.each([
  ['English itself', 'en', TRANSLATIONS],
  ['a language without a catalogue', 'de', TRANSLATIONS],
  [
    'one whose file is gone',
    'fr',
    new Map([['fr' as Language, () => Promise.reject(new Error())]]),
  ],
] as const)('for %s the words are English', async (_, language, translations) => {
  const words = await loadWords(language, translations);
  expect([words.language, words.starting]).toEqual(['en', 'One moment…']);
});

test('only languages with a catalogue can be chosen, and English always', () => {
  expect(availableLanguages(TRANSLATIONS)).toEqual(['en', 'fr']);
  expect(availableLanguages(new Map())).toEqual(['en']);
});

test('the letters of what visitors read are known ahead, and staff’s are not among them', async () => {
  const texts = { ...english, checking: '確認', staff: { ...english.staff, title: '職員' } };
  const letters = await loadVisitorLetters('ja', new Map([['ja' as Language, async () => texts]]));
  expect([...'確認職員'].filter((letter) => letters.includes(letter))).toEqual(['確', '認']);
});
