import path from 'node:path';
import type { z } from 'zod';
import {
  type FileChange,
  isThere,
  readIfThere,
  writeTogether,
} from '../core/system/durable-file.ts';

/** Where one secret of this device is kept. */
export type SecretStore<T> = {
  /** Null if none was saved, or if it can't be read on this machine. */
  load: () => T | null;
  /** Keeps a secret in the place of the one before, or none with null. @throws what the file system says */
  save: (secret: T | null) => void;
  /** The changes of files that saving it makes, for a caller that writes other files together with them. */
  asFiles: (secret: T | null) => FileChange[];
};

/** What encrypts a text for the disk and, on the same machine, decrypts it. */
export type Seal = {
  seal: (text: string) => string;
  /** @throws if it can't be decrypted here */
  open: (sealed: string) => string;
};

type Kept<T> = {
  dataDir: string;
  /** The file's, without `.sealed`. */
  name: string;
  schema: z.ZodType<T>;
};

/** A secret in a file of mode 0600, for machines without a keyring. */
export function openSecret<T>({ dataDir, name, schema }: Kept<T>): SecretStore<T> {
  const file = path.join(dataDir, name);
  return saving({
    load: () => {
      const text = readIfThere(file);
      return text === null ? null : parsed(schema, () => text);
    },
    asFiles: (secret) =>
      inPlaceOf(`${file}.sealed`, {
        file,
        text: secret === null ? null : `${JSON.stringify(secret)}\n`,
      }),
  });
}

/**
 * A secret that is encrypted on the disk. One that was saved in the open file is encrypted as soon as possible: a keyring
 * may be installed later, or have been locked because nobody typed a password to log in.
 */
export function sealedSecret<T>(kept: Kept<T>, { seal, open }: Seal): SecretStore<T> {
  const plain = path.join(kept.dataDir, kept.name);
  const file = `${plain}.sealed`;
  const unsealed = () => {
    const sealed = readIfThere(file);
    // Another user's or another machine's keyring may have encrypted it: then it has to be entered again.
    return sealed === null ? null : parsed(kept.schema, () => open(sealed));
  };
  const store: SecretStore<T> = saving({
    load: () => {
      const sealed = unsealed();
      if (sealed !== null) return sealed;
      const stored = openSecret(kept).load();
      try {
        if (stored !== null) store.save(stored);
      } catch {
        // The disk can't be written just now, so the next start encrypts it.
      }
      return stored;
    },
    asFiles: (secret) =>
      inPlaceOf(plain, { file, text: secret === null ? null : seal(JSON.stringify(secret)) }),
  });
  return store;
}

function saving<T>(store: Omit<SecretStore<T>, 'save'>): SecretStore<T> {
  return { ...store, save: (secret) => writeTogether(store.asFiles(secret)) };
}

/** A change, with which a copy goes that was kept in another way. */
function inPlaceOf(other: string, change: FileChange): FileChange[] {
  const changes = [change, { file: other, text: null }];
  return changes.filter(({ file, text }) => text !== null || isThere(file));
}

function parsed<T>(schema: z.ZodType<T>, text: () => string): T | null {
  try {
    return schema.parse(JSON.parse(text()));
  } catch {
    return null;
  }
}
