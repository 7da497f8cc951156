import { parseCode } from '../../../shared/scan/parse-code.ts';

/** How likely a code is to be the one that somebody holds a badge up for. A higher rank goes before a lower one. */
export const RANK = {
  /** Nothing that could be sent to Confera: a contact card, Wi-Fi details, a part of a code. */
  unsendable: 0,
  /** It could be sent, but doesn't look like a badge's code: an address, another company's code. */
  other: 1,
  badge: 2,
} as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/**
 * Ranks a code that a camera read.
 *
 * @param pattern what a badge's code looks like, from the settings
 */
export function rankOf(text: string, pattern: RegExp): Rank {
  const parsed = parseCode(text, 'auto', null);
  if (!parsed.ok) return RANK.unsendable;
  // The prefix says as much as the pattern does, and the pattern may not know it in capitals.
  if (parsed.kind === 'attendance') return RANK.badge;
  return pattern.test(parsed.code) ? RANK.badge : RANK.other;
}
