import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { OUTCOMES } from '../../shared/scan/outcome.ts';
import type { Language } from '../../shared/words/languages.ts';

/** A repeat is never shown, so nobody has to know what to do about one. */
const cardOutcome = z.enum(OUTCOMES).exclude(['ignored']);

/** The looks of results: those of the outcomes, and of a badge that came back at once. */
export type CardLook = z.infer<typeof cardOutcome> | 'pass-back';

/** What the screen shows besides: a code that was read well but is on no badge, and an entrance that staff have closed. */
export type CardRow = CardLook | 'no-badge' | 'closed';

/** The rows of a card, in its order: whom to let in first, and both amber ones side by side. */
export const CARD_ROWS: readonly CardRow[] = [
  ...cardOutcome.options.flatMap((each): CardLook[] =>
    each === 'queued' ? [each, 'pass-back'] : [each],
  ),
  'no-badge',
  'closed',
];

const text = z.string().min(1);

const cardWords = z.strictObject({
  title: text,
  columns: z.strictObject({ shows: text, means: text, do: text }),
  results: z.record(z.enum(CARD_ROWS), z.strictObject({ means: text, do: text })),
  other: z.strictObject({ heading: text, advice: z.array(text).length(4) }),
  contacts: z.strictObject({ desk: text, supervisor: text }),
});

/** What a gate card says besides the screen's own words. */
export type CardWords = z.infer<typeof cardWords>;

/** @throws ZodError if a text is missing, or one too many is there */
export function readCardWords(language: Language): CardWords {
  const file = path.join(import.meta.dirname, 'words', `${language}.json`);
  return cardWords.parse(JSON.parse(readFileSync(file, 'utf8')));
}
