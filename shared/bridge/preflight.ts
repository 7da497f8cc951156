import { z } from 'zod';
import { type Check, FINDINGS, type Finding } from '../preflight/findings.ts';

const CHECKS = Object.keys(FINDINGS) as [Check, ...Check[]];
const CODES = Object.values(FINDINGS).flatMap((codes) => Object.keys(codes));

const shape = z
  .object({
    check: z.enum(CHECKS),
    is: z.enum(CODES as [string, ...string[]]),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .refine(({ check, is }) => Object.hasOwn(FINDINGS[check], is));

/** What one check has found. Only the values are free, and they are numbers, addresses and names. */
const found = shape as unknown as z.ZodType<Finding>;

/** What the core's checks before the doors open have found, in the order in which they are told. */
export const preflight = z.object({ ok: z.literal(true), findings: z.array(found) });
