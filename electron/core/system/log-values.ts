import { stdSerializers } from 'pino';
import { outsideText } from '../../../shared/text/outside-text.ts';

/** An error's stack is the longest text that is worth it. */
const LONGEST_TEXT = 4000;
/** A log is no place for what is nested deeper. */
const DEEPEST = 6;

/**
 * What is to be logged, with every text in it made fit: an error's words and stack, too, may repeat what came from
 * outside.
 *
 * @param secrets what must not stand in a log
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

/** A stack has lines, which stay. Secrets go before anything is cut: half of one would tell enough. */
function fitText(text: string, secrets: readonly string[]): string {
  const clean = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  const lines = clean.slice(0, 2 * LONGEST_TEXT).split('\n');
  const fitting = lines.map((line) => outsideText(line, { secrets, longest: LONGEST_TEXT }));
  return fitting.join('\n').slice(0, LONGEST_TEXT);
}
