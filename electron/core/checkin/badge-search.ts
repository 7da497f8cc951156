import { type Mode, parseCode } from '../../../shared/scan/parse-code.ts';
import type { BadgeSearch } from '../outbox/scan-search.ts';
import { tailsOf } from '../outbox/scan-search.ts';
import { addedBy, type ScannerAffixes } from './added-by.ts';

/** How somebody names a badge whose scans they look for: by its code or the end of it, or by scanning it. */
export type AskedBadge = { typed: string } | { raw: string; source: string };

/** Whoever types this many characters or fewer means the end of a code. */
const END = 4;

/**
 * What is looked for in the outbox. The code goes no further than here.
 *
 * @param hashOf hashes a code as the outbox does
 * @returns null if what was scanned or typed can't be a code
 */
export function badgeSearch(
  asked: AskedBadge,
  settings: ScannerAffixes & { mode: Mode },
  hashOf: (code: string) => Uint8Array,
): BadgeSearch | null {
  const typed = 'typed' in asked;
  const [raw, source] = typed ? [asked.typed, 'typed'] : [asked.raw, asked.source];
  const parsed = parseCode(raw, settings.mode, addedBy(source, settings));
  if (!parsed.ok) return null;
  const { code } = parsed;
  if (!typed) return { hashes: [hashOf(code)] };
  if ([...code].length <= END) return { tails: tailsOf(code) };
  const cases = new Set([code, code.toUpperCase(), code.toLowerCase()]);
  return { hashes: [...cases].map(hashOf) };
}
