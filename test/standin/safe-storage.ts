import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { theApp } from './app.ts';
import { provideOnly } from './provide-only.ts';

/** Whether the machine has a keyring (`STANDIN_KEYRING=1`). A bare Linux has none. */
const hasKeyring = () => process.env.STANDIN_KEYRING === '1' && theApp.isReady;

const PREFIX = Buffer.from('v11');
const KEY = createHash('sha256').update('the keyring of the stand-in').digest();

/** Electron's encryption of secrets. The key here is no secret, since the result only has to differ from the text. */
export const safeStorage = provideOnly(
  'safeStorage',
  {
    isEncryptionAvailable: hasKeyring,
    getSelectedStorageBackend: () => (hasKeyring() ? 'gnome_libsecret' : 'basic_text'),
    encryptString(text: string): Buffer {
      if (!hasKeyring()) throw new Error('Encryption is not available');
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', KEY, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([PREFIX, nonce, cipher.getAuthTag(), sealed]);
    },
    decryptString(sealed: Buffer): string {
      if (!hasKeyring() || !sealed.subarray(0, 3).equals(PREFIX)) {
        throw new Error('Error while decrypting the ciphertext provided to safeStorage');
      }
      const decipher = createDecipheriv('aes-256-gcm', KEY, sealed.subarray(3, 15));
      decipher.setAuthTag(sealed.subarray(15, 31));
      return decipher.update(sealed.subarray(31), undefined, 'utf8') + decipher.final('utf8');
    },
  },
  ['isEncryptionAvailable', 'getSelectedStorageBackend', 'encryptString', 'decryptString'],
);
