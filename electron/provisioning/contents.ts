import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { LONGEST_HUB } from '../../shared/provisioning/sheet-columns.ts';
import { PURPOSES } from '../../shared/settings/purpose.ts';
import { SETTINGS } from '../../shared/settings/settings.ts';

/** More than any contents have. A text that unpacks to more is refused before it takes up memory. */
const MAX_BYTES = 16_384;

/** A setting as it is sealed: one that this app would not accept is not accepted from a code either. */
const setting = (
  name: 'baseUrl' | 'apiKey' | 'location' | 'timeZone' | 'language' | 'eventName' | 'hubJoin',
) => z.string().refine((text) => SETTINGS[name].schema.safeParse(text).success);

const expiry = z.int().min(0);

/** The fields have short names inside the code, because each letter makes the printed code denser. */
const packed = z.object({
  a: setting('baseUrl'),
  k: setting('apiKey'),
  l: setting('location'),
  p: z.enum(PURPOSES),
  z: setting('timeZone'),
  n: setting('language'),
  e: setting('eventName').optional(),
  h: z.string().min(1).max(LONGEST_HUB).optional(),
  x: expiry,
  s: z.string().regex(/^[A-Z]{1,16}$/),
});

const absent = z.undefined().optional();

/** A code with anything of a whole one in it is no code for the hub alone. */
const packedHub = z.object({
  h: setting('hubJoin'),
  x: expiry,
  a: absent,
  k: absent,
  l: absent,
  p: absent,
  z: absent,
  n: absent,
  e: absent,
  s: absent,
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

/** What a code brings that changes nothing but the hub of a device. */
export type HubContents = {
  /** The device's line from `npm run hub -- join NAME`. */
  hub: string;
  /** When the code expires, in Unix milliseconds, a whole second. */
  expiresAt: number;
};

/** Whether a code brings nothing but a hub. */
export function isHubAlone(contents: Contents | HubContents): contents is HubContents {
  return !('key' in contents);
}

/** Makes the bytes that are sealed: JSON, compressed. */
export function packContents(contents: Contents | HubContents): Buffer {
  const fields = isHubAlone(contents) ? packedHubOf(contents) : packedOf(contents);
  return deflateRawSync(JSON.stringify(fields), { level: 9 });
}

function packedHubOf({ hub, expiresAt }: HubContents): z.input<typeof packedHub> {
  return { h: hub, x: Math.floor(expiresAt / 1000) };
}

function packedOf(contents: Contents): z.input<typeof packed> {
  const { address, key, location, purpose, timeZone, language, event, hub, sheet } = contents;
  return {
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
}

/** Reads what was sealed. Null if this version can't use it. A field that it doesn't know is left out. */
export function unpackContents(bytes: Uint8Array): Contents | HubContents | null {
  try {
    const text = inflateRawSync(bytes, { maxOutputLength: MAX_BYTES }).toString('utf8');
    const fields: unknown = JSON.parse(text);
    const hub = packedHub.safeParse(fields);
    if (hub.success) return { hub: hub.data.h, expiresAt: hub.data.x * 1000 };
    const { a, k, l, p, z: zone, n, e, h, x, s } = packed.parse(fields);
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
