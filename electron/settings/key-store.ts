import { z } from 'zod';
import { readJoinLine } from '../../shared/hub/join-line.ts';
import { openSecret, type SecretStore } from './secret-store.ts';

const storedKey = z.object({ origin: z.string(), key: z.string() });

/** A key, and the only origin that it may be sent to, because it was given for that one. */
export type StoredKey = z.infer<typeof storedKey>;

/** A line that another version has made, and this one can't read, counts as none: the device goes on alone. */
const joinLine = z.string().refine((line) => readJoinLine(line).ok);

/** Where the device's secrets are kept: its key, and its line for a venue's hub. */
export type KeyStore = SecretStore<StoredKey> & {
  /** What protects them: the platform's keyring, or files that only this user may read. */
  protection: 'keyring' | 'file';
  joinLine: SecretStore<string>;
};

/** The secrets in files of mode 0600, for machines without a keyring. */
export function fileKeyStore(dataDir: string): KeyStore {
  return keyStore(dataDir, 'file', openSecret);
}

/** Makes a store of all of the device's secrets, each kept in this way. */
export function keyStore(
  dataDir: string,
  protection: KeyStore['protection'],
  keep: typeof openSecret,
): KeyStore {
  return {
    ...keep({ dataDir, name: 'device.key', schema: storedKey }),
    protection,
    joinLine: keep({ dataDir, name: 'device.join', schema: joinLine }),
  };
}
