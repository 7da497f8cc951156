import { randomBytes } from 'node:crypto';
import {
  type Contents,
  type HubContents,
  packContents,
} from '../../../electron/provisioning/contents.ts';
import { sealBytes } from '../../../electron/provisioning/seal.ts';
import { writeJoinLine } from '../../../shared/hub/join-line.ts';

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

/** As a hub makes it that listens on an address of the venue's and on loopback. */
export const JOIN_LINE = writeJoinLine({
  addresses: ['192.168.100.200:41234', '127.0.0.1:41234'],
  fingerprint: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  device: 'k3v9x2m7',
  seed: 'SUAFQ2XQH3L5ZTYKJ7N4WBVCRD6MEPGOI2USA5HX3LKQ7ZTYJNBWRVCD6M',
  secret: 'Yl0wqJ8s5mJm0q2cN7u-3vFj1kXxTz_9aBhGdEoRtUi',
});

/** What a code brings that changes only the hub. */
export const HUB_CONTENTS: HubContents = { hub: JOIN_LINE, expiresAt: CONTENTS.expiresAt };

/** A code for the hub alone that costs little to open. */
export function cheapHubCode(changes: Partial<HubContents> = {}): Promise<string> {
  return cheaply({ ...HUB_CONTENTS, ...changes }, PASSPHRASE);
}

/** A code that costs little to open. */
export function cheapCode(
  changes: Partial<Contents> = {},
  passphrase = PASSPHRASE,
): Promise<string> {
  return cheaply({ ...CONTENTS, ...changes }, passphrase);
}

function cheaply(contents: Contents | HubContents, passphrase: string): Promise<string> {
  const drawn = { salt: randomBytes(16), nonce: randomBytes(12), cost: CHEAP };
  return sealBytes(packContents(contents), passphrase, drawn);
}
