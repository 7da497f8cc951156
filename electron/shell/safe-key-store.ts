import { rmSync } from 'node:fs';
import path from 'node:path';
import { safeStorage } from 'electron';
import { readIfThere, writeTogether } from '../core/system/durable-file.ts';
import {
  fileKeyStore,
  type KeyStore,
  parseStoredKey,
  type StoredKey,
} from '../settings/key-store.ts';

/**
 * The key encrypted by the platform's keyring, where there is a real one; else a file that only this user may read,
 * and the screen says so.
 *
 * A keyring may come and go: one that wasn't installed, or stays locked where nobody types a password to log in. What
 * is saved last is then the only key there is, and one that was saved openly is sealed as soon as it can be.
 */
export function safeKeyStore(dataDir: string): KeyStore {
  const open = fileKeyStore(dataDir);
  const file = path.join(dataDir, 'device.key.sealed');
  const forget = (name: string) => rmSync(path.join(dataDir, name), { force: true });
  if (!hasKeyring()) return savingBy({ ...open, dropOthers: () => forget('device.key.sealed') });
  const asFile = (stored: StoredKey) => ({
    file,
    text: safeStorage.encryptString(JSON.stringify(stored)).toString('base64'),
  });
  const dropOthers = () => forget('device.key');
  const load = () => {
    const sealed = unseal(readIfThere(file));
    if (sealed) return sealed;
    const stored = open.load();
    try {
      if (stored) store.save(stored);
    } catch {
      // The disk takes nothing just now: the next start seals it.
    }
    return stored;
  };
  const store = savingBy({ protection: 'keyring', load, asFile, dropOthers });
  return store;
}

function savingBy(store: Omit<KeyStore, 'save'>): KeyStore {
  const save = (stored: StoredKey) => {
    writeTogether([store.asFile(stored)]);
    store.dropOthers();
  };
  return { ...store, save };
}

function unseal(sealed: string | null): StoredKey | null {
  if (sealed === null) return null;
  try {
    return parseStoredKey(safeStorage.decryptString(Buffer.from(sealed, 'base64')));
  } catch {
    // Another user's or another machine's keyring: the key has to be entered again.
    return null;
  }
}

/** On Linux without a keyring, Electron "encrypts" with a password that everybody knows. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
