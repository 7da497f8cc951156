import { z } from 'zod';

/** The most bytes of a logo's file, as it is chosen and as it is kept. */
export const LARGEST_LOGO = 1024 * 1024;

/** The most pixels of a side of a picture that is decoded. A square of them takes 64 MiB then. */
export const LONGEST_SIDE = 4096;

/**
 * The most pixels of a logo as it is kept: as high as the largest screens show it. So many of them, even of pure noise,
 * have fewer bytes as a PNG than a logo may have.
 */
export const KEPT_LOGO = { width: 1024, height: 240 } as const;

/** Why a file isn't taken as a logo. */
export const LOGO_PROBLEMS = [
  'empty',
  'too-large',
  'svg',
  'not-a-picture',
  'too-many-pixels',
  'animated',
  'damaged',
  /** The disk refused. */
  'not-written',
] as const;
export type LogoProblem = (typeof LOGO_PROBLEMS)[number];

/** A file's bytes, in Base64. One byte more than is taken still arrives, so that it is refused with the reason. */
export const logoFile = z.base64().max(4 * Math.ceil((LARGEST_LOGO + 1) / 3));

export const logoNotTaken = z.object({
  ok: z.literal(false),
  problem: z.literal('logo-not-taken'),
  why: z.enum(LOGO_PROBLEMS),
});
