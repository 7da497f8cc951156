import http from 'node:http';
import { inspect } from 'node:util';
import {
  type ConferaAttempt,
  type ConferaClient,
  createConferaPublicClient,
} from 'confera-kiosk/confera';
import { describe, expect, test } from 'vitest';
import { listening } from '../fixtures/loopback-server.ts';
import { failure, KEY, waitlessClient } from '../fixtures/waitless-client.ts';

const EMAIL = 'ayesha+vip@harbour.example';

type Asked = { method: string; url: string; headers: http.IncomingHttpHeaders };

/** A server that gives these answers one after the other, and the last one from then on. */
async function server(...answers: Array<{ status?: number; body?: unknown } | 'reset'>) {
  const asked: Asked[] = [];
  const made = http.createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === 'reset' || answer === undefined) return request.socket.destroy();
    response.statusCode = answer.status ?? 200;
    return response.end(JSON.stringify(answer.body ?? {}));
  });
  return { asked, url: await listening(made) };
}

const READS: Array<[string, (confera: ConferaClient) => Promise<object>]> = [
  ['website/site', ({ website }) => website.getSite()],
  ['events/events', ({ events }) => events.list()],
  ['events/events?limit=200&offset=0', ({ events }) => events.list({ limit: 200, offset: 0 })],
  ['events/venues', ({ events }) => events.listVenues()],
  ['events/speakers', ({ events }) => events.listSpeakers()],
  ['events/workshops', ({ events }) => events.listWorkshops()],
  ['events/workshops?limit=20', ({ events }) => events.listWorkshops({ limit: 20 })],
  ['exhibition/exhibits', ({ exhibition }) => exhibition.listExhibits()],
  ['exhibition/exhibits?offset=100', ({ exhibition }) => exhibition.listExhibits({ offset: 100 })],
  ['registrations/config', ({ registrations }) => registrations.getConfig()],
  ['registrations/registrations', ({ registrations }) => registrations.list()],
  [
    'registrations/registrations?limit=5&offset=10&email=ayesha%2Bvip%40harbour.example&status=paid',
    ({ registrations }) =>
      registrations.list({ email: EMAIL, status: 'paid', limit: 5, offset: 10 }),
  ],
];

