import path from 'node:path';
import { z } from 'zod';
import { readJson, writeDurably } from '../../core/system/durable-file.ts';

/** More than the policy counts. */
const REMEMBERED = 10;

const schema = z.object({
  /** When the process ended by an exception, or by graphics that failed without the card, too; Unix milliseconds. */
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

/**
 * What the next start has to know of this restart. Giving up the graphics card is a step that helps; where it was
 * given up before, such a restart counts like one by an exception, so that the next ones come slower.
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

/** Where the disk can't take it the restart goes on without: a loop is then only not recognised. */
export function writeRestartRecord(dataDir: string, record: RestartRecord): void {
  const exceptionsAt = record.exceptionsAt.slice(-REMEMBERED);
  try {
    writeDurably(fileIn(dataDir), `${JSON.stringify({ ...record, exceptionsAt })}\n`);
  } catch {
    // The caller is on its way out.
  }
}
