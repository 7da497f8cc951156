import http from 'node:http';
import net from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConferaApiError } from '../../electron/core/confera/api-error.ts';
import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import { listening } from '../fixtures/loopback-server.ts';
import { failure, KEY, waitlessClient } from '../fixtures/waitless-client.ts';
import { ENVELOPES } from '../simulator/envelopes.ts';
import { type FaultRule, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function simulator(rules: FaultRule[] = [], options: SimulatorOptions = {}) {
  const sim = await startSimulator(options);
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  return sim;
}

describe('the Confera client', () => {
  test('sends the key in its one header, who asks, and one idempotency key for all attempts', async () => {
    const seen: http.IncomingHttpHeaders[] = [];
    const server = http.createServer((request, response) => {
      seen.push(request.headers);
      response.statusCode = seen.length < 3 ? 503 : 200;
      response.end('{}');
    });
    const url = await listening(server);
    const { badges, waits } = waitlessClient(url, { userAgent: 'my-app/1.0 (kiosk)' });
    await badges.checkin({ qr: 'BADGE-1' });
    expect(seen).toHaveLength(3);
    expect(seen[0]).toMatchObject({ 'x-api-key': KEY, 'user-agent': 'my-app/1.0 (kiosk)' });
    expect(seen[0]?.['idempotency-key']).toMatch(UUID_V4);
    expect(new Set(seen.map((headers) => headers['idempotency-key'])).size).toBe(1);
    expect(waits).toEqual([250, 500]);
  });

  test('checks badges and attendance in with the bodies that Confera documents', async () => {
    const sim = await simulator();
    const confera = waitlessClient(sim.url);
    await confera.badges.checkin({ qr: 'BADGE-1', location: 'Entrance A' });
    await confera.attendance.checkin(
      { qr: 'confera-attendance:DAY1-XYZ', location: 'Gate A', dayDate: '2026-02-03' },
      { idempotencyKey: '3f1b2c44-0a9e-4d3a-9b2f-1e6a7c8d9e0f' },
    );
    expect(await confera.health()).toMatchObject({ ok: true });
    expect(sim.journal()).toMatchObject([
      { path: '/api/public/v1/badges/checkin', code: 'BADGE-1', location: 'Entrance A' },
      { dayDate: '2026-02-03', idempotencyKey: '3f1b2c44-0a9e-4d3a-9b2f-1e6a7c8d9e0f' },
      { path: '/api/public/v1/health', idempotencyKey: null },
    ]);
  });

  test.each([
    [{ kind: 'unauthorized' }, { kind: 'unauthorized', status: 401 }],
    [{ kind: 'forbidden' }, { kind: 'forbidden', status: 403 }],
    [
      { kind: 'status', status: 400 },
      { kind: 'validation', status: 400 },
    ],
    [
      { kind: 'status', status: 408 },
      { kind: 'server', status: 408 },
    ],
    [{ kind: 'redirect' }, { kind: 'decoding', status: 302 }],
    [{ kind: 'html-page' }, { kind: 'decoding', status: 200 }],
    [
      { kind: 'status', status: 407 },
      { kind: 'decoding', status: 407 },
    ],
    [
      { kind: 'status', status: 511 },
      { kind: 'decoding', status: 511 },
    ],
    [{ kind: 'huge-body' }, { kind: 'decoding', status: 200 }],
    [{ kind: 'deep-body' }, { kind: 'decoding', status: 200 }],
    [{ kind: 'cut-body' }, { kind: 'decoding', status: 200 }],
  ] as const)('%j is the caller’s at once', async (fault, expected) => {
    const sim = await simulator([{ fault }]);
    const { badges, waits } = waitlessClient(sim.url);
    expect(await failure(badges.checkin({ qr: 'BADGE-1' }))).toMatchObject(expected);
    expect(waits).toEqual([]);
    expect(sim.journal()).toHaveLength(1);
  });

  test.each([
    ['BADGE-UNKNOWN', { kind: 'notFound', status: 404, code: 'BADGE_NOT_FOUND' }],
    ['BADGE-REVOKED', { kind: 'notFound', status: 410 }],
    ['BADGE-KEY-REUSED', { kind: 'conflict', status: 409, code: 'IDEMPOTENCY_KEY_REUSED' }],
  ])('%s is an error with status and code', async (qr, expected) => {
    const sim = await simulator();
    const error = await failure(waitlessClient(sim.url).badges.checkin({ qr }));
    expect(error).toBeInstanceOf(ConferaApiError);
    expect(error).toMatchObject(expected);
    expect(error.requestId).toMatch(/./);
  });

  test.each(ENVELOPES)(
    'the code is read from the envelope %s, of reads as well',
    async (envelope) => {
      const sim = await simulator();
      sim.setBehaviour({ envelope });
      const { badges, website } = waitlessClient(sim.url, { apiKey: 'cat_demo_gate' });
      const isCoded = envelope !== 'no-code';
      const reused = await failure(badges.checkin({ qr: 'BADGE-KEY-REUSED' }));
      expect(reused.codes).toEqual([isCoded ? 'IDEMPOTENCY_KEY_REUSED' : 'CONFLICT']);
      expect(await failure(badges.checkin({ qr: 'BADGE-UNKNOWN' }))).toMatchObject({
        code: isCoded ? 'BADGE_NOT_FOUND' : 'NOT_FOUND',
        requestId: expect.stringMatching(/./),
      });
      expect(await failure(website.getSite())).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    },
  );

  test.each([
    [404, { error: { code: 'BADGE_GONE', message: 'Gone' } }, 'BADGE_GONE', /: Gone$/],
    [422, { errors: [{ code: 'BAD_QR', message: 'No' }] }, 'BAD_QR', /: No$/],
    [400, { error: 'MISSING_QR' }, 'MISSING_QR', /: MISSING_QR$/],
    [403, { ok: false, error: 'No such scope' }, 'FORBIDDEN', /: No such scope$/],
    [500, '<h1>Sorry</h1>', 'INTERNAL', /answered 500$/],
  ])('a %i with %j has its code and its words', async (status, body, code, message) => {
    const sim = await simulator([{ fault: { kind: 'status', status, body } }]);
    const error = await failure(
      waitlessClient(sim.url, { maxRetries: 0 }).badges.checkin({ qr: 'B-1' }),
    );
    expect(error).toMatchObject({ status, code });
    expect(error.message).toMatch(message);
  });

  test.each([
    [{ kind: 'status', status: 500 }, 'server'],
    [{ kind: 'reset-before' }, 'network'],
    [{ kind: 'rate-limited' }, 'rateLimited'],
  ] as const)('%j is tried three times, with full jitter between', async (fault, kind) => {
    const sim = await simulator([{ fault }]);
    const { badges, waits } = waitlessClient(sim.url);
    expect(await failure(badges.checkin({ qr: 'BADGE-1' }))).toMatchObject({ kind });
    expect(sim.journal()).toHaveLength(3);
    expect(waits).toEqual([250, 500]);
  });

  test('Retry-After takes the place of the backoff, in seconds and as a date, at most 300 s', async () => {
    for (const [retryAfter, asDate, expected] of [
      [7, false, 7000],
      [7, true, 7000],
      [4000, false, 300_000],
      [4000, true, 300_000],
    ] as const) {
      const sim = await simulator([{ fault: { kind: 'rate-limited', retryAfter, asDate } }]);
      const { badges, waits } = waitlessClient(sim.url, { maxRetries: 1 });
      const error = await failure(badges.checkin({ qr: 'BADGE-1' }));
      expect(error.retryAfterMs).toBeGreaterThan(expected - 1001);
      expect(error.retryAfterMs).toBeLessThanOrEqual(expected);
      expect(waits).toEqual([error.retryAfterMs]);
    }
  });

  test('no answer in time is a timeout, while connecting as well as after', async () => {
    const sim = await simulator([{ fault: { kind: 'no-answer' } }]);
    const late = await failure(
      waitlessClient(sim.url, { timeoutMs: 100, maxRetries: 0 }).badges.checkin({ qr: 'BADGE-1' }),
    );
    expect(late).toMatchObject({ kind: 'timeout', status: 0, requestSent: true });
    const silent = net.createServer(() => {});
    const url = (await listening(silent)).replace('http:', 'https:');
    const connecting = await failure(
      waitlessClient(url, { timeoutMs: 100, maxRetries: 0 }).badges.checkin({ qr: 'BADGE-1' }),
    );
    expect(connecting).toMatchObject({ kind: 'timeout', requestSent: false });
  });

  test('a refused connection shows that nothing left', async () => {
    const server = http.createServer();
    const url = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(waitlessClient(url, { maxRetries: 0 }).health());
    expect(error).toMatchObject({ kind: 'network', status: 0, requestSent: false });
  });

  test('the key is in no error, whatever the server writes', async () => {
    const sim = await simulator([
      { fault: { kind: 'status', status: 400, body: { code: KEY, message: `Bad key ${KEY}` } } },
    ]);
    const error = await failure(waitlessClient(sim.url).badges.checkin({ qr: 'BADGE-1' }));
    const shown = [
      error.message,
      error.stack,
      error.code,
      JSON.stringify(error),
      String(error.cause),
    ];
    expect(shown.join('\n')).not.toContain(KEY);
    expect(error.message.length).toBeLessThanOrEqual(200);
  });

  test.each([
    { baseUrl: '' },
    { baseUrl: 'ftp://confera.example' },
    { apiKey: '' },
    { apiKey: 'cat_with\nbreak' },
  ])('without an address or a key that could work (%j) nothing is sent', async (bad) => {
    const confera = createConferaPublicClient({
      baseUrl: 'http://127.0.0.1:9',
      apiKey: KEY,
      ...bad,
    });
    const error = await failure(confera.health());
    expect(error).toMatchObject({ kind: 'notConfigured', status: 0, requestSent: false });
    expect(error.message).not.toContain('cat_');
  });

  test('a fetch of the caller’s serves as well', async () => {
    const sim = await simulator();
    const urls: string[] = [];
    const { badges } = waitlessClient(sim.url, {
      fetch: (url, init) => {
        urls.push(String(url));
        return fetch(url, init);
      },
    });
    expect(await badges.checkin({ qr: 'BADGE-1' })).toMatchObject({ ok: true });
    expect(await failure(badges.checkin({ qr: 'BADGE-1' }))).toMatchObject({ status: 409 });
    sim.setFaults([{ fault: { kind: 'huge-body' } }]);
    expect(await failure(badges.checkin({ qr: 'BADGE-2' }))).toMatchObject({ kind: 'decoding' });
    expect(urls).toHaveLength(3);
  });

  test('a path in the base URL is kept', async () => {
    const paths: string[] = [];
    const server = http.createServer((request, response) => {
      paths.push(request.url ?? '');
      response.end('{}');
    });
    await waitlessClient(`${await listening(server)}/confera/`).health();
    expect(paths).toEqual(['/confera/api/public/v1/health']);
  });
});
