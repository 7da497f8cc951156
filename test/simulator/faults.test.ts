import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, type Reply, scanAttendance, scanBadge } from './client.ts';
import { type Fault, type FaultRule, type Simulator, startSimulator } from './simulator.ts';

const NOW = Date.parse('2026-05-10T12:00:00Z');
const HEALTH = '/api/public/v1/health';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ now: () => NOW });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

/** Scans a badge while the fault is on. */
function scanUnder(fault: Fault): Promise<Reply> {
  simulator.setFaults([{ fault }]);
  return scanBadge(simulator, 'BADGE-1');
}

/** The error code that a client sees. */
async function failureOf(reply: Promise<unknown>): Promise<unknown> {
  return reply.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );
}

describe('answers that are late or never come', () => {
  test('latency records at once and answers after its time', async () => {
    const started = performance.now();
    const reply = scanUnder({ kind: 'latency', ms: 60 });
    await simulator.waitFor(() => simulator.checkins().length === 1);
    expect(simulator.journal()).toMatchObject([{ status: null, acted: true, fault: 'latency' }]);
    expect((await reply).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(55);
    expect(simulator.journal()).toMatchObject([{ status: 200 }]);
  });

  test('no-answer keeps the client waiting and records nothing', async () => {
    const leave = new AbortController();
    simulator.setFaults([{ fault: { kind: 'no-answer' } }]);
    const reply = scanBadge(simulator, 'BADGE-1', { signal: leave.signal });
    await simulator.waitFor((journal) => journal.length === 1);
    leave.abort();
    await expect(reply).rejects.toThrow(/abort/i);
    expect(simulator.journal()).toMatchObject([{ status: null, acted: false, fault: 'no-answer' }]);
  });

  test('slow-body sends the headers first and the body in pieces', async () => {
    simulator.setFaults([{ fault: { kind: 'slow-body', ms: 50 } }]);
    const answer = await fetch(`${simulator.url}/api/public/v1/badges/checkin`, {
      method: 'POST',
      headers: { 'x-api-key': 'cat_demo_all', 'content-type': 'application/json' },
      body: JSON.stringify({ qr: 'BADGE-1' }),
    });
    const pieces: Uint8Array[] = [];
    for await (const piece of answer.body ?? []) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    expect(JSON.parse(Buffer.concat(pieces).toString())).toMatchObject({ ok: true });
    expect(simulator.checkins()).toHaveLength(1);
  });
});

describe('connections that break', () => {
  test('reset-before records nothing', async () => {
    expect(await failureOf(scanUnder({ kind: 'reset-before' }))).toBe('ECONNRESET');
    expect(simulator.checkins()).toHaveLength(0);
  });

  test('reset-after has recorded the check-in', async () => {
    expect(await failureOf(scanUnder({ kind: 'reset-after' }))).toBe('ECONNRESET');
    expect(simulator.checkins()).toHaveLength(1);
    expect(simulator.journal()).toMatchObject([{ status: null, acted: true }]);
  });

  test('cut-body ends in the middle of the body', async () => {
    expect(await failureOf(scanUnder({ kind: 'cut-body' }))).toBe('UND_ERR_SOCKET');
    expect(simulator.checkins()).toHaveLength(1);
    expect(simulator.journal()).toMatchObject([{ status: 200, acted: true }]);
  });
});

describe('answers that say no', () => {
  test.each([
    [{ kind: 'unauthorized' }, 401, 'UNAUTHORIZED'],
    [{ kind: 'forbidden' }, 403, 'FORBIDDEN'],
    [{ kind: 'rate-limited' }, 429, 'RATE_LIMITED'],
    [{ kind: 'status', status: 502 }, 502, 'HTTP_502'],
  ] as const)('%j', async (fault, status, code) => {
    const reply = await scanUnder(fault);
    expect(reply.status).toBe(status);
    expect(reply.json()).toMatchObject({ ok: false, code });
    expect(reply.headers['retry-after']).toBeUndefined();
    expect(simulator.checkins()).toHaveLength(0);
  });

  test('Retry-After comes in seconds or as a date', async () => {
    const seconds = await scanUnder({ kind: 'rate-limited', retryAfter: 7 });
    expect(seconds.headers['retry-after']).toBe('7');
    const date = await scanUnder({ kind: 'rate-limited', retryAfter: 7, asDate: true });
    expect(date.headers['retry-after']).toBe('Sun, 10 May 2026 12:00:07 GMT');
  });

  test('a status can have any body and headers', async () => {
    const headers = { 'Retry-After': '3' };
    const json = await scanUnder({ kind: 'status', status: 418, body: { a: 1 }, headers });
    expect([json.status, json.json(), json.headers['retry-after']]).toEqual([418, { a: 1 }, '3']);
    const html = await scanUnder({ kind: 'status', status: 502, body: '<h1>Bad gateway</h1>' });
    expect([html.text, html.headers['content-type']]).toEqual([
      '<h1>Bad gateway</h1>',
      'text/html; charset=utf-8',
    ]);
  });

  test('act-then-status records first, so the repeat is known', async () => {
    simulator.setFaults([{ fault: { kind: 'act-then-status', status: 500 }, times: 1 }]);
    expect((await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'k' })).status).toBe(500);
    expect(simulator.checkins()).toHaveLength(1);
    expect((await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'k' })).status).toBe(200);
    expect((await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'l' })).status).toBe(409);
  });
});

