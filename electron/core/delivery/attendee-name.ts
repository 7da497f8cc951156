import { outsideText } from '../../../shared/text/outside-text.ts';

/** More characters as a reader counts them are no name, and no screen has room for them. */
const MOST_GRAPHEMES = 80;

/** The scripts that pile up the most marks need five on one letter; more than that climb over the lines above. */
const MOST_MARKS = 6;

/** Confera documents no field. A badge, a ticket, a user or an event has a name, too, and nobody is greeted by that. */
const PEOPLE = ['attendee', 'participant', 'person', 'registrant'];
const FULL_NAMES = ['name', 'fullName', 'full_name', 'displayName', 'display_name'];

/** Letters of any script with what stands between them in names; no address, no markup, no pictures. */
const NAME = /^(?=.*\p{L})[\p{L}\p{M}\p{N} '’ʼ`´.,·・\-‐‑()"“”/&\u200c\u200d]+$/u;

const PLAIN = /^[\x20-\x7e]*$/;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The person's name in a check-in's answer, where a field has it that is surely a person's; else null. */
export function attendeeName(body: Record<string, unknown>): string | null {
  for (const holder of [body, asObject(body.data)]) {
    for (const field of PEOPLE) {
      const name = nameOf(asObject(holder[field]));
      if (name) return name;
    }
  }
  return null;
}

function nameOf(person: Record<string, unknown>): string {
  for (const field of FULL_NAMES) {
    const name = fitName(person[field]);
    if (name) return name;
  }
  const first = fitName(person.firstName ?? person.first_name);
  const last = fitName(person.lastName ?? person.last_name);
  return fitName(`${first} ${last}`);
}

/** The name as it may be shown; empty where it is none. */
function fitName(value: unknown): string {
  if (typeof value !== 'string' || value.length > 8 * MOST_GRAPHEMES) return '';
  const name = outsideText(value, { longest: value.length }).normalize('NFC').replace(/\s+/gu, ' ');
  if (!NAME.test(name)) return '';
  // In these each character is a letter of its own: it needn't be looked for with care, which costs.
  if (PLAIN.test(name)) return name.length <= MOST_GRAPHEMES ? name : '';
  const letters = [...graphemes.segment(name)].map(({ segment }) => segment);
  const marks = letters.map((letter) => letter.match(/[\p{M}\u200c\u200d]/gu)?.length ?? 0);
  return letters.length <= MOST_GRAPHEMES && Math.max(...marks) <= MOST_MARKS ? name : '';
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
