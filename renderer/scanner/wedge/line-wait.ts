import { parseCode } from '../../../shared/scan/parse-code.ts';
import type { Burst, WedgeLimits } from './burst.ts';
import { type ReadingRules, readBy } from './reading.ts';

/** A scanner's pause between two lines is seldom longer than this many times its longest gap within a line. */
const LONGEST_PAUSE = 5;
/** The shortest wait, in milliseconds: a busy machine may hand over keys this late. */
const SHORTEST_WAIT_MS = 25;

/**
 * How long after an Enter or Tab the next key still belongs to the same text, in milliseconds. Until then the line
 * isn't handed on, since it may be the first one of a contact card.
 *
 * A line that looks like a badge's code is hardly ever the first line of a card. It waits only as long as the scanner's
 * own pace requires, so that the person is answered at once. Any other line waits for the longest gap that is set.
 */
export function lineWait(burst: Burst, rules: WedgeLimits & ReadingRules): number {
  const { gapMs } = rules;
  if (!burst.isScanner || !looksLikeBadge(burst, rules)) return gapMs;
  return Math.min(gapMs, Math.max(SHORTEST_WAIT_MS, LONGEST_PAUSE * burst.largestGapMs));
}

function looksLikeBadge({ characters }: Burst, { pattern, affixes }: ReadingRules): boolean {
  return (['machine', 'us'] as const).some((way) => {
    const parsed = parseCode(readBy(way, characters) ?? '', 'badge', affixes);
    return parsed.ok && pattern.test(parsed.code);
  });
}
