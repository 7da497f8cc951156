import path from 'node:path';
import { z } from 'zod';
import { readJson, writeDurably } from '../durable-file.ts';

/** More than the policy counts. */
const REMEMBERED = 10;

const schema = z.object({
  /** When the process ended by an exception; Unix milliseconds. */
  exceptionsAt: z.array(z.number()),
  /** The graphics card failed too often: draw without it. */
  softwareGraphics: z.boolean(),
});

/** What a start has to know of the ends before. */
export type RestartRecord = z.infer<typeof schema>;

const fileIn = (dataDir: string) => path.join(dataDir, 'restarts.json');

export function readRestartRecord(dataDir: string): RestartRecord {
  return readJson(fileIn(dataDir), schema.parse) ?? { exceptionsAt: [], softwareGraphics: false };
}

/** Where the disk can't take it the restart goes on without: a loop is then only not recognised. */
export function writeRestartRecord(dataDir: string, record: RestartRecord): void {
  const exceptionsAt = record.exceptionsAt.slice(-REMEMBERED);
  try {
    writeDurably(fileIn(dataDir), `${JSON.stringify({ ...record, exceptionsAt })}\n`);
  } catch {
    // The caller is on its way out.
  }
}
