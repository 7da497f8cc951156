import type { WedgeKey } from './wedge-key.ts';

const DIGIT = /^Numpad(\d)$/;

/**
 * The digit that a key adds to an Alt code, or null if it adds none. Scanners type characters as Alt codes when the
 * keyboard layout has no key for them.
 */
export function altDigit({ code, altKey, ctrlKey, altGraph }: WedgeKey): string | null {
  if (!altKey || ctrlKey || altGraph) return null;
  return DIGIT.exec(code)?.[1] ?? null;
}

/**
 * The character that Windows types for an Alt code.
 *
 * With a leading zero, Windows looks the number up in its western code page. Without one it uses the console's code
 * page, which differs between countries and is known only for ASCII.
 *
 * @returns null if the character isn't certain
 */
export function altCharacter(digits: string): string | null {
  const number = Number(digits);
  if (number >= 0x20 && number <= 0x7e) return String.fromCharCode(number);
  if (!digits.startsWith('0') || number < 0x80 || number > 0xff) return null;
  return new TextDecoder('windows-1252').decode(Uint8Array.of(number));
}
