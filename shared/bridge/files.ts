import { z } from 'zod';

/** What can be exported as a table: all scans, or those that Confera refused or that need a person. */
export const EXPORTS = ['scans', 'refusals'] as const;

const venueDay = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** The folder of a drive to write a file to; null for the folder for downloads. */
const to = z.string().max(4096).nullable();

/** What the page of files offers. */
export const filesView = z.object({
  ok: z.literal(true),
  /** The days at the venue of which this device has scans, the latest first. */
  days: z.array(venueDay),
  /** The sticks and other drives that are attached: the folder of each, and how many bytes fit on it. */
  drives: z.array(z.object({ folder: z.string(), free: z.number() })),
});

export const scansWanted = z.object({
  what: z.enum(EXPORTS),
  /** One day at the venue; null for all. */
  day: venueDay.nullable(),
  to,
  /** Where the piece before ended; null for the first. */
  after: z.number().nullable(),
});

/** A piece of a file of scans, or a whole one that is saved. */
export const scansExported = z.object({
  ok: z.literal(true),
  fileName: z.string(),
  /** The page hands the pieces to the browser; null if the file is saved already. */
  csv: z.string().nullable(),
  /** The path where it is saved; null in a browser, which saves it itself. */
  savedAs: z.string().nullable(),
  /** How many scans are in it. */
  count: z.number(),
  /** Where the next piece begins; null after the last. */
  next: z.number().nullable(),
});

export const diagnosticsWanted = z.object({ to });

/** What helps whoever looks into a fault, in one zip file. */
export const diagnosticsMade = z.object({
  ok: z.literal(true),
  fileName: z.string(),
  /** The file in base64, for the page to hand to the browser; null if it is saved already. */
  zip: z.string().nullable(),
  savedAs: z.string().nullable(),
});

/** The drive was pulled, or a file of it can't be made. */
export const noDrive = z.object({ ok: z.literal(false), problem: z.literal('no-drive') });
