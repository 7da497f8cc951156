import { createHash } from 'node:crypto';
import {
  MAX_PROVISIONING_LENGTH,
  PROVISIONING_PREFIX,
  provisioningLetters,
} from '../../shared/scan/provisioning-code.ts';
import { fromLetters, toLetters } from './letters.ts';

/** The version of the format that this app makes and reads: the first byte of a code. */
export const VERSION = 1;

const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SUM_BYTES = 4;

/** Where the sealed bytes begin: after the version, the two parameters, the salt and the nonce. */
const HEADER_BYTES = 3 + SALT_BYTES + NONCE_BYTES;

/**
 * What a code may ask of this machine to derive its key: 8 to 128 MiB of memory, and one to eight passes. A code from
 * a stranger can't make a kiosk use more.
 */
const MEMORY_POWERS = { min: 13, max: 17 };
const PASSES = { min: 1, max: 8 };

/** How dear it is to derive a key: 2 to this power KiB of memory, and the passes over it. */
export type Cost = { memoryPower: number; passes: number };

/** A code that was read whole, still sealed. */
export type SealedCode = {
  cost: Cost;
  salt: Buffer;
  nonce: Buffer;
  /** Everything before the sealed bytes. It is in clear, but can't be changed either. */
  header: Buffer;
  sealed: Buffer;
  tag: Buffer;
};

/** Why a text can't be used, as far as that shows without the passphrase. */
export type CodeProblem =
  /** It is something else, such as a badge's code. */
  | 'no-code'
  /** A part of it is missing, or a letter was read wrong. */
  | 'damaged'
  /** It is of a version that this app doesn't know, or asks for more than this version may. */
  | 'newer';

export type ReadCode = { ok: true; code: SealedCode } | { ok: false; problem: CodeProblem };

/** The bytes before the sealed ones. */
export function headerOf({ memoryPower, passes }: Cost, salt: Buffer, nonce: Buffer): Buffer {
  return Buffer.concat([Buffer.from([VERSION, memoryPower, passes]), salt, nonce]);
}

/**
 * Writes a code as a QR code has it.
 *
 * @param bytes everything but the checksum
 */
export function writeCode(bytes: Buffer): string {
  return PROVISIONING_PREFIX + toLetters(Buffer.concat([bytes, checksum(bytes)]));
}

/** Reads a code, in capital or small letters, also if it was pasted in groups or in several lines. */
export function readCode(text: string): ReadCode {
  const letters = provisioningLetters(text.slice(0, 4 * MAX_PROVISIONING_LENGTH));
  if (letters === null) return { ok: false, problem: 'no-code' };
  const bytes = fromLetters(letters.slice(PROVISIONING_PREFIX.length).toUpperCase());
  if (!bytes || bytes.length <= SUM_BYTES) return { ok: false, problem: 'damaged' };
  const body = bytes.subarray(0, -SUM_BYTES);
  if (!checksum(body).equals(bytes.subarray(-SUM_BYTES))) return { ok: false, problem: 'damaged' };
  // Only now, since a version that was read wrong must not pass for a newer one.
  if (body[0] !== VERSION) return { ok: false, problem: 'newer' };
  if (body.length < HEADER_BYTES + TAG_BYTES) return { ok: false, problem: 'damaged' };
  const [, memoryPower = 0, passes = 0] = body;
  if (!isWithin(memoryPower, MEMORY_POWERS) || !isWithin(passes, PASSES)) {
    return { ok: false, problem: 'newer' };
  }
  return {
    ok: true,
    code: {
      cost: { memoryPower, passes },
      salt: body.subarray(3, 3 + SALT_BYTES),
      nonce: body.subarray(3 + SALT_BYTES, HEADER_BYTES),
      header: body.subarray(0, HEADER_BYTES),
      sealed: body.subarray(HEADER_BYTES, -TAG_BYTES),
      tag: body.subarray(-TAG_BYTES),
    },
  };
}

/** Tells a code that was cut or read wrong from a wrong passphrase. It protects against accidents, not against people. */
function checksum(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, SUM_BYTES);
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max;
}
