/**
 * The sixteen letters that stand for the values from 0 to 15. Each is on the same key of every Latin keyboard layout,
 * which A, M, Q, W, Y, Z, the digits and all marks are not. There is no vowel among them, so they spell no word.
 */
export const LETTERS = 'BCDFGHJKLNPRSTVX';

/** Writes bytes in letters, two for each byte, the high half first. */
export function toLetters(bytes: Uint8Array): string {
  return [...bytes].map((byte) => letter(byte >> 4) + letter(byte & 15)).join('');
}

/** Reads bytes that were written in capital letters. Null if a letter is missing or is none of the sixteen. */
export function fromLetters(letters: string): Buffer | null {
  const values = [...letters].map((each) => LETTERS.indexOf(each));
  if (values.length % 2 !== 0 || values.includes(-1)) return null;
  const bytes = Buffer.alloc(values.length / 2);
  for (const [index, value] of values.entries()) {
    bytes[index >> 1] = ((bytes[index >> 1] ?? 0) << 4) | value;
  }
  return bytes;
}

function letter(value: number): string {
  return LETTERS.charAt(value);
}
