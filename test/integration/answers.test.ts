import { describe, expect, onTestFinished, test } from 'vitest';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { type Fault, type FaultRule, startSimulator } from '../simulator/simulator.ts';

/** What Confera's answers do, line by line, over real HTTP: on the screen, in the row, and in the end. */

async function simulator(replay: boolean, rules: FaultRule[] = []) {
  const sim = await startSimulator({ replay });
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  return sim;
}

type Case = {
  name: string;
  fault: Fault;
  /** The person's, milliseconds: long where a busy machine must still find the time for a second attempt. */
  waitMs?: number;
  /** What the person is told. */
  outcome: string;
  reason: string | null;
  attempts: number;
  ambiguous: boolean;
  connection: string;
  status: number | null;
};

const queued = { outcome: 'queued', reason: 'no-network', connection: 'offline' };
const trouble = { outcome: 'queued', reason: 'server-trouble', connection: 'online', attempts: 2 };
const refused = { outcome: 'attention', attempts: 1, ambiguous: false, connection: 'blocked' };

const CASES: Case[] = [
  {
    name: '1: a connection reset before Confera acted',
    fault: { kind: 'reset-before' },
    ...queued,
    attempts: 2,
    ambiguous: true,
    status: null,
  },
  {
    name: '1: a connection reset after Confera acted',
    fault: { kind: 'reset-after' },
    ...queued,
    attempts: 2,
    ambiguous: true,
    status: null,
  },
  {
    name: '1: no answer in time',
    fault: { kind: 'no-answer' },
    waitMs: 3000,
    ...queued,
    attempts: 2,
    ambiguous: true,
    status: null,
  },
  {
    name: '1: an answer that comes too late',
    fault: { kind: 'latency', ms: 5000 },
    waitMs: 3000,
    ...queued,
    attempts: 2,
    ambiguous: true,
    status: null,
  },
  {
    name: '2: a redirect',
    fault: { kind: 'redirect' },
    ...queued,
    attempts: 1,
    ambiguous: false,
    status: 302,
  },
  {
    name: '2: a redirect that keeps the method',
    fault: { kind: 'redirect', status: 307 },
    ...queued,
    attempts: 1,
    ambiguous: false,
    status: 307,
  },
  ...[407, 511].flatMap((status) =>
    [{ ok: false, code: 'IDEMPOTENCY_KEY_REUSED' }, '<h1>Sign in</h1>'].map((body) => ({
      name: `2: ${status} with ${typeof body === 'string' ? 'a page' : 'a JSON object'}`,
      fault: { kind: 'status', status, body } as const,
      ...queued,
      attempts: 1,
      ambiguous: false,
      status,
    })),
  ),
  {
    name: '3: 429 with seconds',
    fault: { kind: 'rate-limited', retryAfter: 1 },
    outcome: 'queued',
    reason: 'rate-limited',
    attempts: 1,
    ambiguous: false,
    connection: 'online',
    status: 429,
  },
  {
    name: '3: 429 with a date',
    fault: { kind: 'rate-limited', retryAfter: 2, asDate: true },
    outcome: 'queued',
    reason: 'rate-limited',
    attempts: 1,
    ambiguous: false,
    connection: 'online',
    status: 429,
  },
  {
    name: '4: 503',
    fault: { kind: 'status', status: 503 },
    ...trouble,
    ambiguous: true,
    status: 503,
  },
  {
    name: "4: a proxy's HTML page with 502",
    fault: { kind: 'status', status: 502, body: '<h1>Bad gateway</h1>' },
    ...trouble,
    ambiguous: true,
    status: 502,
  },
  {
    name: '4: 408',
    fault: { kind: 'status', status: 408 },
    ...trouble,
    ambiguous: true,
    status: 408,
  },
  {
    name: '4: 500 after Confera acted',
    fault: { kind: 'act-then-status', status: 500 },
    ...trouble,
    ambiguous: true,
    status: 500,
  },
  {
    name: '5: a sign-in page with 200',
    fault: { kind: 'html-page' },
    ...queued,
    attempts: 1,
    ambiguous: true,
    status: 200,
  },
  {
    name: '5: a page with 404, which is not a rejection',
    fault: { kind: 'status', status: 404, body: '<h1>Not here</h1>' },
    ...queued,
    attempts: 1,
    ambiguous: false,
    status: 404,
  },
  {
    name: '5: a page with 401, which blocks nothing',
    fault: { kind: 'status', status: 401, body: '<h1>Sign in</h1>' },
    ...queued,
    attempts: 1,
    ambiguous: false,
    status: 401,
  },
  {
    name: '5: broken JSON after Confera acted',
    fault: { kind: 'broken-json', acts: true },
    ...queued,
    attempts: 1,
    ambiguous: true,
    status: 200,
  },
  {
    name: '5: a JSON array',
    fault: { kind: 'not-an-object' },
    ...queued,
    attempts: 1,
    ambiguous: true,
    status: 200,
  },
  {
    name: '5: a body cut off after Confera acted',
    fault: { kind: 'cut-body' },
    ...queued,
    attempts: 1,
    ambiguous: true,
    status: 200,
  },
  {
    name: '5: a body over 1 MiB',
    fault: { kind: 'huge-body', acts: true },
    ...queued,
    attempts: 1,
    ambiguous: true,
    status: 200,
  },
  {
    name: '5: a body that is nested without end',
    fault: { kind: 'deep-body', acts: true },
    ...queued,
    attempts: 1,
    ambiguous: true,
    status: 200,
  },
  {
    name: '5: an empty body',
    fault: { kind: 'empty-body' },
    ...queued,
    attempts: 1,
    ambiguous: true,
    status: 200,
  },
  {
    name: '6: 2xx with ok: false after Confera acted',
    fault: { kind: 'ok-false', acts: true },
    ...trouble,
    ambiguous: true,
    status: 200,
  },
  ...[
    { success: false },
    { ok: 'false' },
    { error: { code: 'BADGE_NOT_FOUND', message: 'No such badge' } },
    { status: 'error', message: 'Try again' },
  ].map((body) => ({
    name: `6: 2xx with ${JSON.stringify(body)} after Confera acted`,
    fault: { kind: 'act-then-status', status: 200, body } as const,
    ...trouble,
    ambiguous: true,
    status: 200,
  })),
  {
    name: '10: 401',
    fault: { kind: 'unauthorized' },
    ...refused,
    reason: 'key-refused',
    status: 401,
  },
  { name: '11: 403', fault: { kind: 'forbidden' }, ...refused, reason: 'not-allowed', status: 403 },
];

