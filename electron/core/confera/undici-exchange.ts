import tls from 'node:tls';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { BodyCollector, type Exchange, type ExchangeAnswer, NotSentError } from './exchange.ts';
import { ProxyError, proxyConnections } from './proxy.ts';
import { trustedAuthorities } from './trusted-authorities.ts';

/**
 * The client's own way over the wire: keep-alive connections, the venue's proxy (`HTTPS_PROXY`, `NO_PROXY`) and
 * its certificate authority.
 *
 * It talks to undici's dispatcher rather than to `fetch`, because only there it shows whether a failed request
 * had left, and because it is two to four times as fast.
 *
 * @param env where the proxy's and the authority's variables are read
 */
export function createUndiciExchange(env: NodeJS.ProcessEnv): Exchange {
  let dispatcher: Dispatcher | undefined;
  return async (request) => {
    try {
      dispatcher ??= createDispatcher(new URL(request.url).protocol, env);
    } catch (cause) {
      const proxy = new ProxyError("The venue's proxy can't be used as it is given", { cause });
      throw new NotSentError(proxy.message, { cause: proxy });
    }
    return exchange(dispatcher, request);
  };
}

function createDispatcher(protocol: string, env: NodeJS.ProcessEnv): Dispatcher {
  // Made once: parsing some hundred certificates for each connection would take longer than the handshake.
  const trust =
    protocol === 'https:'
      ? { secureContext: tls.createSecureContext({ ca: trustedAuthorities(env) }) }
      : {};
  return new EnvHttpProxyAgent({
    // Empty, not absent: a plain-http Confera is on this machine or was allowed by hand, and the key must not
    // pass through a proxy unencrypted.
    httpProxy: '',
    httpsProxy: env.https_proxy || env.HTTPS_PROXY || '',
    noProxy: env.no_proxy || env.NO_PROXY || '',
    connect: trust,
    requestTls: trust,
    proxyTls: trust,
    clientFactory: proxyConnections,
  });
}

function exchange(dispatcher: Dispatcher, request: Parameters<Exchange>[0]) {
  const { url, method, headers, body, signal } = request;
  const { origin, pathname, search } = new URL(url);
  return new Promise<ExchangeAnswer>((resolve, reject) => {
    const collector = new BodyCollector();
    let started: Dispatcher.DispatchController | undefined;
    let answer: Omit<ExchangeAnswer, 'body'> | undefined;
    let contentEncoding: string | undefined;
    let settled = false;

    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      signal?.removeEventListener('abort', onAbort);
      finish();
    };
    const end = (body: string | null) => settle(() => answer && resolve({ ...answer, body }));
    const fail = (error: unknown) => {
      if (answer) return end(null);
      const reason = started ? error : new NotSentError('The request never left', { cause: error });
      return settle(() => reject(reason));
    };
    // A request that still waits for its connection has no controller to abort: it is given up here at once, and
    // stopped in onRequestStart should the connection come after all.
    const onAbort = () => {
      fail(signal?.reason);
      started?.abort(signal?.reason);
    };
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort);

    const path = pathname + search;
    dispatcher.dispatch(
      { origin, path, method, headers, ...(body !== undefined && { body }) },
      {
        onRequestStart(controller) {
          if (settled) controller.abort(new Error('given up while connecting'));
          else started = controller;
        },
        onResponseStart(_controller, status, received) {
          if (status < 200) return;
          const header = (name: string) => {
            const value = received[name.toLowerCase()];
            return Array.isArray(value) ? value[0] : value;
          };
          answer = { status, header };
          contentEncoding = [received['content-encoding'] ?? []].flat().join(',');
        },
        onResponseData(controller, chunk) {
          if (collector.add(chunk)) return;
          end(null);
          controller.abort(new Error('body over the limit'));
        },
        onResponseEnd() {
          // A body that is still being decoded when the time runs out counts as cut off.
          collector.text(contentEncoding).then(end, fail);
        },
        onResponseError(_controller, error) {
          fail(error);
        },
      },
    );
  });
}
