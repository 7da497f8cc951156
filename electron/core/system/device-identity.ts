import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeDurably } from './durable-file.ts';

const schema = z.object({ deviceId: z.string(), codeSecret: z.string() });

/** The identity of this device: its name in logs, and the secret that keys the hashes of codes. */
export type DeviceIdentity = z.infer<typeof schema>;

/**
 * Reads the identity from the data folder, or makes it the first time.
 *
 * @throws the file system's error
 */
export function deviceIdentity(dataDir: string): DeviceIdentity {
  const file = path.join(dataDir, 'device.json');
  const found = readJson(file, schema.parse);
  if (found) return found;
  const made = {
    deviceId: `kiosk-${randomBytes(4).toString('hex')}`,
    codeSecret: randomBytes(32).toString('hex'),
  };
  writeDurably(file, `${JSON.stringify(made)}\n`);
  return made;
}
