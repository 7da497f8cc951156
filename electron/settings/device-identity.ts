import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({ deviceId: z.string(), codeSecret: z.string() });

/** What makes this device itself: its name in logs, and the secret that keys the hashes of codes. */
export type DeviceIdentity = z.infer<typeof schema>;

/**
 * Reads the identity from the data folder, or makes it once. A damaged file is set aside, never overwritten.
 *
 * @throws what the file system says
 */
export function deviceIdentity(dataDir: string): DeviceIdentity {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'device.json');
  const found = read(file);
  if (found) return found;
  const made = {
    deviceId: `kiosk-${randomBytes(4).toString('hex')}`,
    codeSecret: randomBytes(32).toString('hex'),
  };
  writeDurably(file, `${JSON.stringify(made)}\n`);
  return made;
}

function read(file: string): DeviceIdentity | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    renameSync(file, `${file}.damaged`);
    return null;
  }
}

/** A power cut leaves the old file or the new one, never half of one. */
function writeDurably(file: string, text: string) {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}
