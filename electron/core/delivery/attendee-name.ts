import { outsideText } from '../../../shared/text/outside-text.ts';
import { withoutEmoji } from '../../../shared/text/without-emoji.ts';

/** The longest name, in characters as a reader counts them. A longer text is no name, and no screen has room for it. */
const MOST_GRAPHEMES = 80;

/** The most marks on one letter. No script needs more than five, and a tall pile would cover the lines above. */
const MOST_MARKS = 6;

/** The fields that hold a person. Confera documents none. Badges and events have names, too, so these are left out. */
const PEOPLE = ['attendee', 'participant', 'person', 'registrant'];
const FULL_NAMES = ['name', 'fullName', 'full_name', 'displayName', 'display_name'];

/** Letters of any script, with the signs that names have between them. Addresses and markup don't fit. */
const NAME = /^(?=.*\p{L})[\p{L}\p{M}\p{N} '’ʼ`´.,·・\-‐‑()"“”/&\u200c\u200d]+$/u;

const PLAIN = /^[\x20-\x7e]*$/;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Finds the person's name in the answer to a check-in; null unless a field has it that certainly holds a person. */
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

/** Returns a name as it may be shown, or an empty text if it isn't one. */
function fitName(value: unknown): string {
  if (typeof value !== 'string' || value.length > 8 * MOST_GRAPHEMES) return '';
  const clean = withoutEmoji(outsideText(value, { longest: value.length }));
  const name = clean.normalize('NFC').replace(/\s+/gu, ' ');
  if (!NAME.test(name)) return '';
  // Here each character is a letter of its own, so the costly search for letters can be left out.
  if (PLAIN.test(name)) return name.length <= MOST_GRAPHEMES ? name : '';
  const letters = [...graphemes.segment(name)].map(({ segment }) => segment);
  const marks = letters.map((letter) => letter.match(/[\p{M}\u200c\u200d]/gu)?.length ?? 0);
  return letters.length <= MOST_GRAPHEMES && Math.max(...marks) <= MOST_MARKS ? name : '';
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
