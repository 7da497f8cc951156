import { randomBytes } from 'node:crypto';
import { type Contents, packContents } from '../../../electron/provisioning/contents.ts';
import { sealBytes } from '../../../electron/provisioning/seal.ts';

export const PASSPHRASE = 'correct horse battery';

/** The least that a code may cost, so that tests can open many. */
const CHEAP = { memoryPower: 13, passes: 1 };

export const CONTENTS: Contents = {
  address: 'https://confera.example',
  key: 'cat_live_8sJ2kfQ0xYb7LmPz4TnVw1Rc',
  location: 'North entrance',
  purpose: 'self-service',
  timeZone: 'Europe/Berlin',
  language: 'de',
  event: null,
  hub: null,
  expiresAt: 1_800_000_000_000,
  sheet: 'KTRXPLVN',
};

/** A code that costs little to open. */
export function cheapCode(
  changes: Partial<Contents> = {},
  passphrase = PASSPHRASE,
): Promise<string> {
  const drawn = { salt: randomBytes(16), nonce: randomBytes(12), cost: CHEAP };
  return sealBytes(packContents({ ...CONTENTS, ...changes }), passphrase, drawn);
}
