import { readFileSync } from 'node:fs';
import path from 'node:path';
import { drawCode } from '../../renderer/provisioning/draw-code.ts';
import type { Sheet } from '../../shared/bridge/sheet.ts';
import { drawSheet } from '../../shared/provisioning/sheet-html.ts';
import type { Language } from '../../shared/words/languages.ts';
import { screenWords } from '../screen-words.ts';

const STYLE = path.resolve(import.meta.dirname, '../../shared/provisioning/sheet.css');

/** An HTML file with one page for each device, in a language of the screen. */
export async function sheetOf(sheet: Sheet, language: Language): Promise<string> {
  const style = readFileSync(STYLE, 'utf8');
  const drawing = { words: screenWords(language), style, draw: drawCode };
  return (await drawSheet(sheet, drawing)).file;
}
