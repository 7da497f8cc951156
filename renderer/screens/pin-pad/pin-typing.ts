import { PERSON_GAP_MS } from '../../state/person-keys.ts';

/** After keys at a scanner's pace, no key counts until there has been none for this long, in milliseconds. */
const QUIET_MS = 300;

/** What was typed on the PIN pad, and when. */
export type PinTyping = {
  digits: string;
  lastKeyAt: number;
  /** Until then a scanner counts as typing, and its keys enter no digits. */
  scannerUntil: number;
};

export const NO_TYPING: PinTyping = {
  digits: '',
  lastKeyAt: Number.NEGATIVE_INFINITY,
  scannerUntil: Number.NEGATIVE_INFINITY,
};

export type PinKey = { is: 'digit'; digit: string } | { is: 'delete' } | { is: 'enter' };

/** What a key led to. */
export type TypedKey = {
  typing: PinTyping;
  /** Whether the key confirmed the PIN. */
  confirmed: boolean;
  /** Whether the key came too quickly to be a person's, so that it doesn't count. */
  tooQuick: boolean;
};

/**
 * Takes a key of a keyboard into account. Some scanners type like a keyboard, and a badge is a scan, not a PIN: keys at
 * a scanner's pace enter nothing, confirm nothing, and erase the digits that were entered before.
 *
 * @param at the event's time, in milliseconds
 */
export function typePin(before: PinTyping, key: PinKey, at: number, maxLength: number): TypedKey {
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
