import compile from 'icu-minify/compile';
import type { Compiled } from './messages.ts';

/**
 * Compiles the messages of a catalogue, which are written in ICU MessageFormat.
 *
 * What runs from the sources does so when it loads a catalogue. A build has compiled catalogues, and no parser: in it,
 * this function hands back what it is given (`build/page/compiled-catalogues.ts`).
 */
export function compiled<Texts>(texts: Texts): Compiled<Texts> {
  if (typeof texts === 'string') return compile(texts) as Compiled<Texts>;
  const entries = Object.entries(texts as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, each]) => [key, compiled(each)])) as Compiled<Texts>;
}
