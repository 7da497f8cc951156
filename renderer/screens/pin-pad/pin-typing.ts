import { PERSON_GAP_MS } from '../../state/person-keys.ts';

/** After keys at a scanner's pace nothing counts until it has been quiet for so long. */
const QUIET_MS = 300;

/** What was typed on the PIN pad, and when. */
export type PinTyping = {
  digits: string;
  lastKeyAt: number;
  /** A scanner is typing: its keys are no digits. */
  scannerUntil: number;
};

export const NO_TYPING: PinTyping = {
  digits: '',
  lastKeyAt: Number.NEGATIVE_INFINITY,
  scannerUntil: Number.NEGATIVE_INFINITY,
};

export type PinKey = { is: 'digit'; digit: string } | { is: 'delete' } | { is: 'enter' };

/**
 * Takes a key of a keyboard into account. A badge held to a scanner that types like one is a scan, not a PIN: keys at
 * its pace enter nothing, confirm nothing, and take with them what they had entered.
 *
 * @param at the event's time, milliseconds
 * @returns what stands in the field then, whether it was confirmed, and whether the key was too quick to count
 */
export function typePin(
  before: PinTyping,
  key: PinKey,
  at: number,
  maxLength: number,
): { typing: PinTyping; confirmed: boolean; tooQuick: boolean } {
  const isScanner = at - before.lastKeyAt < PERSON_GAP_MS || at < before.scannerUntil;
  if (isScanner) {
    const typing = { digits: '', lastKeyAt: at, scannerUntil: at + QUIET_MS };
    return { typing, confirmed: false, tooQuick: true };
  }
  const typing = { ...before, lastKeyAt: at };
  switch (key.is) {
    case 'digit':
      typing.digits = (before.digits + key.digit).slice(0, maxLength);
      return { typing, confirmed: false, tooQuick: false };
    case 'delete':
      typing.digits = before.digits.slice(0, -1);
      return { typing, confirmed: false, tooQuick: false };
    case 'enter':
      return { typing, confirmed: true, tooQuick: false };
  }
}
