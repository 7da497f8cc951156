/// <reference types="vite/client" />
import { compiled } from '../../shared/words/compile.ts';
import { LANGUAGE_CODES, LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { type Catalogue, ENGLISH, type Words, wordsIn } from './words.ts';

/** Fetches the texts of a catalogue. */
type Fetch = () => Promise<object>;

/** The words in English, which need not be fetched. */
export const ENGLISH_WORDS = wordsIn(LANGUAGES.en.tag, ENGLISH);

/** What there is besides English. Each catalogue is a file of its own in the built page, fetched by the first who asks. */
const FILES = import.meta.glob<object>(
  [
    '../../shared/words/catalogues/*.json',
    '!../../shared/words/catalogues/en.json',
    '!../../shared/words/catalogues/meanings.json',
  ],
  { import: 'default' },
);

const TRANSLATIONS: ReadonlyMap<Language, Fetch> = new Map(
  LANGUAGE_CODES.flatMap((language) => {
    const fetch = FILES[`../../shared/words/catalogues/${language}.json`];
    return fetch ? [[language, fetch] as const] : [];
  }),
);

/** The languages that the screen can be shown in. */
export function availableLanguages(translations = TRANSLATIONS): Language[] {
  return LANGUAGE_CODES.filter((language) => language === 'en' || translations.has(language));
}

/**
 * Fetches the words of a language. They are English if that language has no catalogue, or if its file can't be had.
 * `language` in the words says which it is.
 */
export async function loadWords(language: Language, translations = TRANSLATIONS): Promise<Words> {
  const catalogue = await loadCatalogue(language, translations);
  return catalogue === null ? ENGLISH_WORDS : wordsIn(LANGUAGES[language].tag, catalogue);
}

/** The parts of a catalogue that visitors read. */
const FOR_VISITORS = [
  'starting',
  'idle',
  'programme',
  'checking',
  'result',
  'closed',
  'edge',
  'languages',
  'codeEntry',
] as const satisfies (keyof Catalogue)[];

/** Fetches the letters of what visitors read in a language, in no order, for `loadLetters`. */
export async function loadVisitorLetters(
  language: Language,
  translations = TRANSLATIONS,
): Promise<string> {
  const catalogue = (await loadCatalogue(language, translations)) ?? ENGLISH;
  const texts = JSON.stringify(FOR_VISITORS.map((part) => catalogue[part]));
  return [...new Set(texts)].join('');
}

async function loadCatalogue(
  language: Language,
  translations: ReadonlyMap<Language, Fetch>,
): Promise<Catalogue | null> {
  try {
    const texts = await translations.get(language)?.();
    // A test compares the keys and the values of every catalogue with the English ones.
    return texts ? (compiled(texts) as Catalogue) : null;
  } catch {
    return null;
  }
}
