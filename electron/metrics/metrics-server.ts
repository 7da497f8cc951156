import { createHash, timingSafeEqual } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { limitConnections } from '../core/system/connection-limit.ts';

/** Limits in milliseconds and bytes. A reading once a minute keeps its connection. */
const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 8 * 1024,
};

/** A monitoring system needs one, and a venue may have a few of them. */
const MOST_CONNECTIONS = 16;

const PATH = '/metrics';
const CONTENT_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Makes a server that tells metrics to whoever has the token, on `GET /metrics` alone. Whoever hasn't learns nothing
 * else. It doesn't listen yet.
 *
 * @param given.text makes what is told
 */
export function makeMetricsServer(given: {
  token: string;
  text: () => Promise<string>;
}): http.Server {
  const server = http.createServer(LIMITS);
  const onAdmitted = limitConnections(server, MOST_CONNECTIONS);
  const isRight = comparisonWith(given.token);
  server.on('request', (request, response) => {
    if (!isRight(tokenOf(request))) {
      return refuse(response, 401, { 'www-authenticate': 'Bearer realm="confera-kiosk"' });
    }
    onAdmitted(request.socket);
    if (request.url?.split('?')[0] !== PATH) return refuse(response, 404);
    if (request.method !== 'GET') return refuse(response, 405, { allow: 'GET' });
    return tell(response, given.text);
  });
  return server;
}

async function tell(response: ServerResponse, text: () => Promise<string>) {
  try {
    const body = await text();
    response.writeHead(200, { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' });
    response.end(body);
  } catch {
    refuse(response, 500);
  }
}

/** Refuses a request without a word, and hangs up, so that nobody has to read what else was sent. */
function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  response.writeHead(status, { ...headers, 'content-length': '0', connection: 'close' }).end();
}

function tokenOf({ headers }: IncomingMessage): string {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** Compares in constant time, whatever the length, so that nobody learns how much of a guess was right. */
function comparisonWith(token: string): (offered: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const right = digest(token);
  return (offered) => timingSafeEqual(digest(offered), right);
}
