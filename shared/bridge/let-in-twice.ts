import { z } from 'zod';
import { time } from './time.ts';

/** A person who was let in on this device, although another device of the venue had scanned the badge first. */
export const letInTwice = z.object({
  scanId: z.string(),
  /** At most the last four characters. */
  codeTail: z.string(),
  scannedAt: time,
  location: z.string().nullable(),
  /** By this device's clock. */
  first: z.object({ at: time, location: z.string().nullable() }),
});

export type LetInTwice = z.infer<typeof letInTwice>;
