import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LANGUAGE_CODES } from '../../shared/words/languages.ts';
import { screenWords } from '../screen-words.ts';
import { readCardWords } from './card-words.ts';
import type { Card } from './gate-cards.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The cards of all languages of the screen, in the order of its list. */
export function cardsOfEveryLanguage(): Card[] {
  return LANGUAGE_CODES.map((language) => {
    return { language, says: readCardWords(language), screen: screenWords(language) };
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
