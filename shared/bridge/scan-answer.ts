import { z } from 'zod';
import { KINDS, OUTCOMES, REASONS } from '../scan/outcome.ts';
import { time } from './time.ts';

const earlierScan = z.object({ at: time, location: z.string().nullable() });

/** What the core answers to a scan. */
export const scanAnswer = z.object({
  scanId: z.string().nullable(),
  /**
   * Null if staff have closed this entrance. The scan wasn't looked at then, so nothing came of it that an outcome could
   * name: each of them says that the code was read, and most of them that the scan is over.
   */
  outcome: z.enum(OUTCOMES).nullable(),
  kind: z.enum(KINDS).nullable(),
  day: z.string().nullable(),
  reason: z.enum(REASONS).nullable(),
  /** The person's name, where Confera gave one. */
  name: z.string().nullable(),
  /** Where and when the badge was scanned before, if it was and that is known. */
  first: earlierScan.nullable(),
  /** The last scan before this one, if staff are to ask whether it was the same person. */
  passBack: earlierScan.nullable(),
});

export type ScanAnswer = z.infer<typeof scanAnswer>;
