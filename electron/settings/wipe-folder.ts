import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * This process holds them open, and none has anything of a person or a secret in it; or whoever set the machine up gave
 * it from outside: `environment` is read by the systemd unit.
 */
const KEPT = /^(instance\.lock.*|shell|shell\.log.*|environment)$/;

/** The crash reporter's own, which it has open as it has the folders: without them it writes no dump any more. */
const REPORTERS_OWN = /^settings\.dat$/;

/**
 * Deletes all that a kiosk keeps: its key first, then the scans, settings, PIN, identity, logs and crash dumps. Nothing
 * of it may be open. The disk may still hold what it held: only encrypting it as a whole helps against that.
 *
 * @throws what the file system says; the key is then gone in any case, or nothing is
 */
export function wipeFolder(dataDir: string): void {
  const names = readdirSync(dataDir).toSorted(
    (a, b) => Number(isKey(b)) - Number(isKey(a)) || a.localeCompare(b),
  );
  for (const name of names) {
    const entry = path.join(dataDir, name);
    if (name === 'logs') {
      for (const log of readdirSync(entry)) remove(entry, log);
    } else if (name === 'crashes') removeDumps(entry);
    else remove(dataDir, name);
  }
}

function remove(folder: string, name: string) {
  if (!KEPT.test(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
}

function removeDumps(folder: string) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const isOwn = entry.isDirectory() || REPORTERS_OWN.test(entry.name);
    if (!isOwn) rmSync(path.join(entry.parentPath, entry.name), { force: true });
  }
}

const isKey = (name: string) => name.startsWith('device.key');
