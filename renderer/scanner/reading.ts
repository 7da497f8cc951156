import { parseCode } from '../../shared/parse-code.ts';

/** What a badge's code looks like unless `KIOSK_CODE_PATTERN` says otherwise. */
export const DEFAULT_CODE_PATTERN = '^(confera-attendance:)?[A-Za-z0-9._~-]+$';

/** By the layout of this machine (`event.key`), or by the keys' places on a US keyboard (`event.code`). */
export type ReadBy = 'key' | 'code';

/** A scanned code read both ways; null for a reading in which a character is missing. */
export type Readings = { byKey: string | null; byCode: string | null };

/**
 * Chooses between two readings of a scan: the one that looks like a badge's code.
 *
 * Where that doesn't tell, as between `y` and `z`, what last told is believed: the scanner and the layout are still
 * the same.
 *
 * @param pattern what a badge's code looks like
 * @param trusted the reading to believe where both look right or both wrong
 * @returns the code, empty where neither reading is whole, and the reading to believe next time
 */
export function chooseReading(
  { byKey, byCode }: Readings,
  pattern: RegExp,
  trusted: ReadBy,
): { raw: string; trusted: ReadBy } {
  if (byKey === null || byCode === null || byKey === byCode) {
    return { raw: byKey ?? byCode ?? '', trusted };
  }
  const keyFits = fits(byKey, pattern);
  const by = keyFits === fits(byCode, pattern) ? trusted : keyFits ? 'key' : 'code';
  return { raw: by === 'key' ? byKey : byCode, trusted: by };
}

/** Judged without the scanner's own prefix, which is never part of a code. */
function fits(raw: string, pattern: RegExp): boolean {
  const parsed = parseCode(raw, 'badge');
  return parsed.ok && pattern.test(parsed.code);
}
