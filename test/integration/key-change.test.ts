import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { heldConfera } from '../fixtures/held-confera.ts';
import { coreSettings, type RunningCore, runCore } from '../fixtures/running-core.ts';
import { type FaultRule, type Simulator, startSimulator } from '../simulator/simulator.ts';

/** A running core gets another key while scans go on. */

const OLD = 'cat_old_4Kq7Aold';
const NEW = 'cat_new_9Zm2Bnew';
const BOTH = ['badges:write', 'attendance:write'] as const;

async function simulator() {
  const sim = await startSimulator({
    replay: false,
    keys: { [OLD]: { state: 'live', scopes: BOTH }, [NEW]: { state: 'live', scopes: BOTH } },
  });
  onTestFinished(() => sim.close());
  return sim;
}

const run = (baseUrl: string, settings: Partial<CoreSettings> = {}) =>
  runCore(coreSettings(baseUrl, { apiKey: OLD, timeoutMs: 4000, ...settings }));

/** Tests the new key and takes it. */
async function change({ core }: RunningCore, apiKey = NEW) {
  const trial = await core.tryKey(apiKey);
  expect(trial).toMatchObject({ ok: true });
  if (trial.ok) trial.use();
}

const revoke = (sim: Simulator, key: string) => sim.setKey(key, { state: 'revoked', scopes: BOTH });

/** The ends of the keys that this code was sent under, in their order. */
const keysOf = (sim: Simulator, code: string) =>
  sim
    .journal()
    .filter((entry) => entry.code === code)
    .map(({ apiKeyTail }) => apiKeyTail);
const TAIL = { old: OLD.slice(-4), new: NEW.slice(-4) };

const logOf = ({ dataDir }: RunningCore) =>
  readFileSync(path.join(dataDir, 'logs', 'kiosk.log'), 'utf8');

describe('a new key', () => {
  test('lifts the refusal of the old one at once; what waited goes out with its idempotency key', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    expect(await kiosk.scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });
    revoke(sim, OLD);
    const refused = await kiosk.scan('TEST-2');
    expect(refused).toMatchObject({ outcome: 'attention', reason: 'key-refused' });
    expect(kiosk.core.status()).toMatchObject({ connection: 'blocked', queued: 1 });

    await change(kiosk);
    expect(kiosk.core.status().connection).toBe('online');
    expect(await kiosk.scan('TEST-3')).toMatchObject({ outcome: 'checked-in' });
    expect(await kiosk.settlementOf(refused.scanId)).toBe('checked-in');
    expect(keysOf(sim, 'TEST-2').at(-1)).toBe(TAIL.new);
    expect(keysOf(sim, 'TEST-3')).toEqual([TAIL.new]);
    const sent = sim.journal().filter(({ code }) => code === 'TEST-2');
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  test('is not needed by scans under way: they end under the old one, and once', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    sim.setFaults([{ fault: { kind: 'latency', ms: 700 }, key: OLD }]);
    const slow = kiosk.scan('TEST-SLOW');
    await sim.waitFor((journal) => journal.some(({ code }) => code === 'TEST-SLOW'));
    await change(kiosk);
    expect(await kiosk.scan('TEST-QUICK')).toMatchObject({ outcome: 'checked-in' });
    expect(await slow).toMatchObject({ outcome: 'checked-in' });
    expect(keysOf(sim, 'TEST-SLOW')).toEqual([TAIL.old]);
    expect(keysOf(sim, 'TEST-QUICK')).toEqual([TAIL.new]);
  });

  test('is tested without a check-in, and while it is, the old one is used', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    sim.setFaults([{ fault: { kind: 'latency', ms: 500 }, key: NEW, on: 'all' }]);
    const trial = kiosk.core.tryKey(NEW);
    expect(await kiosk.scan('TEST-MEANWHILE')).toMatchObject({ outcome: 'checked-in' });
    expect(await trial).toMatchObject({ ok: true });
    expect(await kiosk.scan('TEST-NOT-USED-YET')).toMatchObject({ outcome: 'checked-in' });
    expect(keysOf(sim, 'TEST-MEANWHILE')).toEqual([TAIL.old]);
    expect(keysOf(sim, 'TEST-NOT-USED-YET')).toEqual([TAIL.old]);
    expect(sim.checkins()).toHaveLength(2);
    const probes = sim.journal().filter(({ code }) => code?.startsWith('kiosk-preflight-'));
    expect(probes.map(({ kind, status }) => [kind, status]).sort()).toEqual([
      ['attendance', 404],
      ['badge', 404],
    ]);
  });

  test('leaves the debounce as it is', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    const now = Date.now();
    const scanAt = (monotonic: number) =>
      kiosk.core.scan({ raw: 'TEST-TWICE', source: 'typed', at: { now, monotonic } });
    const from = performance.now();
    expect(await scanAt(from)).toMatchObject({ outcome: 'checked-in' });
    await change(kiosk);
    expect(await scanAt(from + 300)).toMatchObject({ outcome: 'ignored' });
  });

  test('makes a device that is offline look for Confera at once', async () => {
    const sim = await simulator();
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all', key: OLD }]);
    const kiosk = runCore(coreSettings(sim.url, { apiKey: OLD }), undefined, {
      // Its next look would come after ten seconds.
      random: () => 0.999,
    });
    const { scanId } = await kiosk.scan('TEST-1');
    await kiosk.statusIs(({ connection }) => connection === 'offline');
    await change(kiosk);
    expect(await kiosk.settlementOf(scanId)).toBe('checked-in');
    await kiosk.statusIs(({ connection }) => connection === 'online');
  });
});

