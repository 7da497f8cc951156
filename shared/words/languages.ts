/** How a language is written, by ISO 15924. */
export type Script = 'Latn' | 'Arab' | 'Deva' | 'Hans' | 'Jpan';

type LanguageDefinition = {
  /** The language's own name for itself, in its own script. */
  name: string;
  /** The BCP 47 tag, by which `Intl` writes numbers and times and chooses plural forms. */
  tag: string;
  script: Script;
  /** Which way a line runs. */
  direction: 'ltr' | 'rtl';
};

/** Left to right in Latin letters, as most of these languages are written. */
const LATIN = { script: 'Latn', direction: 'ltr' } as const;

/** The languages of the screen, by the codes that settings and catalogues use. */
export const LANGUAGES = {
  en: { name: 'English', tag: 'en', ...LATIN },
  ur: { name: 'اردو', tag: 'ur', script: 'Arab', direction: 'rtl' },
  ar: { name: 'العربية', tag: 'ar', script: 'Arab', direction: 'rtl' },
  fr: { name: 'Français', tag: 'fr', ...LATIN },
  de: { name: 'Deutsch', tag: 'de', ...LATIN },
  es: { name: 'Español', tag: 'es', ...LATIN },
  // Brazil's, which is also what `Intl` takes `pt` for: nine in ten speakers live there.
  pt: { name: 'Português', tag: 'pt-BR', ...LATIN },
  tr: { name: 'Türkçe', tag: 'tr', ...LATIN },
  hi: { name: 'हिन्दी', tag: 'hi', script: 'Deva', direction: 'ltr' },
  id: { name: 'Bahasa Indonesia', tag: 'id', ...LATIN },
  // The script is said, because a browser and a screen reader choose letters and voices by it.
  zh: { name: '简体中文', tag: 'zh-Hans', script: 'Hans', direction: 'ltr' },
  ja: { name: '日本語', tag: 'ja', script: 'Jpan', direction: 'ltr' },
} as const satisfies Record<string, LanguageDefinition>;

export type Language = keyof typeof LANGUAGES;

/** All of them, in the order of the list. */
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[];
