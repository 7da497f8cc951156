/** What kind of failure a call met: the first four before or instead of an answer, the others by its status. */
export type ConferaErrorKind =
  | 'network'
  | 'timeout'
  | 'decoding'
  | 'notConfigured'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'validation'
  | 'rateLimited'
  | 'server';

/**
 * What the body of an answer was: a JSON object, a web page, some other text, or `broken` where it was cut off, was
 * larger than 1 MiB or could not be unpacked.
 */
export type AnswerBody = 'object' | 'page' | 'other' | 'broken';

type Details = {
  kind: ConferaErrorKind;
  message: string;
  /** HTTP status, 0 where no answer came. */
  status?: number;
  body?: AnswerBody;
  codes?: readonly string[];
  retryAfterMs?: number | undefined;
  requestId?: string | undefined;
  requestSent?: boolean;
  cause?: unknown;
};

/**
 * The one error that the client throws. Its message never holds the key, and is cut at 200 characters; behind a
 * status it has the server's own words, which may name a code or a person. It is not meant for visitors.
 */
export class ConferaApiError extends Error {
  override readonly name = 'ConferaApiError';
  readonly kind: ConferaErrorKind;
  /** HTTP status, 0 where no answer came. */
  readonly status: number;
  /** Undefined where no answer came. */
  readonly body: AnswerBody | undefined;
  /** The error's code from the answer's body, else the one that its status stands for. */
  readonly code: string | undefined;
  /** Every code in the answer's body; `code` is the first. */
  readonly codes: readonly string[];
  /** What `Retry-After` asks for, in milliseconds, 0 to 300,000. */
  readonly retryAfterMs: number | undefined;
  /** `X-Request-Id` of the answer, for Confera's support. */
  readonly requestId: string | undefined;
  /** False only where the request surely never left this machine (DNS, refused connection, TLS handshake). */
  readonly requestSent: boolean;

  constructor(details: Details) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.status = details.status ?? 0;
    this.body = details.body;
    this.codes = details.codes ?? [];
    this.code = this.codes[0];
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
    this.requestSent = details.requestSent ?? true;
  }

  /** Whether Confera itself has answered, and not something in its place: only then is the answer's clock Confera's. */
  get fromConfera(): boolean {
    return this.body === 'object' && !isFromTheWay(this.status);
  }
}

/** Tells a failure of a Confera call from any other error, also across copies of this module. */
export function isConferaApiError(error: unknown): error is ConferaApiError {
  return error instanceof Error && error.name === 'ConferaApiError' && 'kind' in error;
}

/**
 * Whether an answer with this status comes from something on the way, whatever its body: a redirect, which is never
 * followed, a proxy that wants a name and a password, or a network that wants a sign-in.
 */
export function isFromTheWay(status: number): boolean {
  return (status >= 300 && status < 400) || status === 407 || status === 511;
}

/** The kind that a non-2xx status stands for. */
export function kindOfStatus(status: number): ConferaErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rateLimited';
  if (status >= 500 || status === 408) return 'server';
  return 'validation';
}