describe('a refusal of the old key that comes after the change', () => {
  /** Answers the test of the new key: it works, and has both scopes. */
  const accept = async (confera: Awaited<ReturnType<typeof heldConfera>>) => {
    for (const endpoint of ['health', 'badges/checkin', 'attendance/checkin']) {
      const asked = await confera.request((each) => each.key === NEW && each.endpoint === endpoint);
      asked.answer(endpoint === 'health' ? 200 : 404);
    }
  };
  const answerOldHealth = async (confera: Awaited<ReturnType<typeof heldConfera>>) =>
    (await confera.request((each) => each.key === OLD && each.endpoint === 'health')).answer(200);

  test.each([401, 403])(
    'with %i: the person’s second attempt goes out under the new one',
    async (status) => {
      const confera = await heldConfera();
      const kiosk = run(confera.url, { timeoutMs: 8000 });
      const connections: string[] = [];
      kiosk.core.events.on('status', ({ connection }) => connections.push(connection));
      const scan = kiosk.scan('TEST-HELD');
      const first = await confera.request(({ code }) => code === 'TEST-HELD');
      const changed = change(kiosk);
      await Promise.all([accept(confera), answerOldHealth(confera)]);
      await changed;
      first.answer(status);
      const second = await confera.request((each) => each.code === 'TEST-HELD' && each.key === NEW);
      expect(second.idempotencyKey).toBe(first.idempotencyKey);
      second.answer(200);
      expect(await scan).toMatchObject({ outcome: 'checked-in' });
      expect(connections).not.toContain('blocked');
    },
  );

  test('leaves a scan of the backlog to the new key', async () => {
    const confera = await heldConfera();
    const kiosk = run(confera.url, { syncTimeoutMs: 8000, timeoutMs: 8000 });
    const scan = kiosk.scan('TEST-BACKLOG');
    (await confera.request(({ code }) => code === 'TEST-BACKLOG')).answer(429);
    expect(await scan).toMatchObject({ outcome: 'queued' });
    const fits = (key: string, not?: unknown) => (each: { code: string | null; key: string }) =>
      each.code === 'TEST-BACKLOG' && each.key === key && each !== not;
    const [immediate] = confera.requests;
    const held = await confera.request(fits(OLD, immediate));
    const changed = change(kiosk);
    await Promise.all([accept(confera), answerOldHealth(confera)]);
    await changed;
    held.answer(401);
    const again = await confera.request(fits(NEW));
    expect(kiosk.core.status().connection).toBe('online');
    expect(again.idempotencyKey).toBe(held.idempotencyKey);
    again.answer(200);
    expect(await kiosk.settlementOf(kiosk.rows()[0]?.scan_id ?? null)).toBe('checked-in');
  });

  test('makes the device ask again whether Confera is there', async () => {
    const confera = await heldConfera();
    const kiosk = run(confera.url);
    const scan = kiosk.scan('TEST-OFFLINE');
    (await confera.request(({ code }) => code === 'TEST-OFFLINE')).answer(302);
    expect(await scan).toMatchObject({ outcome: 'queued' });
    // It looks whether Confera is back.
    const probe = await confera.request(({ endpoint }) => endpoint === 'health');
    const changed = change(kiosk);
    const compared = await confera.request(
      (each) => each.key === OLD && each.endpoint === 'health' && each !== probe,
    );
    compared.answer(200);
    await accept(confera);
    await changed;
    probe.answer(401);
    const tests = confera.requests.filter(
      ({ key, endpoint }) => key === NEW && endpoint === 'health',
    );
    const again = await confera.request(
      (each) => each.key === NEW && each.endpoint === 'health' && !tests.includes(each),
    );
    again.answer(200);
    const trial = await confera.request((each) => each.code === 'TEST-OFFLINE' && each.key === NEW);
    trial.answer(200);
    await kiosk.statusIs(({ connection }) => connection === 'online');
  });
});

