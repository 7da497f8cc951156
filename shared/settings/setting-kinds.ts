import { z } from 'zod';
import { readJoinLine } from '../hub/join-line.ts';
import { trimmed } from '../text/trimmed.ts';

/** What a setting accepts, as a code with values. The catalogues have a phrase for each code. */
export type Accepts =
  | {
      is:
        | 'address'
        | 'secure-address'
        | 'key'
        | 'mode'
        | 'purpose'
        | 'time-zone'
        | 'folder'
        | 'side'
        | 'theme'
        | 'colour'
        | 'hand'
        | 'screen-layout'
        | 'pattern'
        | 'usb-ids'
        | 'switch'
        | 'lockdown'
        | 'display'
        | 'hours'
        | 'own-address'
        | 'join-line'
        | 'second-scan';
    }
  | {
      is:
        | 'characters'
        | 'device-name'
        | 'camera-name'
        | 'affix'
        | 'minutes-or-never'
        | 'seconds-or-never';
      max: number;
    }
  | { is: 'milliseconds' | 'days' | 'number' | 'pin' | 'token'; min: number; max: number }
  | { is: 'code-formats' | 'layout' | 'language' | 'languages'; names: string };

/** A base URL, reduced to its origin and path, so that the same instance is always the same destination. */
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

/** One line of text. Blanks and other invisible characters around it are taken off. */
export const line = (max: number) => ({
  accepts: { is: 'characters' as const, max },
  schema: z
    .string()
    .overwrite(trimmed)
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u),
});

/** A whole number from `min` to `max`. */
export const wholeNumber = (
  min: number,
  max: number,
  is: 'milliseconds' | 'days' | 'number' = 'number',
) => ({
  accepts: { is, min, max },
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max)),
});

/** Names with commas between them. The result has each once, in the order of `known`. */
export const listOf = <Name extends string>(known: readonly Name[]) =>
  z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(known)))
    .transform((names) => known.filter((name) => names.includes(name)));

/** An address of this machine and a port, to listen on. IPv6 stands in brackets, as in addresses of pages. */
export const ownAddress = z.string().transform((text, context) => {
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(trimmed(text));
  const [whole = '', host = '', port = ''] = parts ?? [];
  if (URL.canParse(`http://${whole}`) && Number(port) > 0) {
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  }
  context.addIssue('not an address with a port');
  return z.NEVER;
});

/** The line by which a device joins a venue's hub. */
export const joinLine = z.string().transform((text, context) => {
  const read = readJoinLine(text);
  if (read.ok) return read.join;
  context.addIssue(read.problem === 'newer' ? NEWER_LINE : 'damaged');
  return z.NEVER;
});

/** The issue of a join line that a later version of this app has made. */
export const NEWER_LINE = 'newer';

/** A colour as `#rrggbb`, in small letters. */
export const colour = z
  .string()
  .overwrite(trimmed)
  .regex(/^#[0-9a-f]{6}$/i)
  .toLowerCase();

/** What a scanner puts before or after each code. `\x02` stands for a character that no keyboard has. */
export const affix = (max: number) => ({
  accepts: { is: 'affix' as const, max },
  schema: z
    .string()
    .max(max)
    .regex(/^(\\x[0-9A-Fa-f]{2}|[^\\\p{Cc}])*$/u)
    .transform((text) =>
      text.replace(/\\x(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ),
});

/** USB vendor and product ids in the form in which systems show them: `0c2e:0c87`. */
export const usbIds = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{4}:[0-9a-f]{4}(\s*,\s*[0-9a-f]{4}:[0-9a-f]{4})*$/)
  .transform((text) => text.split(/\s*,\s*/));

/** The names of three letters in the IANA database. Intl takes others as well: it takes BST for the time of Dhaka. */
const SHORT_ZONE = /^(CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;

/** The name of a zone in the IANA database. */
export const timeZone = z.string().refine((name) => {
  // Intl also takes offsets such as +05:00, which know no daylight saving time.
  if (!/^[A-Za-z]/.test(name)) return false;
  if (/^[A-Za-z]{3}$/.test(name) && !SHORT_ZONE.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
});

/** 1 for on, 0 for off. */
export const switchOnOrOff = z.enum(['0', '1']).transform((value) => value === '1');

/** Hours of the day, such as "03:00-05:00". If the end comes before the beginning, they go over midnight. */
export const hours = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/);

/** A regular expression that is valid with the flag `u`. */
export const pattern = z.string().refine((text) => {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
});
