import { type Affixes, bareCode, parseCode } from '../../shared/scan/parse-code.ts';
import { KEYBOARD_LAYOUTS } from '../../shared/scan/scanner-layouts.ts';
import type { ScannerReading } from './scanner-reading.ts';
import { readBy } from './wedge/reading.ts';

/** The most characters of another code that stand between two of the known one. A faster scanner types several. */
const MOST_BETWEEN = 8;

/**
 * Whether a wedge scanner was shown this very code, and typed it for a keyboard layout that it was not read by. The
 * reading by itself may look as good as any, since nobody knows what other codes should be.
 */
export function isMisread({ raw, wedge }: ScannerReading, code: string, affixes: Affixes): boolean {
  if (!wedge) return false;
  const isTheCode = (text: string | null) => {
    const parsed = text === null ? null : parseCode(text, 'badge', affixes);
    return parsed?.ok === true && parsed.code === code;
  };
  const { characters } = wedge;
  return (
    !isTheCode(raw) && KEYBOARD_LAYOUTS.some((layout) => isTheCode(readBy(layout, characters)))
  );
}

/**
 * Whether a wedge scanner was shown this very code, and another scanner typed into it: all its characters came in their
 * order, with others among them. If both scanners keep the same pace, their keys look like those of a single one, and only
 * the text shows it.
 */
export function isMixed({ raw, wedge }: ScannerReading, code: string, affixes: Affixes): boolean {
  if (!wedge || bareCode(raw, affixes).includes(code)) return false;
  const characters = [...code].map((each) => each.replace(/[$()*+.?[\\\]^{|}]/, '\\$&'));
  return new RegExp(characters.join(`.{0,${MOST_BETWEEN}}`), 'u').test(raw);
}
