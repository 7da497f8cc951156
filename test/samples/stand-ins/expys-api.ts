import http from 'node:http';
import { listening } from '../../fixtures/loopback-server.ts';

/** A request as it arrived. */
export type Redemption = { key: string; authorization: string; offer: unknown };

/**
 * The other API's `POST /v1/redemptions`: a repeated idempotency key gets the first answer again, and is refused if the
 * body differs. The first `failures` requests are answered with 503. It is closed with the test.
 */
export async function startExpysApi({ failures = 0 } = {}) {
  const asked: Redemption[] = [];
  const made = new Map<string, { body: string; answer: string }>();
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const key = String(request.headers['idempotency-key']);
    const authorization = String(request.headers.authorization);
    asked.push({ key, authorization, offer: JSON.parse(body).offer });
    const first = made.get(key);
    if (request.method !== 'POST' || request.url !== '/v1/redemptions') {
      response.writeHead(404).end(failure('NOT_FOUND'));
    } else if (asked.length <= failures) {
      response.writeHead(503, { 'Retry-After': '0' }).end(failure('UNAVAILABLE'));
    } else if (first && first.body !== body) {
      response.writeHead(409).end(failure('IDEMPOTENCY_KEY_REUSED'));
    } else {
      const answer = JSON.stringify({ id: `red_${made.size + 1}`, status: 'confirmed' });
      if (!first) made.set(key, { body, answer });
      response.writeHead(first ? 200 : 201).end(first?.answer ?? answer);
    }
  });
  return {
    url: await listening(server),
    asked,
    /** How many redemptions were made. */
    redeemed: () => made.size,
  };
}

function failure(code: string): string {
  return JSON.stringify({ error: { code, message: 'The stand-in says no.' } });
}