describe("answers that are not Confera's", () => {
  test('html-page is a sign-in page with 200', async () => {
    const reply = await scanUnder({ kind: 'html-page' });
    expect([reply.status, reply.headers['content-type']]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(reply.text).toContain('Wi-Fi');
    expect(simulator.checkins()).toHaveLength(0);
  });

  test('redirect leads to the sign-in page or elsewhere', async () => {
    const plain = await scanUnder({ kind: 'redirect' });
    expect([plain.status, plain.headers.location]).toEqual([302, '/sign-in']);
    expect((await call(simulator, '/sign-in')).status).toBe(200);
    const other = await scanUnder({ kind: 'redirect', status: 307, to: 'http://127.0.0.1:9/' });
    expect([other.status, other.headers.location]).toEqual([307, 'http://127.0.0.1:9/']);
  });

  test.each([
    ['broken-json', (reply: Reply) => expect(() => reply.json()).toThrow()],
    ['not-an-object', (reply: Reply) => expect(reply.json()).toEqual([])],
    ['ok-false', (reply: Reply) => expect(reply.json()).toEqual({ ok: false })],
    ['huge-body', (reply: Reply) => expect(reply.text.length).toBeGreaterThan(1024 * 1024)],
    ['empty-body', (reply: Reply) => expect(reply.text).toBe('')],
  ] as const)('%s comes with 200, the check-in recorded if asked for', async (kind, check) => {
    for (const acts of [false, true]) {
      const reply = await scanUnder({ kind, acts });
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json']);
      check(reply);
      expect(simulator.checkins()).toHaveLength(acts ? 1 : 0);
    }
  });
});

describe('rules', () => {
  const outage: Fault = { kind: 'status', status: 503 };

  /** What health, a badge and an attendance are answered with under these rules. */
  async function statusesUnder(rules: readonly FaultRule[]): Promise<readonly number[]> {
    simulator.reset();
    simulator.setFaults(rules);
    const health = await call(simulator, HEALTH);
    const badge = await scanBadge(simulator, 'BADGE-1');
    const attendance = await scanAttendance(simulator, 'confera-attendance:TEST-1', '2026-05-10');
    return [health.status, badge.status, attendance.status];
  }

  test('strike where they are set', async () => {
    expect(await statusesUnder([{ fault: outage }])).toEqual([200, 503, 503]);
    expect(await statusesUnder([{ fault: outage, on: 'all' }])).toEqual([503, 503, 503]);
    expect(await statusesUnder([{ fault: outage, on: 'health' }])).toEqual([503, 200, 200]);
    expect(await statusesUnder([{ fault: outage, on: 'badges' }])).toEqual([200, 503, 200]);
    expect(await statusesUnder([{ fault: outage, on: 'attendance' }])).toEqual([200, 200, 503]);
    expect(await statusesUnder([{ fault: outage, code: 'BADGE-1' }])).toEqual([200, 503, 200]);
    expect(await statusesUnder([{ fault: outage, key: 'cat_other' }])).toEqual([200, 200, 200]);
    expect(await statusesUnder([{ fault: outage, key: 'cat_demo_all' }])).toEqual([200, 503, 503]);
  });

  test('the first that fits strikes', async () => {
    const rules: FaultRule[] = [
      { fault: { kind: 'forbidden' }, on: 'attendance' },
      { fault: outage, on: 'all' },
    ];
    expect(await statusesUnder(rules)).toEqual([503, 503, 403]);
  });

  /** The statuses of so many scans in a row. */
  async function scans(count: number): Promise<readonly number[]> {
    const statuses: number[] = [];
    for (let n = 0; n < count; n += 1) {
      statuses.push((await scanBadge(simulator, `TEST-${n}`)).status);
    }
    return statuses;
  }

  test('let some pass, then wear off', async () => {
    simulator.setFaults([{ fault: outage, after: 2, times: 1 }]);
    expect(await scans(4)).toEqual([200, 200, 503, 200]);
  });

  test('strike by chance, the same way each time', async () => {
    const rules: FaultRule[] = [{ fault: outage, chance: 0.5 }];
    simulator.setFaults(rules);
    const first = await scans(40);
    const struck = first.filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(32);
    simulator.reset();
    simulator.setFaults(rules);
    expect(await scans(40)).toEqual(first);
  });

  test('end when they are cleared', async () => {
    simulator.setFaults([{ fault: outage }]);
    simulator.clearFaults();
    expect(await scans(1)).toEqual([200]);
  });
});