describe('a bad new key', () => {
  const live = { state: 'live', scopes: BOTH } as const;
  const reset: FaultRule = { fault: { kind: 'reset-before' }, on: 'all', key: NEW };
  test.each<[string, string, (sim: Simulator) => void, Partial<CoreSettings>?]>([
    ['that Confera doesn’t know', 'unauthorized', (sim) => revoke(sim, NEW)],
    [
      'of a conference that is not active',
      'conference-inactive',
      (sim) => sim.setFaults([{ fault: { kind: 'forbidden' }, on: 'health', key: NEW }]),
    ],
    [
      'without a scope',
      'forbidden',
      (sim) => sim.setKey(NEW, { ...live, scopes: ['events:read'] }),
    ],
    [
      'without a scope that the old one has',
      'attendance-forbidden',
      (sim) => sim.setKey(NEW, { ...live, scopes: ['badges:write'] }),
    ],
    [
      'without the scope of this device',
      'badges-forbidden',
      (sim) => sim.setKey(NEW, { ...live, scopes: ['attendance:write'] }),
      { mode: 'badge' },
    ],
    [
      'of another conference',
      'other-conference',
      (sim) => sim.setKey(NEW, { ...live, conference: 'Another Conference' }),
    ],
    ['that can’t be tested, as nothing answers', 'broken', (sim) => sim.setFaults([reset])],
    [
      'that can’t be tested, as Confera fails',
      'server-trouble',
      (sim) => sim.setFaults([{ ...reset, fault: { kind: 'status', status: 503 } }]),
    ],
    [
      'that can’t be tested, as Confera asks us to wait',
      'rate-limited',
      (sim) => sim.setFaults([{ ...reset, fault: { kind: 'rate-limited' } }]),
    ],
    [
      'that can’t be tested, as a page answers',
      'sign-in',
      (sim) => sim.setFaults([{ ...reset, fault: { kind: 'html-page' } }]),
    ],
    [
      'whose scope can’t be probed, as nothing answers',
      'broken',
      (sim) => sim.setFaults([{ ...reset, on: 'badges' }]),
    ],
  ])('%s changes nothing (%s)', async (_, problem, prepare, settings = {}) => {
    const sim = await simulator();
    prepare(sim);
    const kiosk = run(sim.url, settings);
    for (const untested of [false, true]) {
      expect(await kiosk.core.tryKey(NEW, { untested })).toEqual({
        ok: false,
        problem,
        mayGoUntested: false,
      });
    }
    expect(await kiosk.scan('TEST-AFTER')).toMatchObject({ outcome: 'checked-in' });
    expect(keysOf(sim, 'TEST-AFTER')).toEqual([TAIL.old]);
    expect(kiosk.core.status()).toMatchObject({ connection: 'online', trouble: null });
    expect(sim.checkins()).toHaveLength(1);
  });

  test('with a scope that Confera tells in another way is taken', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    const unreadable = { kind: 'status', status: 422 } as const;
    sim.setFaults([{ fault: unreadable, key: NEW, on: 'checkins' }]);
    expect(await kiosk.core.tryKey(NEW)).toMatchObject({ ok: true });
  });

  test('for fewer kinds than a device may take is enough if the old one had no more', async () => {
    const sim = await simulator();
    for (const key of [OLD, NEW]) sim.setKey(key, { state: 'live', scopes: ['badges:write'] });
    const kiosk = run(sim.url);
    expect(await kiosk.core.tryKey(NEW)).toMatchObject({ ok: true });
  });
});

