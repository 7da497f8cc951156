import type { Words } from './words.ts';

/** Makes one text of several, in the manner of the language: sentences, a list, or a choice. */
export function joined(
  { join }: Words,
  how: 'sentences' | 'and' | 'or',
  texts: readonly string[],
): string {
  const [first = '', ...others] = texts;
  return others.reduce((before, next) => join[how]({ before, next }), first);
}
