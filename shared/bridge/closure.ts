import { z } from 'zod';
import { time } from './time.ts';

/** The most characters of the place where visitors go instead: what fits on two lines of the smallest screens. */
export const LONGEST_PLACE = 40;

/** Where visitors go instead, as staff have typed it. */
export const placeText = z
  .string()
  .max(LONGEST_PLACE)
  .regex(/^\P{Cc}*$/u);

/** Staff have closed this entrance to visitors: no scan is taken. */
export const closure = z.object({
  since: time,
  /** Where visitors go instead; null for any other entrance. */
  place: z.string().nullable(),
  /** False if the disk refused to write it down, so that a restart would open the entrance again. */
  isKept: z.boolean(),
});

export type Closure = z.infer<typeof closure>;
