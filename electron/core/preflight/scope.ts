import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import type { Kind } from '../../../shared/scan/outcome.ts';
import type { ConferaAnswers } from './ask-confera.ts';

/**
 * Whether the key may do what this device is there for.
 *
 * Confera says it only by refusing. If it looks for the badge before it looks at the key's rights, a missing scope can't
 * be told from one that is there.
 */
export function checkScope({ scopes }: Pick<ConferaAnswers, 'scopes'>): Finding {
  if (scopes.length === 0) return finding('scope', 'unasked');
  const having = (wanted: string) =>
    scopes.filter(({ scope }) => scope === wanted).map(({ kind }) => kind);
  const missing = having('missing');
  const unknown = having('unknown');
  if (missing.length === scopes.length)
    return finding('scope', 'missing', { kinds: asOne(missing) });
  if (unknown.length > 0) return finding('scope', 'untold', { kinds: asOne(unknown) });
  if (missing.length > 0) return finding('scope', 'one-missing', { kinds: asOne(missing) });
  return finding('scope', 'there', { kinds: asOne(having('there')) });
}

/** `badge`, `attendance`, or `both`. */
function asOne(kinds: readonly Kind[]): string {
  return kinds.length > 1 ? 'both' : String(kinds[0]);
}
