import { type AnswerBody, ConferaApiError, isFromTheWay, kindOfStatus } from './api-error.ts';
import { errorCodes, errorMessage } from './error-envelope.ts';
import { type JsonObject, parseJsonObject } from './json-object.ts';
import { parseRetryAfter } from './retry.ts';
import { saysNo } from './says-no.ts';
import type { HttpResponse } from './send-request.ts';

/** A server's time is believed only if it lies between these two; Unix milliseconds. */
const EARLIEST_TIME = Date.UTC(2024, 0);
const LATEST_TIME = Date.UTC(2100, 0);

/** A longer text is no request id. It is left out whole, because a part of it might be part of a secret. */
const LONGEST_REQUEST_ID = 200;

/**
 * Reads a response as Confera's: its JSON object if it has a 2xx status.
 *
 * @param isRead whether a 2xx that says that it failed is refused as well: the list that it lacks would pass for an empty
 *   one
 * @param nowMs this device's time, which `Retry-After` is measured from if the response has no `Date`; Unix
 *   milliseconds
 * @throws ConferaApiError for every other response
 */
export function readResponse(
  response: HttpResponse,
  { apiKey, nowMs, isRead }: { apiKey: string; nowMs: number; isRead: boolean },
): JsonObject {
  const { status } = response;
  const object = response.body === null ? undefined : parseJsonObject(response.body);
  const body = object ? 'object' : kindOfBody(response);
  const isDone = object !== undefined && status >= 200 && status < 300;
  const isDenied = isDone && isRead && saysNo(object);
  if (isDone && !isDenied) return object;

  const requestId = requestIdOf(response, apiKey);
  // 429, 408 and 5xx count whatever the body says, because a proxy in front of Confera sends them as well.
  const isReadable = object || status === 429 || status === 408 || status >= 500;
  const isRefused = isReadable && status >= 400 && !isFromTheWay(status);
  if (!isDenied && !isRefused) {
    const message = whatCame(status, body);
    throw new ConferaApiError({ kind: 'decoding', message, status, body, requestId });
  }
  const words = errorMessage(object);
  const text = words === undefined ? '' : `: ${words}`;
  throw new ConferaApiError({
    kind: isDenied ? 'server' : kindOfStatus(status),
    message: withoutKey(`Confera answered ${status}${text}`, apiKey).slice(0, 200),
    status,
    body,
    codes: errorCodes(status, object).map((code) => withoutKey(code, apiKey)),
    retryAfterMs: parseRetryAfter(response.headers['retry-after'], serverTime(response) ?? nowMs),
    requestId,
  });
}

function kindOfBody({ body, headers }: HttpResponse): AnswerBody {
  if (body === null) return 'broken';
  const isPage = /html/i.test(headers['content-type'] ?? '') || body.trimStart().startsWith('<');
  return isPage ? 'page' : 'other';
}

function whatCame(status: number, body: AnswerBody): string {
  if (status === 407) return 'A proxy wants a name and a password (407)';
  if (status === 511) return 'The network wants a sign-in (511)';
  if (isFromTheWay(status)) return `A redirect (${status}), which is not followed`;
  return body === 'broken'
    ? `The answer (${status}) broke off, is too large or can't be unpacked`
    : `The answer (${status}) is not a JSON object`;
}

/**
 * The server's time when it responded, in Unix milliseconds. A response that was kept in a cache says for how many
 * whole seconds, and these are added. A time that nobody can mean counts as none, since it would end up in every scan.
 */
export function serverTime(response: HttpResponse): number | undefined {
  const age = response.headers.age ?? '';
  const keptMs = /^\d{1,9}$/.test(age) ? Number(age) * 1000 : 0;
  const time = Date.parse(response.headers.date ?? '') + keptMs;
  return time >= EARLIEST_TIME && time < LATEST_TIME ? time : undefined;
}

/** The response's `X-Request-Id`. A proxy may put anything there, even the key that it was sent. */
export function requestIdOf(response: HttpResponse, apiKey: string): string | undefined {
  const id = response.headers['x-request-id'];
  return id === undefined || id.length > LONGEST_REQUEST_ID ? undefined : withoutKey(id, apiKey);
}

function withoutKey(text: string, apiKey: string): string {
  return text.replaceAll(apiKey, '…');
}
