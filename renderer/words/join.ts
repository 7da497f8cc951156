import type { Words } from './words.ts';

/** Joins several texts as the language does it: sentences, the names of a list, or those of a choice. */
export function joined(
  { join }: Words,
  how: 'sentences' | 'and' | 'or',
  texts: readonly string[],
): string {
  const [first = '', ...others] = texts;
  return others.reduce((before, next) => join[how]({ before, next }), first);
}
