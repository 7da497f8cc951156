import type { KeyboardLayout } from '../../../../shared/scan/scanner-layouts.ts';
import { WORDS } from '../../../words/words.ts';

/** The layouts that it may be, as one name. */
export function layoutNames(layouts: readonly KeyboardLayout[]): string {
  const say = WORDS.scannerTest;
  if (layouts.length === 0) return say.layoutUnknown;
  return layouts.map((layout) => say.layoutNames[layout]).join(say.or);
}
