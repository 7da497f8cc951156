import { parseCode } from '../../../shared/scan/parse-code.ts';
import type { Burst, WedgeLimits } from './burst.ts';
import { type ReadingRules, readBy } from './reading.ts';

/** A scanner's pauses are seldom longer than so many of the longest that it made within the line. */
const PAUSES = 8;
/** And a machine that is busy hands over keys no later than this, in milliseconds. */
const SHORTEST_WAIT_MS = 40;

/**
 * How long after an Enter or Tab the next key is still of the same text, in milliseconds. Until then nothing of it is
 * handed on: it may be the first line of a contact card.
 *
 * A line that looks like a badge's code is hardly one of those: it waits as long as the scanner's own pace asks for, so
 * that whoever scans a badge is answered at once. Any other line waits for the longest gap that a scanner may make.
 */
export function lineWait(burst: Burst, rules: WedgeLimits & ReadingRules): number {
  const { gapMs } = rules;
  if (!burst.isScanner || !looksLikeBadge(burst, rules)) return gapMs;
  return Math.min(gapMs, Math.max(SHORTEST_WAIT_MS, PAUSES * burst.largestGapMs));
}

function looksLikeBadge({ characters }: Burst, { pattern, affixes }: ReadingRules): boolean {
  return (['key', 'us'] as const).some((way) => {
    const parsed = parseCode(readBy(way, characters) ?? '', 'badge', affixes);
    return parsed.ok && pattern.test(parsed.code);
  });
}
