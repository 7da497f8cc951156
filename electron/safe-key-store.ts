import path from 'node:path';
import { safeStorage } from 'electron';
import { readIfThere, writeDurably } from './durable-file.ts';
import { fileKeyStore, type KeyStore, parseStoredKey } from './settings/key-store.ts';

/**
 * The key encrypted by the platform's keyring, where there is a real one; else a file that only this user may read,
 * and the screen says so.
 */
export function safeKeyStore(dataDir: string): KeyStore {
  if (!hasKeyring()) return fileKeyStore(dataDir);
  const file = path.join(dataDir, 'device.key.sealed');
  return {
    protection: 'keyring',
    load: () => {
      const sealed = readIfThere(file);
      if (sealed === null) return null;
      try {
        return parseStoredKey(safeStorage.decryptString(Buffer.from(sealed, 'base64')));
      } catch {
        // Another user's or another machine's keyring: the key has to be entered again.
        return null;
      }
    },
    save: (stored) => {
      const sealed = safeStorage.encryptString(JSON.stringify(stored));
      writeDurably(file, sealed.toString('base64'));
    },
  };
}

/** On Linux without a keyring, Electron "encrypts" with a password that everybody knows. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
