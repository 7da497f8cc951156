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
 * Keeps the key encrypted by the platform's keyring, if there is a real one. Otherwise the key is in a file that only
 * this user may read, and the screen says so.
 *
 * A keyring may come and go: it may be installed later, or stay locked because nobody types a password to log in. So
 * saving a key deletes the other copy, and a key that was saved in the plain file is encrypted as soon as possible.
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
      // The disk can't be written just now, so the next start encrypts it.
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
    // Another user's or another machine's keyring encrypted it: the key has to be entered again.
    return null;
  }
}

/** On Linux without a keyring, Electron "encrypts" with a password that is no secret. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
