import { createHmac } from 'node:crypto';

/** Half of a SHA-256 hash is more than enough to tell badges apart, and halves the size of the index. */
const HASH_BYTES = 16;

/**
 * The hash of a code that is kept for good. Without the device's secret nobody can try codes against it.
 *
 * @param secret made once on this device, and kept outside the database
 */
export function hashCode(code: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(code).digest().subarray(0, HASH_BYTES);
}
