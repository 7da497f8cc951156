import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/core/system/clock.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type FaultRule, startSimulator } from '../simulator/simulator.ts';

async function scanOnceWith(aheadMs: number, rules: FaultRule[] = []) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  const clock = { ...systemClock, now: () => Date.now() + aheadMs };
  const kiosk = runCore(coreSettings(sim.url), temporaryFolder(), { clock });
  await kiosk.scan('TEST-1');
  return kiosk;
}

test('a clock that is an hour off is told, and logged once', async () => {
  const kiosk = await scanOnceWith(3_600_000);
  await kiosk.statusIs(({ clockMinutesAhead }) => clockMinutesAhead === 60);
  await kiosk.scan('TEST-2');
  await kiosk.close();
  const log = readFileSync(path.join(kiosk.dataDir, 'logs', 'kiosk.log'), 'utf8').split('\n');
  expect(log.filter((line) => line.includes('minutesAhead'))).toHaveLength(1);
});

test('since when it is off is kept from the first time that it was noticed', async () => {
  const from = Date.now() + 3_600_000;
  const kiosk = await scanOnceWith(3_600_000);
  await kiosk.statusIs(({ clockMinutesAhead }) => clockMinutesAhead === 60);
  const { clock, ...others } = kiosk.core.problemsSince();
  expect(clock).toBeGreaterThanOrEqual(from);
  expect(others).toEqual({ storage: null, backlogStopped: null });
  // Another scan changes the status, and not since when.
  await kiosk.scan('TEST-2');
  expect(kiosk.core.problemsSince().clock).toBe(clock);
});

test('a clock that is right is not mentioned', async () => {
  const kiosk = await scanOnceWith(0);
  expect(kiosk.core.status().clockMinutesAhead).toBeNull();
  expect(kiosk.core.problemsSince().clock).toBeNull();
});

/** A clock of its own, twelve years ahead. */
const DATE = { Date: 'Tue, 01 Jan 2038 00:00:00 GMT' };
const PAGE = '<h1>Something else</h1>';
const JSON_BODY = { ok: false, code: 'X' };

test.each<[number, string | object]>([
  [200, PAGE],
  [302, PAGE],
  [302, JSON_BODY],
  [404, PAGE],
  [407, PAGE],
  [407, JSON_BODY],
  [429, PAGE],
  [408, PAGE],
  [500, PAGE],
  [502, PAGE],
  [503, PAGE],
  [504, PAGE],
  [511, PAGE],
  [511, JSON_BODY],
  [200, [JSON_BODY]],
])(
  'the clock of what answers %i in Confera’s place (%j) is nobody’s business',
  async (status, body) => {
    const fault = { kind: 'status', status, body: body as never, headers: DATE } as const;
    const kiosk = await scanOnceWith(0, [{ fault, on: 'all' }]);
    expect(kiosk.core.status().clockMinutesAhead).toBeNull();
    expect(kiosk.core.lastAnswerAt()).toBeNull();
    expect(kiosk.core.status().trouble).toMatchObject({ status, over: false });
  },
);

test.each([200, 401, 403, 404, 409, 408, 429, 500, 503])(
  'the clock of a %i with a JSON object is Confera’s',
  async (status) => {
    const fault = { kind: 'status', status, body: JSON_BODY, headers: DATE } as const;
    const kiosk = await scanOnceWith(0, [{ fault, on: 'all' }]);
    expect(kiosk.core.status().clockMinutesAhead).toBeLessThan(-1_000_000);
    expect(kiosk.core.lastAnswerAt()).not.toBeNull();
    expect(kiosk.core.status().trouble).toBeNull();
  },
);

test.each([
  'Sat, 13 Sep 275760 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
])('a time that nobody can mean (%s) is not believed, and scans go on', async (date) => {
  const fault = {
    kind: 'status',
    status: 200,
    body: { ok: true },
    headers: { Date: date },
  } as const;
  const kiosk = await scanOnceWith(0, [{ fault, on: 'all' }]);
  expect(kiosk.core.status().clockMinutesAhead).toBeNull();
  expect(await kiosk.scan('confera-attendance:TEST-2')).toMatchObject({
    outcome: 'checked-in',
    day: kiosk.core.today(),
  });
  expect(kiosk.core.today()).toMatch(/^20\d\d-/);
});

test('an answer that a cache has kept for an hour doesn’t set the clock back', async () => {
  const headers = { Date: new Date(Date.now() - 3_600_000).toUTCString(), Age: '3600' };
  const fault = { kind: 'status', status: 200, body: { ok: true }, headers } as const;
  const kiosk = await scanOnceWith(0, [{ fault, on: 'all' }]);
  expect(kiosk.core.status().clockMinutesAhead).toBeNull();
  expect(kiosk.core.lastAnswerAt()).not.toBeNull();
});
