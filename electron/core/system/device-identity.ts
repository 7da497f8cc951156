import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readIfThere, readJson, writeDurably } from './durable-file.ts';

const schema = z.object({ deviceId: z.string(), codeSecret: z.string() });

/** The identity of this device: its name in logs, and the secret that keys the hashes of codes. */
export type DeviceIdentity = z.infer<typeof schema>;

/** The name that this device has in logs; null if it has none yet, or if it can't be read. Nothing is changed. */
export function knownDeviceId(dataDir: string): string | null {
  try {
    return schema.parse(JSON.parse(readIfThere(fileIn(dataDir)) ?? '')).deviceId;
  } catch {
    return null;
  }
}

const fileIn = (dataDir: string) => path.join(dataDir, 'device.json');

/**
 * Reads the identity from the data folder, or makes it the first time.
 *
 * @throws the file system's error
 */
export function deviceIdentity(dataDir: string): DeviceIdentity {
  const file = fileIn(dataDir);
  const found = readJson(file, schema.parse);
  if (found) return found;
  const made = {
    deviceId: `kiosk-${randomBytes(4).toString('hex')}`,
    codeSecret: randomBytes(32).toString('hex'),
  };
  writeDurably(file, `${JSON.stringify(made)}\n`);
  return made;
}
