/**
 * A typed code with its letters in the other case, if only that makes it one of this event's codes; otherwise null.
 *
 * @param pattern what a code of this event looks like, as a regular expression; empty if that isn't known
 */
export function otherCase(code: string, pattern: string): string | null {
  if (pattern === '') return null;
  const isCode = new RegExp(pattern, 'u');
  if (isCode.test(code)) return null;
  return [code.toUpperCase(), code.toLowerCase()].find((other) => isCode.test(other)) ?? null;
}
