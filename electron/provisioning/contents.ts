import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { PURPOSES } from '../../shared/settings/purpose.ts';
import { SETTINGS } from '../../shared/settings/settings.ts';

/** More than any contents have. A text that unpacks to more is refused before it takes up memory. */
const MAX_BYTES = 16_384;

/** A setting as it is sealed: one that this app would not accept is not accepted from a code either. */
const setting = (name: 'baseUrl' | 'apiKey' | 'location' | 'timeZone' | 'language' | 'eventName') =>
  z.string().refine((text) => SETTINGS[name].schema.safeParse(text).success);

/** The fields have short names inside the code, because each letter makes the printed code denser. */
const packed = z.object({
  a: setting('baseUrl'),
  k: setting('apiKey'),
  l: setting('location'),
  p: z.enum(PURPOSES),
  z: setting('timeZone'),
  n: setting('language'),
  e: setting('eventName').optional(),
  h: z.string().min(1).max(512).optional(),
  x: z.int().min(0),
  s: z.string().regex(/^[A-Z]{1,16}$/),
});

/** What a provisioning code brings to one device. The texts are settings as a person would have typed them. */
export type Contents = {
  address: string;
  key: string;
  location: string;
  purpose: (typeof PURPOSES)[number];
  timeZone: string;
  language: string;
  /** The name that the screen shows for the event; null if the code doesn't say. */
  event: string | null;
  /** The device's line from `npm run hub -- join NAME`; null if it joins no hub. */
  hub: string | null;
  /** When the code expires, in Unix milliseconds, a whole second. */
  expiresAt: number;
  /** The sheet on which it was printed, in capital letters. */
  sheet: string;
};

/** Makes the bytes that are sealed: JSON, compressed. */
export function packContents(contents: Contents): Buffer {
  const { address, key, location, purpose, timeZone, language, event, hub, sheet } = contents;
  const fields: z.input<typeof packed> = {
    a: address,
    k: key,
    l: location,
    p: purpose,
    z: timeZone,
    n: language,
    ...(event !== null && { e: event }),
    ...(hub !== null && { h: hub }),
    x: Math.floor(contents.expiresAt / 1000),
    s: sheet,
  };
  return deflateRawSync(JSON.stringify(fields), { level: 9 });
}

/** Reads what was sealed. Null if this version can't use it. A field that it doesn't know is left out. */
export function unpackContents(bytes: Uint8Array): Contents | null {
  try {
    const text = inflateRawSync(bytes, { maxOutputLength: MAX_BYTES }).toString('utf8');
    const { a, k, l, p, z: zone, n, e, h, x, s } = packed.parse(JSON.parse(text));
    return {
      address: a,
      key: k,
      location: l,
      purpose: p,
      timeZone: zone,
      language: n,
      event: e ?? null,
      hub: h ?? null,
      expiresAt: x * 1000,
      sheet: s,
    };
  } catch {
    return null;
  }
}
