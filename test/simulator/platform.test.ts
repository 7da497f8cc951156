import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { call, scanAttendance, scanBadge } from './client.ts';
import type { Envelope } from './envelopes.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const NOON = Date.parse('2026-05-10T12:00:00Z');
const API = '/api/public/v1';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    now: () => NOON,
    badges: [{ code: 'MINE', name: 'Own Guest', behaviour: 'valid', note: '' }],
    keys: { cat_mine: { state: 'live', scopes: ['badges:write'] } },
  });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.reset();
  simulator.setReplay(true);
});

describe('check-ins', () => {
  test('a badge counts once in all', async () => {
    const first = await scanBadge(simulator, 'BADGE-1');
    expect(first.status).toBe(200);
    expect(first.json()).toEqual({
      ok: true,
      attendee: { name: 'Ayesha Khan' },
      checkedInAt: '2026-05-10T12:00:00.000Z',
    });
    const second = await scanBadge(simulator, 'BADGE-1');
    expect(second.status).toBe(409);
    expect(second.json()).toMatchObject({ ok: false, duplicate: true, code: 'DUPLICATE' });
    expect(simulator.checkins()).toEqual([
      {
        at: NOON,
        code: 'BADGE-1',
        kind: 'badge',
        location: 'gate-a',
        dayDate: null,
        idempotencyKey: null,
      },
    ]);
  });

  test('attendance counts once a day, with the prefix or without it', async () => {
    const statuses = [];
    for (const [code, day] of [
      ['confera-attendance:DAY1-XYZ', '2026-05-10'],
      ['DAY1-XYZ', '2026-05-10'],
      ['DAY1-XYZ', '2026-05-11'],
    ] as const) {
      statuses.push((await scanAttendance(simulator, code, day)).status);
    }
    expect(statuses).toEqual([200, 409, 200]);
    expect(simulator.checkins().map(({ code, dayDate }) => `${code} ${dayDate}`)).toEqual([
      'confera-attendance:DAY1-XYZ 2026-05-10',
      'confera-attendance:DAY1-XYZ 2026-05-11',
    ]);
  });

  test('without dayDate the server takes its own day', async () => {
    await call(simulator, `${API}/attendance/checkin`, {
      method: 'POST',
      body: { qr: 'confera-attendance:TEST-1' },
    });
    expect(simulator.checkins()).toMatchObject([{ dayDate: '2026-05-10', location: null }]);
  });

  test.each([
    ['TODAY-1', '2026-05-09', 200],
    ['TODAY-1', '2026-05-11', 200],
    ['TODAY-1', '2026-05-12', 422],
    ['OTHER-DAY', '2026-02-03', 200],
    ['OTHER-DAY', '2026-05-10', 422],
    ['DAY1-XYZ', '2026-02-30', 422],
    ['DAY1-XYZ', '10.05.2026', 422],
  ])('the code %s on %s is answered with %i', async (code, day, status) => {
    const answer = await scanAttendance(simulator, `confera-attendance:${code}`, day);
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.json()).toMatchObject({ code: 'INVALID_DAY' });
  });

  test.each([
    ['MINE', 200, undefined],
    ['LOAD-42', 200, undefined],
    ['TEST-a-1', 200, undefined],
    ['BADGE-UNKNOWN', 404, 'BADGE_NOT_FOUND'],
    ['never-printed', 404, 'BADGE_NOT_FOUND'],
    ['confera-attendance:DAY1-XYZ', 404, 'BADGE_NOT_FOUND'],
    ['BADGE-REVOKED', 410, 'BADGE_REVOKED'],
    ['BADGE-INVALID', 422, 'BADGE_INVALID'],
    ['BADGE-KEY-REUSED', 409, 'IDEMPOTENCY_KEY_REUSED'],
    ['BADGE-DOWN', 503, 'UNAVAILABLE'],
  ])('the badge %s is answered with %i', async (code, status, errorCode) => {
    const answer = await scanBadge(simulator, code);
    expect(answer.status).toBe(status);
    expect((answer.json() as { code?: string }).code).toBe(errorCode);
    expect(simulator.checkins()).toHaveLength(status === 200 ? 1 : 0);
  });

  test('a slow badge is recorded at once and answered later', async () => {
    const leave = new AbortController();
    const answer = scanBadge(simulator, 'BADGE-SLOW', { signal: leave.signal });
    const entry = await simulator.waitFor((journal) => journal[0]);
    expect(entry).toMatchObject({ acted: true, status: null });
    leave.abort();
    await expect(answer).rejects.toThrow();
  });
});

describe('requests that are refused', () => {
  test.each([
    ['no key', null, 401],
    ['an unknown key', 'cat_nobody', 401],
    ['a revoked key', 'cat_demo_revoked', 401],
    ['a key without scopes', 'cat_demo_none', 403],
    ['a key for attendance', 'cat_demo_attendance', 403],
    ['a key for badges', 'cat_demo_badges', 200],
    ['a key given at the start', 'cat_mine', 200],
  ])('a badge with %s', async (_, key, status) => {
    expect((await scanBadge(simulator, 'BADGE-1', { key })).status).toBe(status);
  });

  test('a key can be revoked while it runs', async () => {
    simulator.setKey('cat_passing', { state: 'live', scopes: ['badges:write'] });
    expect((await scanBadge(simulator, 'TEST-1', { key: 'cat_passing' })).status).toBe(200);
    simulator.setKey('cat_passing', { state: 'revoked', scopes: ['badges:write'] });
    expect((await scanBadge(simulator, 'TEST-2', { key: 'cat_passing' })).status).toBe(401);
  });

  test.each([
    ['no JSON', '{"qr":'],
    ['a list', '[]'],
    ['no qr', '{}'],
    ['an empty qr', { qr: ' ' }],
    ['a qr that is too long', { qr: 'x'.repeat(513) }],
    ['a location that is no text', { qr: 'BADGE-1', location: 7 }],
  ])('%s is malformed', async (_, body) => {
    const answer = await scanBadge(simulator, '', { body });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'VALIDATION' });
  });

  test('a body over 64 KiB, another type, another method, another path', async () => {
    expect((await scanBadge(simulator, '', { body: ' '.repeat(65 * 1024) })).status).toBe(413);
    const headers = { 'content-type': 'text/plain' };
    expect((await scanBadge(simulator, 'BADGE-1', { headers })).status).toBe(415);
    expect((await call(simulator, `${API}/badges/checkin`)).status).toBe(405);
    const nowhere = await call(simulator, `${API}/nowhere`);
    expect(nowhere.status).toBe(404);
    expect(nowhere.json()).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });
});

