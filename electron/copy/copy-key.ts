import { randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import type { Cost, Recipient } from '../core/copy/segment-header.ts';
import { type KeyPair, keyPairOf } from '../core/copy/segment-keys.ts';
import { plainPassphrase } from '../provisioning/seal.ts';

/** As for provisioning codes: 64 MiB and three passes, a third of a second on a small box. */
const COST: Cost = { memoryPower: 16, passes: 3 };

/** The key pair that a passphrase stands for. Its private key opens what is sealed to the public one. */
export async function copyKeyOf(
  passphrase: string,
  { cost, salt }: Pick<Recipient, 'cost' | 'salt'>,
): Promise<KeyPair> {
  const seed = await hashRaw(plainPassphrase(passphrase), {
    // Argon2id. The package names its algorithms only for compilers that read its types as a whole.
    algorithm: 2,
    memoryCost: 2 ** cost.memoryPower,
    timeCost: cost.passes,
    parallelism: 1,
    outputLen: 32,
    salt,
  });
  return keyPairOf(seed);
}

/** To whom a new copy is sealed: whoever knows the passphrase. The device keeps this, and it opens nothing. */
export async function newRecipient(passphrase: string): Promise<Recipient> {
  const salt = randomBytes(16);
  const { publicKey } = await copyKeyOf(passphrase, { cost: COST, salt });
  return { cost: COST, salt, publicKey };
}
