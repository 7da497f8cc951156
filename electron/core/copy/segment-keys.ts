import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/** What stands before the 32 bytes of an X25519 key in its DER form (RFC 8410). */
const PUBLIC_DER = Buffer.from('302a300506032b656e032100', 'hex');
const PRIVATE_DER = Buffer.from('302e020100300506032b656e04220420', 'hex');

const INFO = 'confera-kiosk-copy 1';

/** An X25519 key pair: whoever has the private key can read what is sealed to the public one. */
export type KeyPair = { publicKey: Buffer; privateKey: KeyObject };

/** The key pair that 32 bytes name, as X25519 makes it of any. */
export function keyPairOf(seed: Uint8Array): KeyPair {
  const der = Buffer.concat([PRIVATE_DER, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: rawPublic(createPublicKey(privateKey)) };
}

/** A key pair that nobody has had before. */
export function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return { privateKey, publicKey: rawPublic(publicKey) };
}

/**
 * The key that seals the records of one segment. Both sides work it out: the writer from the segment's own private key,
 * the reader from the passphrase's.
 *
 * @param header the segment's header. Whoever changes a byte of it gets another key
 */
export function segmentKey(own: KeyObject, other: Uint8Array, header: Uint8Array): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: publicKeyOf(other) });
  const salt = createHash('sha256').update(header).digest();
  return Buffer.from(hkdfSync('sha256', shared, salt, INFO, 32));
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_DER, raw]), format: 'der', type: 'spki' });
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length);
}
