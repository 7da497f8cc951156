import { ConferaApiError } from './api-error.ts';
import { ACCEPTED_CODINGS } from './content-coding.ts';
import type { JsonObject } from './json-object.ts';
import type { CallOptions, ConferaClientOptions, WriteOptions } from './options.ts';
import { readResponse, requestIdOf, serverTime } from './read-response.ts';
import { type HttpResponse, NotSentError, type SendRequest } from './send-request.ts';

export type Call = {
  method: 'GET' | 'POST';
  /** The path below `/api/public/v1/`, without its query. */
  endpoint: string;
  query?: URLSearchParams;
  body?: object;
  /** Whether a kept answer will do. */
  mayBeCached: boolean;
  options: WriteOptions;
};

export type AttemptOptions = {
  send: SendRequest;
  /** The number of earlier attempts at the same call. */
  retry: number;
  options: ConferaClientOptions;
  /** Unix milliseconds. */
  now: () => number;
};

/** Makes one attempt at a call: sends its request, reports it, and reads the response. */
export async function attempt(
  call: Call,
  { send, retry, options, now }: AttemptOptions,
): Promise<JsonObject> {
  const { method, body } = call;
  const { apiKey } = options;
  const report = reporter(call, apiKey);
  const { signal, timeout } = limit(call.options, options.timeoutMs);
  let response: HttpResponse;
  try {
    response = await send({
      method,
      url: addressOf(call, options.baseUrl),
      headers: requestHeaders(call, options),
      body: body && JSON.stringify(body),
      signal,
      retry,
    });
  } catch (cause) {
    report();
    throw noResponse(cause, timeout?.aborted === true);
  }
  report(response);
  return readResponse(response, { apiKey, nowMs: now(), isRead: call.mayBeCached });
}

function addressOf({ endpoint, query }: Call, baseUrl: string): string {
  const address = `${baseUrl.replace(/\/+$/, '')}/api/public/v1/${endpoint}`;
  return query?.size ? `${address}?${query}` : address;
}

/** The signal that ends an attempt, and the part of it that ends it in time. */
function limit({ timeoutMs, signal }: CallOptions, clientsTimeoutMs: number | undefined) {
  const ms = timeoutMs ?? clientsTimeoutMs;
  // The platform accepts whole milliseconds only.
  const timeout = ms === undefined ? undefined : AbortSignal.timeout(Math.max(1, Math.ceil(ms)));
  return {
    signal: timeout && signal ? AbortSignal.any([timeout, signal]) : (timeout ?? signal),
    timeout,
  };
}

function reporter({ endpoint, options }: Call, apiKey: string) {
  const startedAt = performance.now();
  return (response?: HttpResponse) =>
    options.onAttempt?.({
      endpoint,
      status: response?.status ?? 0,
      durationMs: performance.now() - startedAt,
      requestId: response && requestIdOf(response, apiKey),
      serverTime: response && serverTime(response),
    });
}

function requestHeaders(call: Call, options: ConferaClientOptions) {
  const { idempotencyKey } = call.options;
  return {
    accept: 'application/json',
    // A response that a cache has kept tells neither whether Confera is there nor what the time is.
    ...(!call.mayBeCached && { 'cache-control': 'no-store' }),
    'accept-encoding': ACCEPTED_CODINGS,
    'x-api-key': options.apiKey,
    ...(options.userAgent && { 'user-agent': options.userAgent }),
    ...(call.body && { 'content-type': 'application/json' }),
    ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
  };
}

function noResponse(cause: unknown, timedOut: boolean): ConferaApiError {
  const requestSent = !(cause instanceof NotSentError);
  return timedOut
    ? new ConferaApiError({ kind: 'timeout', message: 'No answer in time', requestSent, cause })
    : new ConferaApiError({ kind: 'network', message: 'No answer', requestSent, cause });
}