describe('a new key of another conference, while the old one is refused', () => {
  const other = { state: 'live', scopes: BOTH, conference: 'Another Conference' } as const;

  test('is not taken if the old one’s conference is known, even from before a restart', async () => {
    const sim = await simulator();
    const first = run(sim.url);
    // Confera says which conference it is when it is back.
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await first.scan('TEST-0');
    sim.clearFaults();
    await first.statusIs(({ connection, queued }) => connection === 'online' && queued === 0);
    revoke(sim, OLD);
    await first.scan('TEST-WAITING');
    await first.close();
    const kiosk = runCore(coreSettings(sim.url, { apiKey: OLD, timeoutMs: 4000 }), first.dataDir);
    await kiosk.statusIs(({ connection }) => connection === 'blocked');
    sim.setKey(NEW, other);
    for (const untested of [false, true]) {
      expect(await kiosk.core.tryKey(NEW, { untested })).toEqual({
        ok: false,
        problem: 'other-conference',
        mayGoUntested: false,
      });
    }
    expect(keysOf(sim, 'TEST-WAITING')).not.toContain(TAIL.new);
    sim.setKey(NEW, { state: 'live', scopes: BOTH });
    await change(kiosk);
    await kiosk.statusIs(({ queued }) => queued === 0);
    expect(keysOf(sim, 'TEST-WAITING')).toContain(TAIL.new);
  });

  test('is taken if no scan waits for the old one’s, as at the next event at the same address', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await kiosk.scan('TEST-0');
    sim.clearFaults();
    await kiosk.statusIs(({ connection, queued }) => connection === 'online' && queued === 0);
    sim.setKey(NEW, other);
    // As long as the old key works, a key of another conference is taken for a mistake.
    expect(await kiosk.core.tryKey(NEW)).toMatchObject({ problem: 'other-conference' });
    revoke(sim, OLD);
    expect(await kiosk.core.tryKey(NEW)).toMatchObject({ ok: true });
  });

  test('is taken if nothing has told the old one’s conference, since nobody can tell', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    revoke(sim, OLD);
    sim.setKey(NEW, other);
    expect(await kiosk.core.tryKey(NEW)).toMatchObject({ ok: true });
  });
});

describe('a new key that can’t be tested while the old one is refused', () => {
  test('is taken if staff say so, and tried as soon as Confera is back', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    revoke(sim, OLD);
    const { scanId } = await kiosk.scan('TEST-1');
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const refusal = { ok: false, problem: 'broken', mayGoUntested: true };
    expect(await kiosk.core.tryKey(NEW)).toEqual(refusal);
    expect(kiosk.core.status().connection).toBe('blocked');
    const trial = await kiosk.core.tryKey(NEW, { untested: true });
    expect(trial).toMatchObject({ ok: true });
    if (trial.ok) trial.use();
    sim.clearFaults();
    expect(await kiosk.settlementOf(scanId)).toBe('checked-in');
  });

  test('is not taken if Confera refuses it, too', async () => {
    const sim = await simulator();
    const kiosk = run(sim.url);
    revoke(sim, OLD);
    revoke(sim, NEW);
    await kiosk.scan('TEST-1');
    expect(await kiosk.core.tryKey(NEW, { untested: true })).toEqual({
      ok: false,
      problem: 'unauthorized',
      mayGoUntested: false,
    });
  });
});

test('neither key is in the log, whatever repeats it', async () => {
  const confera = await heldConfera();
  const kiosk = run(confera.url, { timeoutMs: 8000 });
  const repeat = (key: string) => ({ error: { code: `BAD_${key}`, message: `No ${key}` } });
  const scan = kiosk.scan('TEST-HELD');
  const first = await confera.request(({ code }) => code === 'TEST-HELD');
  const trial = kiosk.core.tryKey(NEW);
  const isHealth = (key: string) => (each: { key: string; endpoint: string }) =>
    each.key === key && each.endpoint === 'health';
  (await confera.request(isHealth(NEW))).answer(200);
  (await confera.request(isHealth(OLD))).answer(401, repeat(`${OLD} ${NEW}`));
  for (const kind of ['badges', 'attendance']) {
    const probe = await confera.request(
      ({ key, endpoint }) => key === NEW && endpoint === `${kind}/checkin`,
    );
    probe.answer(404, repeat(`${OLD} ${NEW}`));
  }
  const tried = await trial;
  if (tried.ok) tried.use();
  first.answer(422, repeat(`${OLD} ${NEW}`));
  expect(await scan).toMatchObject({ outcome: 'rejected' });
  await kiosk.close();
  const log = logOf(kiosk);
  expect(log).toContain('"msg":"the key was changed"');
  expect(log).toContain('"msg":"confera failed"');
  for (const key of [OLD, NEW]) expect(log).not.toContain(key);
});
