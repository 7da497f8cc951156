import { type Affixes, parseCode } from '../../shared/scan/parse-code.ts';
import { KEYBOARD_LAYOUTS } from '../../shared/scan/scanner-layouts.ts';
import type { ScannerReading } from './scanner-reading.ts';
import { readBy } from './wedge/reading.ts';

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
