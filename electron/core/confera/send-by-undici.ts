import { createHash } from 'node:crypto';
import tls from 'node:tls';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { ProxyError, proxyConnections } from './proxy.ts';
import { BodyCollector } from './response-body.ts';
import {
  type HttpRequest,
  type HttpResponse,
  NotSentError,
  type SendRequest,
} from './send-request.ts';
import { trustedAuthorities } from './trusted-authorities.ts';

/**
 * Sends requests over connections of the client's own, which stay open between requests. They go through the venue's
 * proxy (`HTTPS_PROXY`, `NO_PROXY`) and trust the venue's certificate authority.
 *
 * It uses undici's dispatcher rather than `fetch`, because only the dispatcher tells whether a failed request had left
 * this machine, and because it is two to four times as fast.
 *
 * @param env where the variables for the proxy and the authority are read
 */
export function sendByUndici(env: NodeJS.ProcessEnv): SendRequest {
  let dispatcher: Dispatcher | undefined;
  return async (request) => {
    try {
      dispatcher ??= createDispatcher(new URL(request.url).protocol, env);
    } catch (cause) {
      const proxy = new ProxyError("The venue's proxy can't be used as it is given", { cause });
      throw new NotSentError(proxy.message, { cause: proxy });
    }
    return dispatch(dispatcher, request);
  };
}

/**
 * Makes connections that go through the venue's proxy and trust its certificate authority.
 *
 * @param protocol `https:` or `http:`
 * @throws if the proxy is given in a way that can't be used
 */
export function createDispatcher(protocol: string, env: NodeJS.ProcessEnv): Dispatcher {
  const trust = protocol === 'https:' ? { secureContext: contextFor(trustedAuthorities(env)) } : {};
  return new EnvHttpProxyAgent({
    // Empty rather than absent, so that plain http never goes through a proxy: such a Confera is on this machine, or
    // somebody allowed it by hand, and the key must not pass through a proxy unencrypted.
    httpProxy: '',
    httpsProxy: env.https_proxy || env.HTTPS_PROXY || '',
    noProxy: env.no_proxy || env.NO_PROXY || '',
    connect: trust,
    requestTls: trust,
    proxyTls: trust,
    clientFactory: proxyConnections,
    // Over HTTP/2, Node.js may write empty frames for ever if a connection is closed while a request's body leaves: the
    // process hangs and takes all memory. One scan at a time gains nothing from it.
    allowH2: false,
  });
}

let kept: { digest: string; context: tls.SecureContext } | undefined;

/**
 * The context that trusts these authorities. It is made once for all connections: parsing some hundred certificates
 * takes longer than a handshake, and nothing else can happen meanwhile.
 */
function contextFor(authorities: string[]): tls.SecureContext {
  const digest = createHash('sha256').update(authorities.join()).digest('hex');
  if (kept?.digest !== digest) {
    kept = { digest, context: tls.createSecureContext({ ca: authorities }) };
  }
  return kept.context;
}

function dispatch(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse> {
  const { url, method, headers, body, signal } = request;
  const { origin, pathname, search } = new URL(url);
  const pending = new PendingResponse(signal);
  if (!signal?.aborted) {
    const path = pathname + search;
    dispatcher.dispatch(
      { origin, path, method, headers, ...(body !== undefined && { body }) },
      pending,
    );
  }
  return pending.promise;
}

/** Collects the response to one request from what the dispatcher reports, until the caller's signal gives it up. */
class PendingResponse implements Dispatcher.DispatchHandler {
  readonly promise: Promise<HttpResponse>;
  readonly #resolve: (response: HttpResponse) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #body = new BodyCollector();
  /** Stops the request; null until it begins to leave. */
  #controller: Dispatcher.DispatchController | null = null;
  /** The response without its body; null until the status line has arrived. */
  #head: Omit<HttpResponse, 'body'> | null = null;
  #isFinished = false;

  constructor(signal: AbortSignal | undefined) {
    const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
    this.promise = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = signal;
    if (signal?.aborted) this.#giveUp();
    else signal?.addEventListener('abort', this.#giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    if (this.#isFinished) controller.abort(new Error('given up while connecting'));
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ) {
    // An informational response (1xx) comes before the real one.
    if (status < 200) return;
    this.#head = { status, headers: singleFields(headers) };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer) {
    if (this.#body.add(chunk)) return;
    this.#end(null);
    controller.abort(new Error('body over the limit'));
  }

  onResponseEnd() {
    // If the time runs out while the body is still being decoded, the body counts as cut off.
    this.#body.text(this.#head?.headers['content-encoding']).then(
      (body) => this.#end(body),
      (error) => this.#fail(error),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#fail(error);
  }

  /**
   * A request that still waits for its connection has no controller to abort. It is given up here at once, and stopped
   * in `onRequestStart` if the connection is made after all.
   */
  readonly #giveUp = () => {
    this.#fail(this.#signal?.reason);
    this.#controller?.abort(this.#signal?.reason);
  };

  #end(body: string | null) {
    const head = this.#head;
    this.#finish(() => head && this.#resolve({ ...head, body }));
  }

  #fail(error: unknown) {
    if (this.#head) return this.#end(null);
    const reason = this.#controller
      ? error
      : new NotSentError('The request never left', { cause: error });
    this.#finish(() => this.#reject(reason));
  }

  #finish(settle: () => void) {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#signal?.removeEventListener('abort', this.#giveUp);
    settle();
  }
}

/** Headers whose value is a list, which may therefore come in several lines. Of any other, the first line counts. */
const LISTS = ['cache-control', 'content-encoding', 'vary'];

/** The header fields of a response, each with one value. */
export function singleFields(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  const lines = Object.entries(headers).map(([name, value]) => {
    const values = [value ?? []].flat();
    return [name, LISTS.includes(name) ? values.join(', ') : (values[0] ?? '')] as const;
  });
  return Object.fromEntries(lines);
}
