import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Catalogue, type Texts, type Words, wordsIn } from '../renderer/words/words.ts';
import { compiled } from '../shared/words/compile.ts';
import { LANGUAGES, type Language } from '../shared/words/languages.ts';

const CATALOGUES = path.resolve(import.meta.dirname, '../shared/words/catalogues');

/** The words of the screen in a language, for what is printed. */
export function screenWords(language: Language): Words {
  const texts: Texts = JSON.parse(readFileSync(path.join(CATALOGUES, `${language}.json`), 'utf8'));
  const catalogue: Catalogue = compiled(texts);
  return wordsIn(LANGUAGES[language].tag, catalogue);
}
