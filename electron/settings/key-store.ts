import path from 'node:path';
import { z } from 'zod';
import { type FileText, readIfThere, writeTogether } from '../core/system/durable-file.ts';

const schema = z.object({ origin: z.string(), key: z.string() });

/** A key, and where alone it may be sent: it was given for that place. */
export type StoredKey = z.infer<typeof schema>;

/** Where the device's key rests. */
export type KeyStore = {
  /** What protects it: the platform's keyring, or a file that only this user may read. */
  protection: 'keyring' | 'file';
  /** Null where none was saved, or where it can't be read on this machine. */
  load: () => StoredKey | null;
  /** @throws what the file system says */
  save: (stored: StoredKey) => void;
  /** What saving a key writes, for whoever writes more together with it. */
  asFile: (stored: StoredKey) => FileText;
  /** To be called once that is written: a key that is kept in another way goes. */
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

/** A stored key from its text; null where that is none. */
export function parseStoredKey(text: string | null): StoredKey | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
