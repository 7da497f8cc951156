import { z } from 'zod';
import { outsideText } from '../../../../shared/text/outside-text.ts';
import type { Beat, Claim } from '../claim-hub.ts';

/*
 * What devices write into the hub, and what is believed of it. Another device may be damaged, of another version or
 * somebody's who means harm: only what fits is read, and names become one line of bounded length.
 */

/** The hub's streams take no more, bytes. */
const MOST_BYTES = 4096;
const NAME_LENGTH = 200;
const WORD_LENGTH = 64;
/** Ten years: nothing that is counted here is more. */
const MOST_MS = 10 * 366 * 86_400_000;

const cleaned = (longest: number) => (text: string) => outsideText(text, { longest });
const name = z.string().max(MOST_BYTES).transform(cleaned(NAME_LENGTH));
const word = z.string().max(MOST_BYTES).transform(cleaned(WORD_LENGTH));
const location = name.transform((text) => text || null).nullable();
const span = z.number().min(0).max(MOST_MS).nullable();
const scanId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
const device = z.string().regex(/^[a-z0-9]{8}$/);

const claimText = z.object({ device, scanId, location });
const voidText = z.object({ scanId });
const beatText = z.object({
  /** Tells the beats of one device apart. */
  id: z.string().max(WORD_LENGTH),
  deviceId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  location,
  version: word,
  connection: z.enum(['online', 'offline', 'blocked']),
  storage: word.nullable(),
  queued: z.int().min(0),
  oldestMs: span,
  lastScanMs: span,
  letInTwice: z.int().min(0),
  clock: z.number(),
});

const CLAIM_SUBJECT = /^claims\.([0-9a-f]{32})$/;
const VOID_SUBJECT = /^voids\.([a-z0-9]{8})\.([0-9a-f]{32})$/;
const BEAT_SUBJECT = /^fleet\.([a-z0-9]{8})$/;

/** What a message says; the hub's sequence and time come beside it. */
export type Said =
  | { is: 'claim'; claim: Claim & { device: string } }
  | { is: 'void'; device: string; key: string; scanId: string }
  | { is: 'beat'; device: string; id: string; beat: Beat };

/** Reads a message of the hub; null if it is none that can be understood. */
export function readMessage(subject: string, data: Uint8Array): Said | null {
  const [, claimKey] = CLAIM_SUBJECT.exec(subject) ?? [];
  if (claimKey) {
    const said = fitting(claimText, data);
    return said && { is: 'claim', claim: { key: claimKey, ...said } };
  }
  const [, owner, voidKey] = VOID_SUBJECT.exec(subject) ?? [];
  if (owner && voidKey) {
    const said = fitting(voidText, data);
    return said && { is: 'void', device: owner, key: voidKey, scanId: said.scanId };
  }
  const [, sender] = BEAT_SUBJECT.exec(subject) ?? [];
  if (!sender) return null;
  const said = fitting(beatText, data);
  if (!said) return null;
  const { id, ...beat } = said;
  return { is: 'beat', device: sender, id, beat };
}

/** @returns null if the hub would not take it, or nobody could read it */
export function writeClaim(claim: Claim, ownDevice: string): string | null {
  return written(claimText, { ...claim, device: ownDevice });
}

/** @returns null if the hub would not take it, or nobody could read it */
export function writeVoid(ofScan: string): string | null {
  return written(voidText, { scanId: ofScan });
}

/** @returns null if the hub would not take it, or nobody could read it */
export function writeBeat(beat: Beat, id: string): string | null {
  return written(beatText, { ...beat, id });
}

function fitting<T>(schema: z.ZodType<T>, data: Uint8Array): T | null {
  if (data.length > MOST_BYTES) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(data);
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function written(schema: z.ZodType, value: unknown): string | null {
  const read = schema.safeParse(value);
  return read.success ? JSON.stringify(read.data) : null;
}
