import type { ConferaApiError } from './api-error.ts';

/** The first ceiling, which doubles with each retry. Full jitter draws a wait between zero and the ceiling. */
const BASE_MS = 500;
const CAP_MS = 10_000;
const RETRY_AFTER_CAP_MS = 300_000;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds and limited to 0–300 s. It is undefined if there is no
 * such header, or if it is neither seconds nor an HTTP date.
 *
 * @param nowMs the time that a date is counted from, in Unix milliseconds. It should be the answer's own `Date` if
 *   there is one, since a kiosk's clock may be wrong
 */
export function parseRetryAfter(
  value: string | null | undefined,
  nowMs: number,
): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  const wanted = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate(text) - nowMs;
  if (Number.isNaN(wanted)) return undefined;
  return Math.min(Math.max(wanted, 0), RETRY_AFTER_CAP_MS);
}

/** The longest wait before retry number `retry` (1 is the first): 500, 1000, 2000 … 10,000 ms. */
export function backoffCeilingMs(retry: number): number {
  return Math.min(BASE_MS * 2 ** (retry - 1), CAP_MS);
}

/**
 * The wait before retry number `retry`: what the server asked for, or else a random part of the ceiling.
 *
 * @param random a draw from [0, 1)
 */
export function retryDelayMs(
  retry: number,
  retryAfterMs: number | undefined,
  random: number,
): number {
  return retryAfterMs ?? Math.floor(random * backoffCeilingMs(retry));
}

/** Whether a failure may pass by itself: 429, 5xx, or no answer at all. The caller gets every other 4xx at once. */
export function isRetryable(error: ConferaApiError): boolean {
  if (error.kind === 'network' || error.kind === 'timeout') return true;
  return error.kind === 'rateLimited' || (error.kind === 'server' && error.status >= 500);
}

/** The forms of a date in RFC 9110. `Date.parse` alone would also find a date in much that is none. */
const HTTP_DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]+, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
];
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

function httpDate(text: string): number {
  if (ASCTIME.test(text)) return Date.parse(`${text} GMT`);
  return HTTP_DATES.some((form) => form.test(text)) ? Date.parse(text) : Number.NaN;
}
