import { randomUUID } from 'node:crypto';
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
  wait: (ms: number) => Promise<void>;
};

/** What is worth logging about one attempt. It never holds the key, a body or a code. */
export type ConferaAttempt = {
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

export type BadgeCheckin = { qr: string; location?: string };
/** `dayDate` is the day at the venue, as YYYY-MM-DD. */
export type AttendanceCheckin = { qr: string; location?: string; dayDate?: string };

type Call = { method: 'GET' | 'POST'; endpoint: string; body?: object; options: WriteOptions };

const realTiming: Timing = {
  now: Date.now,
  random: Math.random,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * Creates a client of Confera's public API, compatible with `@confera/sdk` as far as that is documented.
 *
 * Every call resolves with the response's JSON object, or rejects with a {@link ConferaApiError}. Redirects are never
 * followed. Creating a client never throws: without a base URL or a key, its calls reject with kind `notConfigured`.
 */
export function createConferaPublicClient(options: ConferaClientOptions) {
  const { maxRetries = 2, timing = realTiming } = options;
  const send = options.fetch
    ? sendByFetch(options.fetch)
    : sendByUndici(options.env ?? process.env);

  const call = async (call: Call): Promise<JsonObject> => {
    assertConfigured(options);
    for (let retry = 1; ; retry++) {
      try {
        return await attempt(send, options, timing, call);
      } catch (error) {
        if (!isConferaApiError(error) || !isRetryable(error) || retry > maxRetries) throw error;
        await timing.wait(retryDelayMs(retry, error.retryAfterMs, timing.random()));
      }
    }
  };
  const get = (endpoint: string, options: CallOptions = {}) =>
    call({ method: 'GET', endpoint, options });
  const post = (endpoint: string, body: object, options: WriteOptions = {}) =>
    call({
      method: 'POST',
      endpoint,
      body,
      options: { ...options, idempotencyKey: options.idempotencyKey ?? randomUUID() },
    });

  return {
    /** Confirms that the key works. */
    health: (options?: CallOptions) => get('health', options),
    badges: {
      /** Needs the scope `badges:write`. Checking a badge in a second time gives a 409. */
      checkin: (body: BadgeCheckin, options?: WriteOptions) =>
        post('badges/checkin', body, options),
    },
    attendance: {
      /** Needs the scope `attendance:write`. Without `dayDate` the server uses its own day. */
      checkin: (body: AttendanceCheckin, options?: WriteOptions) =>
        post('attendance/checkin', body, options),
    },
    website: { getSite: (options?: CallOptions) => get('website/site', options) },
    events: {
      list: ({ limit = 100, offset = 0 } = {}, options?: CallOptions) =>
        get(`events/events?limit=${limit}&offset=${offset}`, options),
      listVenues: (options?: CallOptions) => get('events/venues', options),
      listSpeakers: (options?: CallOptions) => get('events/speakers', options),
    },
  };
}

export type ConferaClient = ReturnType<typeof createConferaPublicClient>;

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
  const { method, endpoint, body, options: callOptions } = call;
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
      url: `${options.baseUrl.replace(/\/+$/, '')}/api/public/v1/${endpoint}`,
      headers: requestHeaders(options, callOptions, body !== undefined),
      body: body && JSON.stringify(body),
      signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    });
  } catch (cause) {
    report();
    throw noResponse(cause, timeout?.aborted === true);
  }
  report(response);
  return readResponse(response, options.apiKey, timing.now());
}

function requestHeaders(options: ConferaClientOptions, call: WriteOptions, hasBody: boolean) {
  return {
    accept: 'application/json',
    // A response that a cache has kept tells neither whether Confera is there nor what the time is.
    'cache-control': 'no-store',
    'accept-encoding': ACCEPTED_CODINGS,
    'x-api-key': options.apiKey,
    ...(options.userAgent && { 'user-agent': options.userAgent }),
    ...(hasBody && { 'content-type': 'application/json' }),
    ...(call.idempotencyKey && { 'idempotency-key': call.idempotencyKey }),
  };
}

function noResponse(cause: unknown, timedOut: boolean): ConferaApiError {
  const requestSent = !(cause instanceof NotSentError);
  return timedOut
    ? new ConferaApiError({ kind: 'timeout', message: 'No answer in time', requestSent, cause })
    : new ConferaApiError({ kind: 'network', message: 'No answer', requestSent, cause });
}
