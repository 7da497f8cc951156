import path from 'node:path';
import { z } from 'zod';
import { readJson, writeDurably } from '../../core/system/durable-file.ts';

/** More times than the policy counts. */
const REMEMBERED = 10;

const schema = z.object({
  /** When exceptions, or graphics that failed even without the card, ended the process; Unix milliseconds. */
  exceptionsAt: z.array(z.number()),
  /** The graphics card failed too often, so the app draws without it. */
  softwareGraphics: z.boolean(),
});

/** What a start has to know about earlier restarts. */
export type RestartRecord = z.infer<typeof schema>;

const fileIn = (dataDir: string) => path.join(dataDir, 'restarts.json');

export function readRestartRecord(dataDir: string): RestartRecord {
  return readJson(fileIn(dataDir), schema.parse) ?? { exceptionsAt: [], softwareGraphics: false };
}

/**
 * What the next start has to know about this restart. Giving up the graphics card is a remedy. If graphics fail even
 * without the card, the restart counts like one after an exception, so that the next ones slow down.
 */
export function recordAfter(
  record: RestartRecord,
  { softwareGraphics }: { softwareGraphics: boolean },
  now: number,
): RestartRecord {
  const isStep = softwareGraphics && !record.softwareGraphics;
  return {
    exceptionsAt: isStep ? record.exceptionsAt : [...record.exceptionsAt, now],
    softwareGraphics: softwareGraphics || record.softwareGraphics,
  };
}

/** Saves the record. If the disk doesn't take it, the app restarts all the same, but can't recognise a loop. */
export function writeRestartRecord(dataDir: string, record: RestartRecord): void {
  const exceptionsAt = record.exceptionsAt.slice(-REMEMBERED);
  try {
    writeDurably(fileIn(dataDir), `${JSON.stringify({ ...record, exceptionsAt })}\n`);
  } catch {
    // The process is about to end anyway.
  }
}
