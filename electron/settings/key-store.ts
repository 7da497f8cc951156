import path from 'node:path';
import { readIfThere, writeDurably } from './durable-file.ts';

/** Where the device's key rests. */
export type KeyStore = {
  /** What protects it: the platform's keyring, or a file that only this user may read. */
  protection: 'keyring' | 'file';
  /** Null where none was saved, or where it can't be read on this machine. */
  load: () => string | null;
  /** @throws what the file system says */
  save: (key: string) => void;
};

/** The key in a file of mode 0600, for machines without a keyring. */
export function fileKeyStore(dataDir: string): KeyStore {
  const file = path.join(dataDir, 'device.key');
  return {
    protection: 'file',
    load: () => readIfThere(file)?.trim() || null,
    save: (key) => writeDurably(file, `${key}\n`),
  };
}