describe.each([{ replay: true }, { replay: false }])('with replay $replay', ({ replay }) => {
  test.each(CASES)('$name: told, written down, and confirmed once it is over', async (expected) => {
    const sim = await simulator(replay, [{ fault: expected.fault }]);
    const waits = expected.waitMs ? { timeoutMs: expected.waitMs } : {};
    const kiosk = runCore(coreSettings(sim.url, waits));
    const connected = kiosk.statusIs(({ connection, queued }) => {
      return connection === expected.connection && queued === 1;
    });

    const result = await kiosk.scan('BADGE-1');

    expect(result).toMatchObject({ outcome: expected.outcome, reason: expected.reason });
    const [row] = kiosk.rows();
    expect(row).toMatchObject({ scan_id: result.scanId, outcome: expected.outcome });
    expect(row?.state).toMatch(/^(pending|sending)$/);
    expect(row?.last_status).toBe(expected.status);
    expect(row?.attempts).toBeGreaterThanOrEqual(expected.attempts);
    expect(kiosk.isAmbiguous(result.scanId)).toBe(expected.ambiguous);
    await connected;

    sim.clearFaults();
    expect(await kiosk.settlementOf(result.scanId)).toBe('checked-in');
    expect(sim.checkins()).toHaveLength(1);
    expect(kiosk.rows()[0]).toMatchObject({ state: 'done', outcome: 'checked-in' });
    await kiosk.statusIs(({ connection, queued }) => connection === 'online' && queued === 0);
  });

  test('1: an answer lost once is found by the second attempt, as our own check-in', async () => {
    const sim = await simulator(replay, [{ fault: { kind: 'reset-after' }, times: 1 }]);
    const kiosk = runCore(coreSettings(sim.url));
    expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'checked-in', reason: null });
    expect(kiosk.rows()[0]).toMatchObject({ state: 'done', attempts: 2 });
    expect(kiosk.core.status().connection).toBe('online');
  });

  test('4: a server that stumbles once is asked again while the person waits', async () => {
    const sim = await simulator(replay, [{ fault: { kind: 'status', status: 503 }, times: 1 }]);
    const kiosk = runCore(coreSettings(sim.url));
    expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'checked-in' });
    expect(sim.journal().map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      kiosk.rows()[0]?.idempotency_key,
      kiosk.rows()[0]?.idempotency_key,
    ]);
  });

  test('4: five failing scans in a row count as offline, and no more are tried', async () => {
    const sim = await simulator(replay, [{ fault: { kind: 'status', status: 503 }, on: 'all' }]);
    const kiosk = runCore(coreSettings(sim.url), undefined, { random: () => 0.9 });
    for (let n = 1; n <= 5; n++) await kiosk.scan(`TEST-${n}`);
    await kiosk.statusIs(({ connection }) => connection === 'offline');
    const before = sim.journal().filter(({ code }) => code === 'TEST-6').length;
    const told = await kiosk.scan('TEST-6');
    expect(told).toMatchObject({ outcome: 'queued', reason: 'server-trouble' });
    expect(sim.journal().filter(({ code }) => code === 'TEST-6')).toHaveLength(before);
    sim.clearFaults();
    await kiosk.statusIs(({ queued }) => queued === 0);
    expect(sim.checkins()).toHaveLength(6);
  });

  test('7: any other 2xx is a check-in', async () => {
    const sim = await simulator(replay, [
      { fault: { kind: 'act-then-status', status: 201, body: { id: 7 } } },
    ]);
    const kiosk = runCore(coreSettings(sim.url));
    expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'checked-in', kind: 'badge' });
    expect(kiosk.rows()[0]).toMatchObject({ state: 'done', attempts: 1, last_status: 201 });
  });

  test.each<[string, Record<string, unknown>, string | null]>([
    ['by the name', { attendee: { name: 'Ayesha Khan' } }, 'Ayesha Khan'],
    ['by no ticket', { name: 'VIP', badge: { name: 'VIP' }, user: { name: 'Gate A' } }, null],
    ['by no heap of marks', { attendee: { name: `A${'\u0301'.repeat(78)}` } }, null],
    ['in one direction', { attendee: { name: 'Ada\u202e Khan' } }, 'Ada Khan'],
    ['by no address', { attendee: { name: 'ada@example.org' } }, null],
  ])('7: a person is greeted %s', async (_how, body, name) => {
    const fault = { kind: 'act-then-status', status: 200, body: body as never } as const;
    const sim = await simulator(replay, [{ fault }]);
    const kiosk = runCore(coreSettings(sim.url, { timeoutMs: 4000 }));
    expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'checked-in', name });
  });

  test('8: a reused key is kept for a person to look at', async () => {
    const sim = await simulator(replay);
    const kiosk = runCore(coreSettings(sim.url));
    const told = await kiosk.scan('BADGE-KEY-REUSED');
    expect(told).toMatchObject({ outcome: 'attention', reason: 'key-reused' });
    expect(kiosk.rows()[0]).toMatchObject({ state: 'attention', last_status: 409 });
    expect(kiosk.core.status()).toMatchObject({ connection: 'online', queued: 0 });
  });

  test.each([
    { error: { code: 'IDEMPOTENCY_KEY_REUSED', message: 'Reused' } },
    { ok: false, code: 'IDEMPOTENCY_KEY_REUSED' },
    { errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] },
    { ok: false, error: 'IDEMPOTENCY_KEY_REUSED' },
    { error: { code: 'CONFLICT' }, code: 'IDEMPOTENCY_KEY_REUSED', duplicate: true },
  ])('8: a reused key is never a duplicate, as %j', async (body) => {
    const sim = await simulator(replay, [{ fault: { kind: 'status', status: 409, body } }]);
    const kiosk = runCore(coreSettings(sim.url, { timeoutMs: 4000 }));
    const told = await kiosk.scan('BADGE-1');
    expect(told).toMatchObject({ outcome: 'attention', reason: 'key-reused' });
    expect(kiosk.rows()[0]).toMatchObject({ state: 'attention', attempts: 1 });
  });

  test.each([
    { ok: false, duplicate: true },
    { error: { code: 'DUPLICATE', message: 'Already checked in' } },
    { error: 'Already checked in' },
    {},
  ])('9: a duplicate is one in any envelope, as %j', async (body) => {
    const sim = await simulator(replay, [{ fault: { kind: 'status', status: 409, body } }]);
    const kiosk = runCore(coreSettings(sim.url, { timeoutMs: 4000 }));
    expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'already-checked-in' });
  });

  test('9: a duplicate is a success of its own', async () => {
    const sim = await simulator(replay);
    const first = runCore(coreSettings(sim.url));
    await first.scan('BADGE-1');
    const second = runCore(coreSettings(sim.url));
    expect(await second.scan('BADGE-1')).toMatchObject({ outcome: 'already-checked-in' });
    expect(second.rows()[0]).toMatchObject({ state: 'done', outcome: 'already-checked-in' });
  });

  test.each([
    ['BADGE-UNKNOWN', 'unknown-badge', 404],
    ['BADGE-REVOKED', 'revoked-badge', 410],
    ['BADGE-INVALID', 'invalid-code', 422],
  ])('12: %s is rejected as %s', async (code, reason, status) => {
    const sim = await simulator(replay);
    const kiosk = runCore(coreSettings(sim.url));
    expect(await kiosk.scan(code)).toMatchObject({ outcome: 'rejected', reason });
    expect(kiosk.rows()[0]).toMatchObject({ state: 'rejected', last_status: status, attempts: 1 });
    expect(kiosk.core.status()).toMatchObject({ connection: 'online', queued: 0 });
  });

  test('12: after ten rejections a person can go on without sending those again', async () => {
    const sim = await simulator(replay, [{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const kiosk = runCore(coreSettings(sim.url));
    for (let n = 1; n <= 10; n++) await kiosk.scan(`NOBODY-${n}`);
    for (let n = 1; n <= 3; n++) await kiosk.scan(`TEST-${n}`);
    await kiosk.statusIs(({ connection, queued }) => connection === 'offline' && queued === 13);
    sim.clearFaults();
    await kiosk.statusIs(({ backlogStopped }) => backlogStopped);
    expect(sim.checkins()).toEqual([]);
    await kiosk.core.resumeBacklog();
    await kiosk.statusIs(({ queued }) => queued === 0);
    expect(sim.checkins()).toHaveLength(3);
    expect(kiosk.rows().filter(({ state }) => state === 'rejected')).toHaveLength(10);
  });

  test('12: ten rejections stop the backlog exactly there, until a person sends it again', async () => {
    const sim = await simulator(replay, [{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const kiosk = runCore(coreSettings(sim.url));
    for (let n = 1; n <= 15; n++) await kiosk.scan(`TEST-${n}`);
    await kiosk.statusIs(({ connection, queued }) => connection === 'offline' && queued === 15);

    sim.setFaults([{ fault: { kind: 'status', status: 404, body: { ok: false } } }]);
    await kiosk.statusIs(({ backlogStopped }) => backlogStopped);
    expect(kiosk.rows().filter(({ state }) => state === 'rejected')).toHaveLength(10);
    expect(kiosk.core.status().queued).toBe(5);

    sim.clearFaults();
    expect(await kiosk.core.sendAgain(null)).toBe(10);
    await kiosk.statusIs(({ queued }) => queued === 0);
    expect(sim.checkins()).toHaveLength(15);
  });
});

test('a pause is kept by the device: the next person is told at once, and nothing is asked', async () => {
  const sim = await simulator(true, [{ fault: { kind: 'rate-limited', retryAfter: 1 }, times: 1 }]);
  const kiosk = runCore(coreSettings(sim.url));
  await kiosk.scan('BADGE-1');
  const told = await kiosk.scan('BADGE-2');
  expect(told).toMatchObject({ outcome: 'queued', reason: 'rate-limited' });
  expect(sim.journal()).toHaveLength(1);
  await kiosk.statusIs(({ queued }) => queued === 0);
  const [first, second] = sim.journal();
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
});

test('a refused key keeps both kinds of scans, and one tried alone reopens both', async () => {
  const sim = await simulator(true);
  sim.setKey('cat_demo_all', { state: 'revoked', scopes: [] });
  const kiosk = runCore(coreSettings(sim.url));
  const badge = await kiosk.scan('BADGE-1');
  const attendance = await kiosk.scan('confera-attendance:DAY1-XYZ');
  expect([badge.outcome, attendance.outcome]).toEqual(['attention', 'attention']);
  sim.setKey('cat_demo_all', { state: 'live', scopes: ['badges:write', 'attendance:write'] });
  expect(await kiosk.settlementOf(badge.scanId)).toBe('checked-in');
  expect(await kiosk.settlementOf(attendance.scanId)).toBe('checked-in');
});

test('a missing scope stops its kind alone', async () => {
  const sim = await simulator(true);
  const kiosk = runCore(coreSettings(sim.url, { apiKey: 'cat_demo_attendance' }));
  expect(await kiosk.scan('BADGE-1')).toMatchObject({
    outcome: 'attention',
    reason: 'not-allowed',
  });
  expect(await kiosk.scan('confera-attendance:DAY1-XYZ')).toMatchObject({ outcome: 'checked-in' });
  expect(await kiosk.scan('BADGE-2')).toMatchObject({
    outcome: 'attention',
    reason: 'not-allowed',
  });
  expect(kiosk.core.status().connection).toBe('blocked');
});

test('a request that never left is not ambiguous: a later duplicate was somebody else', async () => {
  const sim = await startSimulator();
  const { url } = sim;
  await sim.close();
  const kiosk = runCore(coreSettings(url));
  const told = await kiosk.scan('BADGE-1');
  expect(told).toMatchObject({ outcome: 'queued', reason: 'no-network' });
  expect(kiosk.isAmbiguous(told.scanId)).toBe(false);
});

test('a failed TLS handshake never let the request leave either', async () => {
  const sim = await simulator(true);
  const kiosk = runCore(coreSettings(sim.url.replace('http:', 'https:')));
  const told = await kiosk.scan('BADGE-1');
  expect(told).toMatchObject({ outcome: 'queued', reason: 'no-network' });
  expect(kiosk.isAmbiguous(told.scanId)).toBe(false);
});
