import { randomUUID } from 'node:crypto';
import {
  type AnswerBody,
  ConferaApiError,
  isConferaApiError,
  isFromTheWay,
  kindOfStatus,
} from './api-error.ts';
import { ACCEPTED_CODINGS } from './content-coding.ts';
import { errorCodes, errorMessage } from './error-envelope.ts';
import { type Exchange, type ExchangeAnswer, exchangeByFetch, NotSentError } from './exchange.ts';
import { type JsonObject, parseJsonObject } from './json-object.ts';
import { isRetryable, parseRetryAfter, retryDelayMs } from './retry.ts';
import { createUndiciExchange } from './undici-exchange.ts';

export type ConferaClientOptions = {
  /** The Confera instance, or a proxy in front of it; a path in it is kept. */
  baseUrl: string;
  /** `cat_…`: sent as `X-API-Key` and kept nowhere else. */
  apiKey: string;
  /** For one attempt with its body, milliseconds. Default: none. */
  timeoutMs?: number;
  userAgent?: string;
  /** After the first attempt, for 429, 5xx and network trouble. Default: 2. */
  maxRetries?: number;
  /** In place of the client's own connections. */
  fetch?: typeof globalThis.fetch;
  /** Where `HTTPS_PROXY`, `NO_PROXY` and `NODE_EXTRA_CA_CERTS` are read. Default: `process.env`. */
  env?: NodeJS.ProcessEnv;
  /** Time and chance of the retries, for tests. */
  timing?: Timing;
};

type Timing = {
  /** Unix milliseconds. */
  now: () => number;
  /** [0, 1) */
  random: () => number;
  wait: (ms: number) => Promise<void>;
};

/** What is worth logging of one attempt; never the key, the body or a code. */
export type ConferaAttempt = {
  endpoint: string;
  /** 0 where no answer came. */
  status: number;
  durationMs: number;
  requestId: string | undefined;
  /** The server's `Date`, Unix milliseconds. */
  serverTime: number | undefined;
};

export type CallOptions = {
  /** Overrides the client's, milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal;
  onAttempt?: (attempt: ConferaAttempt) => void;
};

export type WriteOptions = CallOptions & {
  /** UUIDv4, the same for every attempt at one write. Made where it is left out. */
  idempotencyKey?: string;
};

export type BadgeCheckin = { qr: string; location?: string };
/** `dayDate` is YYYY-MM-DD, the day at the venue. */
export type AttendanceCheckin = { qr: string; location?: string; dayDate?: string };

type Call = { method: 'GET' | 'POST'; endpoint: string; body?: object; options: WriteOptions };

/** Between these a server's time is believed, in Unix milliseconds. */
const EARLIEST_TIME = Date.UTC(2024, 0);
const LATEST_TIME = Date.UTC(2100, 0);

/** A longer one is none. It is left out whole, since a part of it might be a part of something secret. */
const LONGEST_REQUEST_ID = 200;

