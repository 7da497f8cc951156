import { stdSerializers } from 'pino';
import { outsideText } from '../../../shared/text/outside-text.ts';

/** The longest text that is worth logging: an error's stack. */
const LONGEST_TEXT = 4000;
/** Nothing that belongs in a log is nested deeper. */
const DEEPEST = 6;

/**
 * Cleans every text in the values of a log line. Even an error's message and stack may repeat what came from outside.
 *
 * @param secrets texts that must not appear in a log
 */
export function logValues(values: object, secrets: readonly string[]): Record<string, unknown> {
  const fitAll = (value: object, depth: number) =>
    Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, fitValue(each, depth + 1)]),
    );
  const fitValue = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return fitText(value, secrets);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return '…';
    if (value instanceof Error) return fitAll(stdSerializers.err(value), depth);
    return Array.isArray(value)
      ? value.map((each) => fitValue(each, depth + 1))
      : fitAll(value, depth);
  };
  return fitAll(values, 0);
}

/**
 * Cleans a text and keeps its lines. Secrets are removed before the text is cut, since half of one would tell enough.
 */
function fitText(text: string, secrets: readonly string[]): string {
  const clean = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  const lines = clean.slice(0, 2 * LONGEST_TEXT).split('\n');
  const fitting = lines.map((line) => outsideText(line, { secrets, longest: LONGEST_TEXT }));
  return fitting.join('\n').slice(0, LONGEST_TEXT);
}