describe.each(READS)('the read of %s', (path, read) => {
  test('asks once, with the key, and lets a cache answer', async () => {
    const { asked, url } = await server({});
    await read(waitlessClient(url));
    expect(asked).toMatchObject([{ method: 'GET', url: `/api/public/v1/${path}` }]);
    expect(asked[0]?.headers).toMatchObject({ 'x-api-key': KEY });
    expect(asked[0]?.headers).not.toHaveProperty('cache-control');
    expect(asked[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('is tried again twice after 5xx, 429 and network trouble', async () => {
    const { asked, url } = await server({ status: 503 }, 'reset', { body: { data: [] } });
    const confera = waitlessClient(url);
    await read(confera);
    expect(asked).toHaveLength(3);
    expect(confera.waits).toEqual([250, 500]);

    const limited = await server({ status: 429 });
    expect(await failure(read(waitlessClient(limited.url)))).toMatchObject({ kind: 'rateLimited' });
    expect(limited.asked).toHaveLength(3);
    const once = await server({ status: 500 });
    await failure(read(waitlessClient(once.url, { maxRetries: 0 })));
    expect(once.asked).toHaveLength(1);
  });

  test('succeeds with an answer that has no field at all', async () => {
    const { url } = await server({ body: {} });
    expect(await read(waitlessClient(url))).toHaveProperty('data');
  });

  test.each([
    [{ ok: false, error: { code: 'MODULE_OFF', message: 'No events' } }, 'MODULE_OFF'],
    [{ success: 'false' }, undefined],
  ])('fails where a 2xx says %j', async (body, code) => {
    const { asked, url } = await server({ body });
    const error = await failure(read(waitlessClient(url)));
    expect(error).toMatchObject({ kind: 'server', status: 200, code });
    expect(asked).toHaveLength(1);
  });
});

test.each([
  [({ events }: ConferaClient) => events.list({ limit: 0 })],
  [({ events }: ConferaClient) => events.listWorkshops({ limit: 501 })],
  [({ exhibition }: ConferaClient) => exhibition.listExhibits({ offset: Number.NaN })],
  [({ registrations }: ConferaClient) => registrations.list({ limit: 201 })],
  [({ events }: ConferaClient) => events.pages({ limit: 0 }).next()],
])('a bad argument rejects before anything is sent', async (read) => {
  const { asked, url } = await server({});
  expect(await failure(read(waitlessClient(url)))).toMatchObject({
    kind: 'validation',
    requestSent: false,
  });
  expect(asked).toEqual([]);
});

test('a read is logged without its query', async () => {
  const { url } = await server({ body: { data: [] } });
  const attempts: ConferaAttempt[] = [];
  const { registrations } = waitlessClient(url);
  await registrations.list({ email: EMAIL }, { onAttempt: (attempt) => attempts.push(attempt) });
  expect(attempts).toMatchObject([{ endpoint: 'registrations/registrations', status: 200 }]);
});

test.each([{ status: 400, body: { message: 'Bad filter' } }, 'reset'] as const)(
  'no error shows the email address that a registration was looked for by (%j)',
  async (answer) => {
    const { url } = await server(answer);
    const error = await failure(waitlessClient(url).registrations.list({ email: EMAIL }));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('harbour');
  },
);

test('all events come page by page', async () => {
  const page = (ids: number[]) => ({
    body: { data: ids.map((id) => ({ id })), pagination: { limit: 2 } },
  });
  const { asked, url } = await server(page([1, 2]), { status: 503 }, page([3, 4]), page([5]));
  const ids: unknown[] = [];
  for await (const { data } of waitlessClient(url).events.pages({ limit: 2 })) {
    ids.push(...data.map(({ id }) => id));
  }
  expect(ids).toEqual([1, 2, 3, 4, 5]);
  const queries = asked.map((each) => new URL(each.url, url).search);
  expect(queries).toEqual([
    '?limit=2&offset=0',
    '?limit=2&offset=2',
    '?limit=2&offset=2',
    '?limit=2&offset=4',
  ]);
});

test('500 events with long descriptions fit into an answer in pages, and not in one', async () => {
  const event = { title: 'A talk', description: 'Ж'.repeat(2000) };
  const events = Array.from({ length: 500 }, (_none, id) => ({ id, ...event }));
  const made = http.createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const offset = Number(query.get('offset'));
    const limit = Number(query.get('limit'));
    const data = events.slice(offset, offset + limit);
    response.end(JSON.stringify({ data, pagination: { offset, limit } }));
  });
  const confera = waitlessClient(await listening(made));
  let count = 0;
  for await (const { data } of confera.events.pages()) count += data.length;
  expect(count).toBe(500);
  expect(await failure(confera.events.list({ limit: 500 }))).toMatchObject({ body: 'broken' });
});

describe('a cache', () => {
  test('stands before the reads alone, with every header of the answer', async () => {
    const { asked, url } = await server({ body: { data: [] } });
    const seen: Array<[string, string | undefined]> = [];
    const confera = waitlessClient(url, {
      cache: (send) => async (request) => {
        const response = await send({ ...request, headers: { ...request.headers, a: 'b' } });
        seen.push([new URL(request.url).pathname, response.headers['content-length']]);
        return response;
      },
    });
    await confera.events.listVenues();
    await confera.health();
    await confera.badges.checkin({ qr: 'BADGE-1' });
    expect(seen).toEqual([['/api/public/v1/events/venues', '11']]);
    expect(asked.map(({ headers }) => [headers.a, headers['cache-control']])).toEqual([
      ['b', undefined],
      [undefined, 'no-store'],
      [undefined, 'no-store'],
    ]);
  });

  test('may answer in the network’s place, or ask whether its answer still holds', async () => {
    const { asked, url } = await server({ status: 304 });
    const confera = waitlessClient(url, {
      cache: (send) => async (request) => {
        const headers = { ...request.headers, 'if-none-match': '"1"' };
        const { status } = await send({ ...request, headers });
        return { status: 200, headers: { age: '9' }, body: `{"data":[{"name":"${status}"}]}` };
      },
    });
    expect(await confera.events.listVenues()).toEqual({ data: [{ name: '304' }] });
    expect(asked).toMatchObject([{ headers: { 'if-none-match': '"1"' } }]);
  });
});

test('a call that is given up while it waits makes no further attempt', async () => {
  const { asked, url } = await server({ status: 503 });
  const stop = new AbortController();
  const confera = createConferaPublicClient({ baseUrl: url, apiKey: KEY });
  const error = await failure(
    confera.events.list({}, { signal: stop.signal, onAttempt: () => stop.abort() }),
  );
  expect(error).toMatchObject({ kind: 'server', status: 503 });
  expect(asked).toHaveLength(1);
});

test('a call that is given up beforehand is not tried at all', async () => {
  const { asked, url } = await server({});
  const error = await failure(waitlessClient(url).health({ signal: AbortSignal.abort() }));
  expect(error).toMatchObject({ kind: 'network', requestSent: false });
  expect(asked).toEqual([]);
});
