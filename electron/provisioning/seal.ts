import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { MAX_PROVISIONING_LENGTH } from '../../shared/scan/provisioning-code.ts';
import { type Cost, headerOf, type SealedCode, writeCode } from './code-text.ts';
import { type Contents, type HubContents, packContents, unpackContents } from './contents.ts';

/** The second recommendation of RFC 9106 but for its lanes: 64 MiB and three passes, a third of a second on a small box. */
const COST: Cost = { memoryPower: 16, passes: 3 };

const CIPHER = 'aes-256-gcm';

type Drawn = { salt: Buffer; nonce: Buffer; cost: Cost };

/** The contents are too long for a code that every scanner reads. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError';

  /** Where the device stands whose code it would be. */
  readonly location: string;

  constructor(location: string) {
    super('The code would be too long');
    this.location = location;
  }
}

/**
 * Seals what a device is to get, so that only somebody with the passphrase can read or change it.
 *
 * @throws TooLongError
 */
export async function sealCode(contents: Contents, passphrase: string): Promise<string> {
  const text = await sealPacked(packContents(contents), passphrase);
  if (text.length > MAX_PROVISIONING_LENGTH) throw new TooLongError(contents.location);
  return text;
}

/** Seals what changes nothing but a device's hub. No line for a hub is too long for that. */
export function sealHubCode(contents: HubContents, passphrase: string): Promise<string> {
  return sealPacked(packContents(contents), passphrase);
}

function sealPacked(packed: Uint8Array, passphrase: string): Promise<string> {
  const drawn = { salt: randomBytes(16), nonce: randomBytes(12), cost: COST };
  return sealBytes(packed, passphrase, drawn);
}

/** Seals contents that are packed already. `sealCode` draws the salt and the nonce; never use the same twice. */
export async function sealBytes(
  packed: Uint8Array,
  passphrase: string,
  { salt, nonce, cost }: Drawn,
): Promise<string> {
  const header = headerOf(cost, salt, nonce);
  const key = await keyFrom(passphrase, { salt, cost });
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(header);
  const sealed = Buffer.concat([cipher.update(packed), cipher.final()]);
  return writeCode(Buffer.concat([header, sealed, cipher.getAuthTag()]));
}

/** Why a code that was read whole can't be used. */
export type OpeningProblem =
  /** Or somebody has changed the code: the cipher can't tell. */
  | 'wrong-passphrase'
  /** It was sealed with this passphrase, but this version can't use what is in it. */
  | 'newer'
  | 'expired';

export type OpenedCode =
  | { ok: true; contents: Contents | HubContents }
  | { ok: false; problem: OpeningProblem };

/**
 * Opens a code.
 *
 * @param now Unix milliseconds
 */
export async function openCode(
  { cost, salt, nonce, header, sealed, tag }: SealedCode,
  passphrase: string,
  now: number,
): Promise<OpenedCode> {
  const key = await keyFrom(passphrase, { salt, cost });
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: tag.length });
  decipher.setAAD(header).setAuthTag(tag);
  let packed: Buffer;
  try {
    packed = Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return { ok: false, problem: 'wrong-passphrase' };
  }
  const contents = unpackContents(packed);
  if (!contents) return { ok: false, problem: 'newer' };
  if (contents.expiresAt <= now) return { ok: false, problem: 'expired' };
  return { ok: true, contents };
}

/**
 * A passphrase as it is used: another keyboard may write the same letters in another form, and blanks around it are
 * nobody's intention.
 */
export function plainPassphrase(typed: string): string {
  return typed.normalize('NFKC').trim();
}

function keyFrom(passphrase: string, { salt, cost }: { salt: Buffer; cost: Cost }) {
  return hashRaw(plainPassphrase(passphrase), {
    // Argon2id. The package names its algorithms only for compilers that read its types as a whole.
    algorithm: 2,
    memoryCost: 2 ** cost.memoryPower,
    timeCost: cost.passes,
    parallelism: 1,
    outputLen: 32,
    salt,
  });
}
