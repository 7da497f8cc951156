import { z } from 'zod';
import { trimmed } from '../text/trimmed.ts';

/** A base URL in one form, so that the same instance is always the same destination: origin and path. */
export const baseUrl = z.string().transform((text, context) => {
  const address = trimmed(text);
  const url = URL.canParse(address) ? new URL(address) : null;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !/^https?:$/.test(url.protocol)) {
    context.addIssue('not a plain address');
    return z.NEVER;
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
});

/** A line of text, without the blanks, and whatever else nobody sees, around it. */
export const words = (max: number) =>
  z
    .string()
    .overwrite(trimmed)
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);

/** A whole number, both bounds included, and the words that say so. */
export const wholeNumber = (min: number, max: number, unit?: string) => ({
  accepts: `a whole number ${unit ? `of ${unit} ` : ''}from ${min} to ${max}`,
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max)),
});

/** Names between commas, each once, in the order of `known`. */
export const listOf = <Name extends string>(known: readonly Name[]) =>
  z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(known)))
    .transform((names) => known.filter((name) => names.includes(name)));

/** What a scanner puts around a code; `\x02` stands for a character that no keyboard has. */
export const affix = z
  .string()
  .max(64)
  .regex(/^(\\x[0-9A-Fa-f]{2}|[^\\\p{Cc}])*$/u)
  .transform((text) =>
    text.replace(/\\x(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );

/** USB vendor and product, as systems show them: `0c2e:0c87`. */
export const usbIds = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{4}:[0-9a-f]{4}(\s*,\s*[0-9a-f]{4}:[0-9a-f]{4})*$/)
  .transform((text) => text.split(/\s*,\s*/));

/** The names of three letters that the IANA database has. Intl takes others, and BST for Dhaka's time. */
const SHORT_ZONE = /^(CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;

/** A zone's name in the IANA database. */
export const timeZone = z.string().refine((name) => {
  // Intl takes offsets such as +05:00, too; they know no daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  if (/^[A-Za-z]{3}$/.test(name) && !SHORT_ZONE.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
});

/** 1 or 0. */
export const switchOnOrOff = z.enum(['0', '1']).transform((value) => value === '1');

/** Hours of a day, "03:00-05:00"; over midnight where the end comes first. */
export const hours = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/);

/** A regular expression, with Unicode's rules. */
export const pattern = z.string().refine((text) => {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
});
