import type { FindingValues } from '../../shared/preflight/findings.ts';

/** What a finding is told as, and what to do about it; no `fix` where there is nothing to do. */
export type Sentence = {
  detail: (values: FindingValues) => string;
  fix?: (values: FindingValues) => string;
};

export type Sentences<Code extends string> = Record<Code, Sentence>;

type Value = string | number | undefined;

/** A number with its noun, such as `1 scan` or `12 scans`. */
export function count(n: Value, noun: string): string {
  return `${n} ${noun}${Number(n) === 1 ? '' : 's'}`;
}

/** A length of time in the one unit that suits it. */
export function ageWords(seconds: Value): string {
  const s = Number(seconds);
  if (s < 120) return count(s, 'second');
  if (s < 120 * 60) return count(Math.round(s / 60), 'minute');
  if (s < 48 * 3600) return count(Math.round(s / 3600), 'hour');
  return count(Math.round(s / 86_400), 'day');
}

/** @param kinds `badge`, `attendance` or `both` */
export function kindsWords(kinds: Value): string {
  if (kinds === 'both') return 'badges and attendance';
  return kinds === 'badge' ? 'badges' : 'attendance';
}

/** The scopes in Confera, for the same kinds. */
export function scopesWords(kinds: Value): string {
  if (kinds === 'both') return 'badges:write, and attendance:write if you record attendance';
  return kinds === 'badge' ? 'badges:write' : 'attendance:write';
}
