/**
 * A typed code with all its letters in the other case, if the code can't be right as it is: because this event has no such
 * codes, or because it was just refused as unknown. Null if the other case is none of this event's codes either.
 *
 * @param pattern what a code of this event looks like, as a regular expression; empty if that isn't known
 * @param unknown the code that was just refused as unknown; null if there is none
 */
export function otherCase(code: string, pattern: string, unknown: string | null): string | null {
  if (pattern === '') return null;
  const isCode = new RegExp(pattern, 'u');
  if (isCode.test(code) && code !== unknown) return null;
  const others = [code.toUpperCase(), code.toLowerCase()];
  return others.find((other) => other !== code && isCode.test(other)) ?? null;
}
