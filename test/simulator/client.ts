import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'undici';
import type { Simulator } from './simulator.ts';

/** What a client got. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  json(): unknown;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** One request to the simulator, over real HTTP and without following redirects. */
export async function call(
  { url }: Pick<Simulator, 'url'>,
  path: string,
  { method = 'GET', key = 'cat_demo_all', headers = {}, body, signal }: Call = {},
): Promise<Reply> {
  const answer = await request(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { 'x-api-key': key }),
      ...headers,
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    json: () => JSON.parse(text),
  };
}

export function scanBadge(
  simulator: Pick<Simulator, 'url'>,
  qr: string,
  { idempotencyKey, ...rest }: Call & { readonly idempotencyKey?: string } = {},
): Promise<Reply> {
  const headers = { ...rest.headers, ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) };
  const body = { qr, location: 'gate-a' };
  return call(simulator, '/api/public/v1/badges/checkin', {
    method: 'POST',
    body,
    ...rest,
    headers,
  });
}

export function scanAttendance(
  simulator: Pick<Simulator, 'url'>,
  qr: string,
  dayDate: string,
  rest: Call = {},
): Promise<Reply> {
  const body = { qr, location: 'gate-a', dayDate };
  return call(simulator, '/api/public/v1/attendance/checkin', { method: 'POST', body, ...rest });
}
