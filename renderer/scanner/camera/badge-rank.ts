import { parseCode } from '../../../shared/scan/parse-code.ts';

/** How likely a code is to be the one that a badge is held up for; the higher goes before the lower. */
export const RANK = {
  /** Nothing that Confera could be sent: a contact card, Wi-Fi details, a part of a code. */
  unsendable: 0,
  /** It could be sent, and doesn't look like a badge's code: an address, another company's code. */
  other: 1,
  badge: 2,
} as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/**
 * Ranks a code that a camera read.
 *
 * @param pattern what a badge's code looks like here, as the setting says
 */
export function rankOf(text: string, pattern: RegExp): Rank {
  const parsed = parseCode(text, 'auto', null);
  if (!parsed.ok) return RANK.unsendable;
  // Its beginning is as good as the pattern, and comes in capitals, too.
  if (parsed.kind === 'attendance') return RANK.badge;
  return pattern.test(parsed.code) ? RANK.badge : RANK.other;
}
