import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type HttpRequest, NotSentError, type SendRequest } from './send-request.ts';

/** Makes no spans until the program that uses the client registers an OpenTelemetry SDK. */
const tracer = trace.getTracer('confera-kiosk/confera');

/**
 * Makes a span of every request that is sent, with the names of OpenTelemetry's conventions for HTTP clients.
 *
 * No attribute holds a header, a body or a query, since these hold the key, the codes and people's addresses.
 */
export function traced(send: SendRequest): SendRequest {
  return async (request) => {
    const span = begin(request);
    try {
      const response = await send(request);
      end(span, response.status);
      return response;
    } catch (error) {
      fail(span, request.signal?.aborted ? request.signal.reason : error);
      throw error;
    }
  };
}

function begin({ method, url, retry }: HttpRequest): Span {
  const { protocol, hostname, host, port, pathname } = new URL(url);
  const attributes: Attributes = {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    // Neither the name and password that may stand before the host, nor the query.
    'url.full': `${protocol}//${host}${pathname}`,
    // No path of the API holds an id.
    'url.template': pathname,
  };
  if (retry) attributes['http.request.resend_count'] = retry;
  return tracer.startSpan(`${method} ${pathname}`, { kind: SpanKind.CLIENT, attributes });
}

function end(span: Span, status: number) {
  span.setAttribute('http.response.status_code', status);
  if (status >= 400) {
    span.setAttribute('error.type', String(status));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Only the error's code or name is told: its message may hold anything. */
function fail(span: Span, error: unknown) {
  span.setAttribute('error.type', errorType(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function errorType(error: unknown): string {
  if (!(error instanceof Error)) return '_OTHER';
  // A request that never left has its reason as its cause.
  const { code } = Object(error instanceof NotSentError ? error.cause : error);
  return typeof code === 'string' ? code : error.name;
}
