import { joined } from '../../../words/join.ts';
import type { Words } from '../../../words/words.ts';
import type { Overview } from './fact.ts';

/** What last stood in the way to Confera, and what can be done about it; null if nothing has. */
export function troubleWords(words: Words, overview: Overview | null): string | null {
  if (!overview?.trouble) return null;
  const { is, status } = overview.trouble;
  const say = words.facts;
  const answers = status === null ? [] : [say.troubleStatus({ status: String(status) })];
  return joined(words, 'sentences', [say.trouble[is], ...answers]);
}
