import type { SendRequest } from './send-request.ts';

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

export type Timing = {
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
