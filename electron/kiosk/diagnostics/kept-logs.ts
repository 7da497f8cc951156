import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Entry } from './zip.ts';

/** How much of the logs is packed, the latest part. Days of it, and a file that can be sent by mail. */
const MOST_BYTES = 24 * 1024 * 1024;

/** No link is followed, and a pipe isn't waited for. */
const TO_READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What the rotation leaves. A log that somebody else has put there stays out. */
const LOG_NAME = /^[\w.-]*(kiosk|shell|hub)\.log$/;

/**
 * Reads the latest part of the log files of a data folder. What can't be read is left out.
 *
 * @param clean takes out of a text whatever must not leave the device
 */
export async function keptLogs(dataDir: string, clean: (text: string) => string): Promise<Entry[]> {
  const folder = path.join(dataDir, 'logs');
  const names = (await readdir(folder).catch(() => [])).filter((name) => LOG_NAME.test(name));
  const found = await Promise.all(names.map((name) => fileIn(folder, name)));
  const files = found.filter((file) => file !== null).toSorted((a, b) => b.changedAt - a.changedAt);
  const entries: Entry[] = [];
  let left = MOST_BYTES;
  for (const { name, size } of files) {
    const text = await tailOf(path.join(folder, name), size, Math.min(size, left));
    if (text === null) continue;
    left -= Math.min(size, left);
    entries.push({ name: `logs/${name}`, bytes: Buffer.from(clean(text)) });
    if (left <= 0) break;
  }
  return entries;
}

async function fileIn(folder: string, name: string) {
  const handle = await open(path.join(folder, name), TO_READ).catch(() => null);
  if (!handle) return null;
  try {
    const stats = await handle.stat();
    return stats.isFile() ? { name, size: stats.size, changedAt: stats.mtimeMs } : null;
  } finally {
    await handle.close();
  }
}

/** The last part of a file, from the beginning of a line on; null if it can't be read. */
async function tailOf(file: string, size: number, wanted: number): Promise<string | null> {
  const handle = await open(file, TO_READ).catch(() => null);
  if (!handle) return null;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(wanted), 0, wanted, size - wanted);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return wanted < size ? text.slice(text.indexOf('\n') + 1) : text;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
