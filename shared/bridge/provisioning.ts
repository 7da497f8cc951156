import { z } from 'zod';
import { PURPOSES } from '../settings/purpose.ts';
import { CONNECTION_PROBLEMS } from './connection-problem.ts';
import { joinedHub } from './joined-hub.ts';

// The answers about provisioning codes. No field has room for the key or the line for a hub.

/** Why a text can't be a code, whatever its passphrase is. */
const READING_PROBLEMS = [
  'no-code',
  'damaged',
  /** It is for a version of this app that this isn't. */
  'newer',
] as const;

/** Why a code doesn't set this kiosk up. */
const PROBLEMS = [
  ...READING_PROBLEMS,
  'expired',
  /** The kiosk is set up for another address or conference. */
  'other-event',
  /** The address or the key comes from flags or the environment, so that a code can't change it. */
  'given-from-outside',
  /** The code brings nothing but a hub, and the line for one comes from the environment. */
  'hub-from-outside',
  /** The code brings nothing but a hub, and the kiosk isn't set up yet. */
  'hub-alone',
] as const;
export type ProvisioningProblem = (typeof PROBLEMS)[number];

export const notReadable = z.object({
  ok: z.literal(false),
  problem: z.enum(READING_PROBLEMS),
});

export const notTaken = z.object({ ok: z.literal(false), problem: z.enum(PROBLEMS) });

export const readable = z.object({
  ok: z.literal(true),
  /** Whether a staff PIN has to be chosen with the passphrase, since none is set. */
  needsPin: z.boolean(),
});

export const provisioned = z.object({
  ok: z.literal(true),
  brought: z.literal('set-up'),
  location: z.string(),
  purpose: z.enum(PURPOSES),
});

/** The code has brought nothing but a hub. */
export const provisionedHub = z.object({
  ok: z.literal(true),
  brought: z.literal('hub'),
  hub: joinedHub,
});

/** The passphrase is wrong, or the code was changed, or it was not tried yet. Every try is refused for `waitMs`. */
export const wrongPassphrase = z.object({
  ok: z.literal(false),
  problem: z.literal('wrong-passphrase'),
  /** Whether this one was tried. It isn't while the wait after others goes on. */
  tried: z.boolean(),
  waitMs: z.number(),
});

/** The address and the key of the code could not be shown to work, so nothing was changed. */
export const notConnected = z.object({
  ok: z.literal(false),
  problem: z.literal('not-connected'),
  why: z.enum(CONNECTION_PROBLEMS),
});