describe('what is not documented may be either way', () => {
  test.each([
    [true, 'never-printed', 403],
    [true, 'BADGE-1', 403],
    [false, 'never-printed', 404],
    [false, 'BADGE-1', 403],
  ])('scopes first (%s): a key without the scope and %s: %i', async (scopesFirst, code, status) => {
    simulator.setBehaviour({ scopesFirst });
    onTestFinished(() => simulator.setBehaviour({ scopesFirst: true }));
    const answer = await scanBadge(simulator, code, { key: 'cat_demo_attendance' });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.text).toContain('badges:write');
    expect(simulator.checkins()).toEqual([]);
  });

  test.each<[Envelope, object]>([
    ['flat', { ok: false, code: 'BADGE_NOT_FOUND', message: expect.any(String) }],
    ['error-object', { error: { code: 'BADGE_NOT_FOUND', message: expect.any(String) } }],
    ['errors-list', { errors: [{ code: 'BADGE_NOT_FOUND', message: expect.any(String) }] }],
    ['error-code', { error: 'BADGE_NOT_FOUND', message: expect.any(String) }],
    ['no-code', { ok: false, message: expect.any(String) }],
  ])('errors in the envelope %s', async (envelope, body) => {
    simulator.setBehaviour({ envelope });
    onTestFinished(() => simulator.setBehaviour({ envelope: 'flat' }));
    const unknown = await scanBadge(simulator, 'never-printed');
    expect(unknown.json()).toMatchObject(body);
    await scanBadge(simulator, 'BADGE-1');
    const again = await scanBadge(simulator, 'BADGE-1');
    expect(again.json()).toMatchObject({ ok: false, duplicate: true });
    // A fault that refuses uses it too; one that names its body doesn't.
    simulator.setFaults([{ fault: { kind: 'forbidden' } }]);
    expect(Object.keys((await scanBadge(simulator, 'BADGE-2')).json() as object)).toEqual(
      Object.keys(unknown.json() as object),
    );
    simulator.setFaults([{ fault: { kind: 'status', status: 500, body: { mine: true } } }]);
    expect((await scanBadge(simulator, 'BADGE-2')).json()).toEqual({ mine: true });
  });
});

describe('repeats with the same Idempotency-Key', () => {
  test('the first answer is given again', async () => {
    const first = await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'k1' });
    const again = await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'k1' });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(simulator.journal()).toMatchObject([
      { acted: true, replayed: false, idempotencyKey: 'k1' },
      { acted: false, replayed: true },
    ]);
  });

  test('refusals are given again as well', async () => {
    await scanBadge(simulator, 'BADGE-REVOKED', { idempotencyKey: 'k1' });
    const again = await scanBadge(simulator, 'BADGE-REVOKED', { idempotencyKey: 'k1' });
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([410, 'true']);
  });

  test('an outage or a refused key settles nothing', async () => {
    for (const [code, key] of [
      ['BADGE-DOWN', 'cat_demo_all'],
      ['BADGE-1', 'cat_demo_revoked'],
      ['BADGE-1', 'cat_demo_none'],
    ] as const) {
      await scanBadge(simulator, code, { key, idempotencyKey: code });
    }
    await scanBadge(simulator, 'BADGE-DOWN', { idempotencyKey: 'BADGE-DOWN' });
    const tried = await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'BADGE-1' });
    expect(tried.status).toBe(200);
    expect(simulator.journal().some(({ replayed }) => replayed)).toBe(false);
  });

  test('another body under the same key is a conflict', async () => {
    await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'k1' });
    const other = await scanBadge(simulator, 'BADGE-2', { idempotencyKey: 'k1' });
    expect(other.status).toBe(409);
    expect(other.json()).toMatchObject({ ok: false, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(simulator.checkins()).toHaveLength(1);
  });

  test('with replay off a repeat is a duplicate and reuse goes unseen', async () => {
    simulator.setReplay(false);
    const statuses = [];
    for (const code of ['BADGE-1', 'BADGE-1', 'BADGE-2']) {
      statuses.push((await scanBadge(simulator, code, { idempotencyKey: 'k1' })).status);
    }
    expect(statuses).toEqual([200, 409, 200]);
  });
});

describe('health', () => {
  test('health answers a live key and no other', async () => {
    const health = await call(simulator, `${API}/health`, { key: 'cat_demo_none' });
    expect(health.status).toBe(200);
    expect(health.json()).toMatchObject({ ok: true });
    expect(health.headers['x-request-id']).toBeTruthy();
    expect(health.headers.date).toBe('Sun, 10 May 2026 12:00:00 GMT');
    expect((await call(simulator, `${API}/health`, { key: null })).status).toBe(401);
  });
});
