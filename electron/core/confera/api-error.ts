/** The kind of a call's failure. The first four come without a usable answer; the others follow from its status. */
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
 * What the body of an answer was: a JSON object, a web page or some other text. It is `broken` if it was cut off, was
 * larger than 1 MiB, or could not be unpacked.
 */
export type AnswerBody = 'object' | 'page' | 'other' | 'broken';

type Details = {
  kind: ConferaErrorKind;
  message: string;
  /** HTTP status, or 0 if no answer came. */
  status?: number;
  body?: AnswerBody;
  codes?: readonly string[];
  retryAfterMs?: number | undefined;
  requestId?: string | undefined;
  requestSent?: boolean;
  cause?: unknown;
};

/**
 * The only error that the client throws.
 *
 * Its message never contains the key, and is cut after 200 characters. After a status it quotes the server's own words,
 * which may name a code or a person, so it is not meant for visitors.
 */
export class ConferaApiError extends Error {
  override readonly name = 'ConferaApiError';
  readonly kind: ConferaErrorKind;
  /** HTTP status, or 0 if no answer came. */
  readonly status: number;
  /** Undefined if no answer came. */
  readonly body: AnswerBody | undefined;
  /** The error's code from the answer's body, or else the code that its status stands for. */
  readonly code: string | undefined;
  /** Every code in the answer's body; `code` is the first. */
  readonly codes: readonly string[];
  /** How long `Retry-After` asks to wait, from 0 to 300,000 milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The answer's `X-Request-Id`, for Confera's support. */
  readonly requestId: string | undefined;
  /** False only if the request certainly never left this machine (DNS, refused connection, TLS handshake). */
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

  /** Whether Confera itself answered, and not something in its place. Only then does the answer tell Confera's time. */
  get fromConfera(): boolean {
    return this.body === 'object' && !isFromTheWay(this.status);
  }
}

/**
 * Whether an error is the failure of a call to Confera. It also recognises an error from another copy of this module.
 */
export function isConferaApiError(error: unknown): error is ConferaApiError {
  return error instanceof Error && error.name === 'ConferaApiError' && 'kind' in error;
}

/**
 * Whether an answer with this status comes from something on the way to Confera, whatever its body: a redirect, which
 * is never followed, a proxy that wants a name and a password, or a network that wants a sign-in.
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