const realTiming: Timing = {
  now: Date.now,
  random: Math.random,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * A client of Confera's public API, compatible with `@confera/sdk` as far as that is documented.
 *
 * Every call resolves with the answer's JSON object or rejects with a {@link ConferaApiError}; redirects are never
 * followed. Nothing is thrown here: without a base URL or a key the calls reject with kind `notConfigured`.
 */
export function createConferaPublicClient(options: ConferaClientOptions) {
  const { maxRetries = 2, timing = realTiming } = options;
  const exchange = options.fetch
    ? exchangeByFetch(options.fetch)
    : createUndiciExchange(options.env ?? process.env);

  const call = async (call: Call): Promise<JsonObject> => {
    assertConfigured(options);
    for (let retry = 1; ; retry++) {
      try {
        return await attempt(exchange, options, timing, call);
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
      /** Scope `badges:write`. A second check-in of a badge is a 409. */
      checkin: (body: BadgeCheckin, options?: WriteOptions) =>
        post('badges/checkin', body, options),
    },
    attendance: {
      /** Scope `attendance:write`. Without `dayDate` the server takes its own day. */
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
  // A key that can't be a header's value would come out again in the HTTP library's own error.
  if (!/^[\x21-\x7e]+$/.test(apiKey ?? ''))
    refuse('The API key is missing or has characters no key has');
}

async function attempt(
  exchange: Exchange,
  options: ConferaClientOptions,
  timing: Timing,
  call: Call,
) {
  const { method, endpoint, body, options: callOptions } = call;
  const timeoutMs = callOptions.timeoutMs ?? options.timeoutMs;
  // It takes whole milliseconds only.
  const timeout =
    timeoutMs === undefined ? undefined : AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
  const signals = [timeout, callOptions.signal].filter((signal) => signal !== undefined);
  const startedAt = performance.now();
  const report = (answer?: ExchangeAnswer) =>
    callOptions.onAttempt?.({
      endpoint,
      status: answer?.status ?? 0,
      durationMs: performance.now() - startedAt,
      requestId: answer && requestIdOf(answer, options.apiKey),
      serverTime: serverTime(answer),
    });

  let answer: ExchangeAnswer;
  try {
    answer = await exchange({
      method,
      url: `${options.baseUrl.replace(/\/+$/, '')}/api/public/v1/${endpoint}`,
      headers: requestHeaders(options, callOptions, body !== undefined),
      body: body && JSON.stringify(body),
      signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    });
  } catch (cause) {
    report();
    throw noAnswer(cause, timeout?.aborted === true);
  }
  report(answer);
  return readAnswer(answer, options.apiKey, timing.now());
}

function requestHeaders(options: ConferaClientOptions, call: WriteOptions, hasBody: boolean) {
  return {
    accept: 'application/json',
    // What a cache has kept says neither that Confera is there nor what the time is.
    'cache-control': 'no-store',
    'accept-encoding': ACCEPTED_CODINGS,
    'x-api-key': options.apiKey,
    ...(options.userAgent && { 'user-agent': options.userAgent }),
    ...(hasBody && { 'content-type': 'application/json' }),
    ...(call.idempotencyKey && { 'idempotency-key': call.idempotencyKey }),
  };
}

function noAnswer(cause: unknown, timedOut: boolean): ConferaApiError {
  const requestSent = !(cause instanceof NotSentError);
  return timedOut
    ? new ConferaApiError({ kind: 'timeout', message: 'No answer in time', requestSent, cause })
    : new ConferaApiError({ kind: 'network', message: 'No answer', requestSent, cause });
}

function readAnswer(answer: ExchangeAnswer, apiKey: string, nowMs: number): JsonObject {
  const { status } = answer;
  const object = answer.body === null ? undefined : parseJsonObject(answer.body);
  const body = object ? 'object' : kindOfBody(answer);
  if (status >= 200 && status < 300 && object) return object;

  const requestId = requestIdOf(answer, apiKey);
  // 429, 408 and 5xx mean what they say whatever stands in the body: a proxy in front of Confera sends them too.
  const isUnderstood = object || status === 429 || status === 408 || status >= 500;
  if (!isUnderstood || status < 400 || isFromTheWay(status)) {
    const message = whatCame(status, body);
    throw new ConferaApiError({ kind: 'decoding', message, status, body, requestId });
  }
  const words = errorMessage(object);
  const text = words === undefined ? '' : `: ${words}`;
  throw new ConferaApiError({
    kind: kindOfStatus(status),
    message: withoutKey(`Confera answered ${status}${text}`, apiKey).slice(0, 200),
    status,
    body,
    codes: errorCodes(status, object).map((code) => withoutKey(code, apiKey)),
    retryAfterMs: parseRetryAfter(answer.header('retry-after'), serverTime(answer) ?? nowMs),
    requestId,
  });
}

function kindOfBody({ body, header }: ExchangeAnswer): AnswerBody {
  if (body === null) return 'broken';
  const isPage = /html/i.test(header('content-type') ?? '') || body.trimStart().startsWith('<');
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
 * What the time was at the server when it answered, in Unix milliseconds. An answer that a cache has kept says how long,
 * in whole seconds. A time that nobody can mean is taken for none: it would end up in every scan.
 */
function serverTime(answer: ExchangeAnswer | undefined): number | undefined {
  const age = answer?.header('age') ?? '';
  const keptMs = /^\d{1,9}$/.test(age) ? Number(age) * 1000 : 0;
  const time = Date.parse(answer?.header('date') ?? '') + keptMs;
  return time >= EARLIEST_TIME && time < LATEST_TIME ? time : undefined;
}

/** A proxy may put anything there, be it the key that it was sent. */
function requestIdOf(answer: ExchangeAnswer, apiKey: string): string | undefined {
  const id = answer.header('x-request-id');
  return id === undefined || id.length > LONGEST_REQUEST_ID ? undefined : withoutKey(id, apiKey);
}

function withoutKey(text: string, apiKey: string): string {
  return text.replaceAll(apiKey, '…');
}
