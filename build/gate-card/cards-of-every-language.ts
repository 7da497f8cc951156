import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Catalogue, type Texts, wordsIn } from '../../renderer/words/words.ts';
import { compiled } from '../../shared/words/compile.ts';
import { LANGUAGE_CODES, LANGUAGES } from '../../shared/words/languages.ts';
import { readCardWords } from './card-words.ts';
import type { Card } from './gate-cards.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The cards of all languages of the screen, in the order of its list. */
export function cardsOfEveryLanguage(): Card[] {
  return LANGUAGE_CODES.map((language) => {
    const file = path.join(root, 'shared/words/catalogues', `${language}.json`);
    const texts: Texts = JSON.parse(readFileSync(file, 'utf8'));
    const catalogue: Catalogue = compiled(texts);
    const screen = wordsIn(LANGUAGES[language].tag, catalogue);
    return { language, says: readCardWords(language), screen };
  });
}

/** The addresses of the style sheets of the screen's own fonts, on this machine. */
export function cardFonts(): string[] {
  const fonts = [
    'inter',
    'noto-sans-arabic',
    'noto-sans-devanagari',
    'noto-sans-sc',
    'noto-sans-jp',
  ];
  return fonts.map((font) => {
    const file = path.join(root, 'node_modules/@fontsource-variable', font, 'index.css');
    return pathToFileURL(file).href;
  });
}
