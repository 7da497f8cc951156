import path from 'node:path';
import { z } from 'zod';
import { type FileText, readIfThere, writeTogether } from '../core/system/durable-file.ts';

const schema = z.object({ origin: z.string(), key: z.string() });

/** A key, and the only origin that it may be sent to, because it was given for that one. */
export type StoredKey = z.infer<typeof schema>;

/** Where the device's key is kept. */
export type KeyStore = {
  /** What protects it: the platform's keyring, or a file that only this user may read. */
  protection: 'keyring' | 'file';
  /** Null if no key was saved, or if it can't be read on this machine. */
  load: () => StoredKey | null;
  /** @throws what the file system says */
  save: (stored: StoredKey) => void;
  /** The file that saving this key would write, for a caller that writes other files together with it. */
  asFile: (stored: StoredKey) => FileText;
  /** Deletes a key that is kept in another way. Call it once the file is written. */
  dropOthers: () => void;
};

/** The key in a file of mode 0600, for machines without a keyring. */
export function fileKeyStore(dataDir: string): KeyStore {
  const file = path.join(dataDir, 'device.key');
  const asFile = (stored: StoredKey) => ({ file, text: `${JSON.stringify(stored)}\n` });
  return {
    protection: 'file',
    load: () => parseStoredKey(readIfThere(file)),
    save: (stored) => writeTogether([asFile(stored)]),
    asFile,
    dropOthers: () => {},
  };
}

/** Reads a stored key from its text; null if the text isn't one. */
export function parseStoredKey(text: string | null): StoredKey | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
