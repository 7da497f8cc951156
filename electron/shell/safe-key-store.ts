import { safeStorage } from 'electron';
import { fileKeyStore, type KeyStore, keyStore } from '../settings/key-store.ts';
import { sealedSecret } from '../settings/secret-store.ts';

/** Electron's encryption, as text for a file. */
const SEAL = {
  seal: (text: string) => safeStorage.encryptString(text).toString('base64'),
  open: (sealed: string) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
};

/**
 * Keeps the key and the hub's line encrypted by the platform's keyring, if there is a real one. Otherwise they are in files
 * that only this user may read, and the screen says so.
 *
 * A keyring may come and go: it may be installed later, or stay locked because nobody types a password to log in. So
 * saving a secret deletes the other copy, and one that was saved in the plain file is encrypted as soon as possible.
 */
export function safeKeyStore(dataDir: string): KeyStore {
  if (!hasKeyring()) return fileKeyStore(dataDir);
  return keyStore(dataDir, 'keyring', (kept) => sealedSecret(kept, SEAL));
}

/** On Linux without a keyring, Electron "encrypts" with a password that is no secret. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
