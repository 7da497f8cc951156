import { z } from 'zod';
import { KINDS, OUTCOMES, REASONS } from '../scan/outcome.ts';

/** What the core answers to a scan. */
export const scanAnswer = z.object({
  scanId: z.string().nullable(),
  outcome: z.enum(OUTCOMES),
  kind: z.enum(KINDS).nullable(),
  day: z.string().nullable(),
  reason: z.enum(REASONS).nullable(),
  /** The person's name, where Confera gave one. */
  name: z.string().nullable(),
});

export type ScanAnswer = z.infer<typeof scanAnswer>;
