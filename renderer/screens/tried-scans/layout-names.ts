import type { KeyboardLayout } from '../../../shared/scan/scanner-layouts.ts';
import { joined } from '../../words/join.ts';
import type { Words } from '../../words/words.ts';

/** The keyboard layouts that come into question, in one phrase. */
export function layoutNames(words: Words, layouts: readonly KeyboardLayout[]): string {
  const say = words.scannerTest;
  if (layouts.length === 0) return say.layoutUnknown;
  const names = layouts.map((layout) => say.layoutNames[layout]);
  return joined(words, 'or', names);
}
