import { createHmac } from 'node:crypto';

/** Half of SHA-256 is more than enough to tell badges apart, and halves the index. */
const HASH_BYTES = 16;

/**
 * What is kept of a code for good: without the device's secret nobody can try codes against it.
 *
 * @param secret made once on this device, kept outside the database
 */
export function hashCode(code: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(code).digest().subarray(0, HASH_BYTES);
}

/** The most that a log or a list may show of a code. */
export function codeTail(code: string): string {
  const characters = [...code];
  const shown = characters.length > 8 ? 4 : Math.floor(characters.length / 2);
  return characters.slice(characters.length - shown).join('');
}
