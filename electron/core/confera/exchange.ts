import { canDecode, codingsOf, decodeBody } from './content-coding.ts';

/** One HTTP request, as small as Confera's API needs it. */
export type ExchangeRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
  signal: AbortSignal | undefined;
};

/** What came back; `body` is null where it broke off, was larger than the limit, or could not be decoded. */
export type ExchangeAnswer = {
  status: number;
  header: (name: string) => string | undefined;
  body: string | null;
};

/**
 * Carries one request out and follows no redirect. Rejects only where no status line arrived: once there is one, it
 * counts, even if the time runs out over the body. With {@link NotSentError} where the request surely never left.
 */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeAnswer>;

/** The request never left this machine, so the server can't have acted on it. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/** No answer of Confera's comes near this; more is somebody else's page. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Gathers a body up to the limit, and takes its compression off at the end. */
export class BodyCollector {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  /** False once the limit is passed: the rest need not be read. */
  add(chunk: Uint8Array): boolean {
    this.#size += chunk.byteLength;
    if (this.#size > BODY_LIMIT_BYTES) return false;
    this.#chunks.push(chunk);
    return true;
  }

  /**
   * The whole body; null where it can't be decoded or unpacks to more than the limit.
   *
   * @param contentEncoding the header, where the body still is as it was sent
   */
  async text(contentEncoding?: string): Promise<string | null> {
    const bytes = Buffer.concat(this.#chunks);
    const decoded = await decodeBody(bytes, codingsOf(contentEncoding), BODY_LIMIT_BYTES);
    return decoded && new TextDecoder().decode(decoded);
  }
}

/**
 * An exchange over a `fetch` that the caller brings. It can't tell whether a failed request had left. A `fetch` takes
 * the compression off by itself.
 */
export function exchangeByFetch(fetch: typeof globalThis.fetch): Exchange {
  return async ({ method, url, headers, body, signal }) => {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: await readBody(response),
    };
  };
}

async function readBody(response: Response) {
  // What `fetch` doesn't know it hands on as it came.
  if (!canDecode(codingsOf(response.headers.get('content-encoding') ?? undefined))) return null;
  const collector = new BodyCollector();
  try {
    for await (const chunk of response.body ?? []) {
      if (!collector.add(chunk)) return null;
    }
  } catch {
    return null;
  }
  return await collector.text();
}
