/** One HTTP request, with no more in it than Confera's API needs. */
export type HttpRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
  signal: AbortSignal | undefined;
  /** The number of earlier attempts at the same call. */
  retry?: number;
};

/** What came back. `body` is null if it broke off, was larger than the limit, or could not be decoded. */
export type HttpResponse = {
  status: number;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string | null;
};

/**
 * Sends one request, and follows no redirect.
 *
 * It rejects only if no status line arrived. Once there is one, it counts, even if the time runs out while the body is
 * being read. It rejects with a {@link NotSentError} if the request certainly never left this machine.
 */
export type SendRequest = (request: HttpRequest) => Promise<HttpResponse>;

/** The request never left this machine, so the server can't have acted on it. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}
