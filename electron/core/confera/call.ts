import { setTimeout } from 'node:timers/promises';
import { ConferaApiError, isConferaApiError } from './api-error.ts';
import { ACCEPTED_CODINGS } from './content-coding.ts';
import type { JsonObject } from './json-object.ts';
import { readResponse, requestIdOf, serverTime } from './read-response.ts';
import { isRetryable, retryDelayMs } from './retry.ts';
import { sendByFetch } from './send-by-fetch.ts';
import { sendByUndici } from './send-by-undici.ts';
import { type HttpResponse, NotSentError, type SendRequest } from './send-request.ts';

export type ConferaClientOptions = {
  /** The Confera instance, or a proxy in front of it; a path in it is kept. */
  baseUrl: string;
  /** `cat_…`. It is sent as `X-API-Key` and kept nowhere else. */
  apiKey: string;
  /** How long one attempt may take, including its body, in milliseconds. Default: no limit. */
  timeoutMs?: number;
  userAgent?: string;
  /** How many more attempts follow a first one that met 429, 5xx or network trouble. Default: 2. */
  maxRetries?: number;
  /** Used in place of the client's own connections. */
  fetch?: typeof globalThis.fetch;
  /**
   * Puts a cache between the reads and the network: it is given the way in which requests are sent, and returns the way
   * in which reads are sent. Check-ins and `health` never pass it.
   */
  cache?: (send: SendRequest) => SendRequest;
  /** Where `HTTPS_PROXY`, `NO_PROXY` and `NODE_EXTRA_CA_CERTS` are read from. Default: `process.env`. */
  env?: NodeJS.ProcessEnv;
  /** The time and the randomness that retries use. Tests bring their own. */
  timing?: Timing;
};

type Timing = {
  /** Unix milliseconds. */
  now: () => number;
  /** Draws from [0, 1). */
  random: () => number;
  /** Rejects if the signal is aborted meanwhile. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** What is worth logging about one attempt. It never holds the key, a body, a code or a query. */
export type ConferaAttempt = {
  /** The path below `/api/public/v1/`, without its query, which may hold a person's email address. */
  endpoint: string;
  /** 0 if no response came. */
  status: number;
  durationMs: number;
  requestId: string | undefined;
  /** The server's `Date`, Unix milliseconds. */
  serverTime: number | undefined;
};

export type CallOptions = {
  /** Replaces the client's own limit; milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal;
  onAttempt?: (attempt: ConferaAttempt) => void;
};

export type WriteOptions = CallOptions & {
  /** A UUIDv4, the same for every attempt at one write. The client makes one if it is left out. */
  idempotencyKey?: string;
};

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

/** Makes one call, with its retries. */
export type MakeCall = (call: Call) => Promise<JsonObject>;

const realTiming: Timing = {
  now: Date.now,
  random: Math.random,
  wait: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
};

/** Makes calls as the options say: first one attempt, then, if its failure may pass by itself, more of them. */
export function callsTo(options: ConferaClientOptions): MakeCall {
  const { maxRetries = 2, timing = realTiming } = options;
  const send = options.fetch
    ? sendByFetch(options.fetch)
    : sendByUndici(options.env ?? process.env);
  const sendRead = options.cache?.(send) ?? send;

  return async (call) => {
    assertConfigured(options);
    const { signal } = call.options;
    for (let retry = 1; ; retry++) {
      try {
        return await attempt(call.mayBeCached ? sendRead : send, options, timing, call);
      } catch (error) {
        if (!isConferaApiError(error) || !isRetryable(error) || retry > maxRetries) throw error;
        const waitMs = retryDelayMs(retry, error.retryAfterMs, timing.random());
        if (!signal?.aborted) await timing.wait(waitMs, signal).catch(() => {});
        if (signal?.aborted) throw error;
      }
    }
  };
}

function assertConfigured({ baseUrl, apiKey }: ConferaClientOptions) {
  const refuse = (message: string): never => {
    throw new ConferaApiError({ kind: 'notConfigured', message, requestSent: false });
  };
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    refuse('The base URL is missing or not an http(s) URL');
  }
  // The HTTP library's own error would repeat a key that can't be the value of a header.
  if (!/^[\x21-\x7e]+$/.test(apiKey ?? ''))
    refuse('The API key is missing or has characters no key has');
}

async function attempt(
  send: SendRequest,
  options: ConferaClientOptions,
  timing: Timing,
  call: Call,
) {
  const { method, endpoint, query, body, options: callOptions } = call;
  const timeoutMs = callOptions.timeoutMs ?? options.timeoutMs;
  // The platform accepts whole milliseconds only.
  const timeout =
    timeoutMs === undefined ? undefined : AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
  const signals = [timeout, callOptions.signal].filter((signal) => signal !== undefined);
  const startedAt = performance.now();
  const report = (response?: HttpResponse) =>
    callOptions.onAttempt?.({
      endpoint,
      status: response?.status ?? 0,
      durationMs: performance.now() - startedAt,
      requestId: response && requestIdOf(response, options.apiKey),
      serverTime: response && serverTime(response),
    });

  let response: HttpResponse;
  try {
    response = await send({
      method,
      url: `${options.baseUrl.replace(/\/+$/, '')}/api/public/v1/${endpoint}${query?.size ? `?${query}` : ''}`,
      headers: requestHeaders(options, call),
      body: body && JSON.stringify(body),
      signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    });
  } catch (cause) {
    report();
    throw noResponse(cause, timeout?.aborted === true);
  }
  report(response);
  const { apiKey } = options;
  return readResponse(response, { apiKey, nowMs: timing.now(), isRead: call.mayBeCached });
}

function requestHeaders(options: ConferaClientOptions, call: Call) {
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
