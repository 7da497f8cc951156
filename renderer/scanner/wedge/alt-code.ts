import type { WedgeKey } from './wedge-key.ts';

const DIGIT = /^Numpad(\d)$/;

/** The digits of an Alt code so far, or null where this key is none: scanners spell characters so that no layout has. */
export function altDigit({ code, altKey, ctrlKey, altGraph }: WedgeKey): string | null {
  if (!altKey || ctrlKey || altGraph) return null;
  return DIGIT.exec(code)?.[1] ?? null;
}

/**
 * The character that Windows makes of an Alt code: with a leading zero by its western code page, without one by that
 * of the console, which is another in each country and certain for ASCII alone.
 *
 * @returns null where it isn't certain
 */
export function altCharacter(digits: string): string | null {
  const number = Number(digits);
  if (number >= 0x20 && number <= 0x7e) return String.fromCharCode(number);
  if (!digits.startsWith('0') || number < 0x80 || number > 0xff) return null;
  return new TextDecoder('windows-1252').decode(Uint8Array.of(number));
}
