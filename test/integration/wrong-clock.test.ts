import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { LeapingClock } from '../fixtures/leaping-clock.ts';
import { runLeapingCore } from '../fixtures/leaping-core.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type FaultRule, startSimulator } from '../simulator/simulator.ts';

/** Scans made while this device's clock was wrong, over real HTTP and real files: each is recorded for its true day. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-02-03T12:00:00+05:00');
const NO_NETWORK: FaultRule[] = [{ fault: { kind: 'reset-before' }, on: 'all' }];
/** A busy machine must find the time to ask what day it is, and to send. */
const PATIENT = { timeoutMs: 4000, syncTimeoutMs: 4000 };
const CODE = 'confera-attendance:TEST-1';

/** A device whose clock is wrong by `off`, and a Confera whose clock is right. */
async function venue({ off = 0, at = NOON, rules = [] as FaultRule[] } = {}) {
  const truth = new LeapingClock(at);
  const clock = new LeapingClock(at + off);
  const sim = await startSimulator({ now: truth.now });
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  const dataDir = temporaryFolder();
  const start = (settings: Partial<CoreSettings> = {}) =>
    runLeapingCore(sim.url, { clock, dataDir, settings: { ...PATIENT, ...settings } });
  const pass = (ms: number) => {
    truth.leap(ms);
    clock.leap(ms);
  };
  return {
    sim,
    clock,
    start,
    pass,
    truth,
    putRight: () => clock.setWall(truth.now()),
    restartMachine: () => {
      clock.boot = 'another start';
    },
    days: () => sim.checkins().map(({ dayDate }) => dayDate),
  };
}

/** One whose answers have no `Date`, until it `tells` one; while it `hangsUp`, check-ins get no answer. */
async function conferaWithoutTime() {
  const confera = {
    url: '',
    requests: [] as { url: string; body: string; key: unknown }[],
    hangsUp: false,
    tells: null as number | null,
  };
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request;
    const body = await text(request);
    confera.requests.push({ url, body, key: headers['idempotency-key'] });
    if (confera.hangsUp && request.method === 'POST') {
      request.socket.destroy();
      return;
    }
    response.sendDate = false;
    if (confera.tells) response.setHeader('Date', new Date(confera.tells).toUTCString());
    response.setHeader('Content-Type', 'application/json').end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  confera.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return confera;
}

type Kiosk = ReturnType<typeof runLeapingCore>;
const drained = (kiosk: Kiosk) => kiosk.leapUntil(() => kiosk.core.status().queued === 0);
/** The header that tells Confera's time has whole seconds, and an answer takes its time. */
const about = (time: number) => ({ near: (told: number) => Math.abs(told - time) < 10_000 });

const BOTH_WAYS = [
  ['behind', -DAY],
  ['ahead', DAY],
] as const;

describe.each(BOTH_WAYS)('with a clock a day %s', (_way, off) => {
  test('the very first scan is for today', async () => {
    const { start, days } = await venue({ off });
    const kiosk = start();
    expect(await kiosk.scan(CODE)).toMatchObject({ outcome: 'checked-in', day: '2026-02-03' });
    expect(days()).toEqual(['2026-02-03']);
    await kiosk.statusIs(({ clockMinutesAhead }) => clockMinutesAhead === off / MINUTE);
  });

  test('where Confera asks for patience when asked for the time, the scan waits as well', async () => {
    const busy = { kind: 'status', status: 429, headers: { 'Retry-After': '60' } } as const;
    const { sim, start, days } = await venue({ off, rules: [{ fault: busy, on: 'health' }] });
    const kiosk = start();
    expect(await kiosk.scan(CODE)).toMatchObject({ outcome: 'queued', reason: 'rate-limited' });
    expect(await kiosk.scan(`${CODE}2`)).toMatchObject({
      outcome: 'queued',
      reason: 'rate-limited',
    });
    expect(sim.journal().filter(({ kind }) => kind === 'attendance')).toEqual([]);
    sim.clearFaults();
    await drained(kiosk);
    expect(days()).toEqual(['2026-02-03', '2026-02-03']);
  });

  test('a scan saved offline is for today, the clock put right meanwhile or not', async () => {
    for (const isPutRight of [true, false]) {
      const { sim, start, days, pass, truth, putRight } = await venue({ off, rules: NO_NETWORK });
      const kiosk = start();
      const scanned = truth.now();
      expect(await kiosk.scan(CODE)).toMatchObject({ outcome: 'queued' });
      pass(3 * HOUR);
      if (isPutRight) putRight();
      sim.clearFaults();
      await drained(kiosk);
      expect(days()).toEqual(['2026-02-03']);
      const [row] = kiosk.rows();
      expect(row).toMatchObject({ day: '2026-02-03', state: 'done', outcome: 'checked-in' });
      expect(about(scanned).near(row?.scanned_at ?? 0)).toBe(true);
      await kiosk.close();
    }
  });

  test('a scan saved by an earlier process is for today', async () => {
    const { sim, start, days, pass, putRight } = await venue({ off, rules: NO_NETWORK });
    const first = start();
    await first.scan(CODE);
    await first.close();
    putRight();
    pass(2 * HOUR);
    sim.clearFaults();
    await drained(start());
    expect(days()).toEqual(['2026-02-03']);
  });

  test('what Confera said to an earlier process still counts, also offline', async () => {
    const { sim, start } = await venue({ off });
    const first = start();
    await first.scan('TEST-0');
    await first.close();
    sim.setFaults(NO_NETWORK);
    const second = start();
    await second.scan('TEST-1');
    expect(await second.scan(CODE)).toMatchObject({ outcome: 'queued', day: '2026-02-03' });
  });

  test('a badge seen again offline is known, though its day was corrected or is yet to be', async () => {
    const { sim, start, putRight } = await venue({ off, rules: NO_NETWORK });
    const kiosk = start();
    await kiosk.scan('TEST-0');
    const first = await kiosk.scan(CODE);
    const other = await kiosk.scan('confera-attendance:TEST-2');
    putRight();
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'checkins' }]);
    await kiosk.leapUntil(() => kiosk.rows().some(({ day }) => day === '2026-02-03'));
    sim.setFaults(NO_NETWORK);
    expect(await kiosk.scan(CODE)).toMatchObject({
      outcome: 'already-checked-in',
      scanId: first.scanId,
      day: '2026-02-03',
    });
    expect(await kiosk.scan('confera-attendance:TEST-2')).toMatchObject({
      outcome: 'already-checked-in',
      scanId: other.scanId,
    });
  });
});

describe('a machine that was started anew since the scan', () => {
  test('after Confera had told the time: the scan is for its true day', async () => {
    const { sim, start, days, putRight, restartMachine } = await venue({ off: -DAY });
    const first = start();
    await first.scan('TEST-0');
    sim.setFaults(NO_NETWORK);
    await first.scan('TEST-1');
    await first.scan(CODE);
    await first.close();
    restartMachine();
    putRight();
    sim.clearFaults();
    await drained(start());
    expect(days().filter(Boolean)).toEqual(['2026-02-03']);
  });

  test('before, and its clock is as wrong as it was: it is corrected by as much', async () => {
    const { sim, start, days, restartMachine, pass } = await venue({
      off: -DAY,
      rules: NO_NETWORK,
    });
    const first = start();
    await first.scan(CODE);
    await first.close();
    restartMachine();
    pass(14 * HOUR);
    sim.clearFaults();
    await drained(start());
    expect(days()).toEqual(['2026-02-03']);
  });

  test('before, and the clock now tells nothing: it stays as the clock said', async () => {
    const { sim, start, clock, truth, days, restartMachine } = await venue({ rules: NO_NETWORK });
    const first = start();
    await first.scan(CODE);
    await first.close();
    restartMachine();
    // Its battery is empty: the clock begins in 2000.
    clock.setWall(Date.UTC(2000, 0, 1));
    truth.leap(DAY);
    sim.clearFaults();
    await drained(start());
    expect(days()).toEqual(['2026-02-03']);
  });
});

test.each([
  [
    'ten minutes ahead, before midnight',
    '2026-02-03T23:55:00+05:00',
    10 * MINUTE,
    'Asia/Karachi',
    '2026-02-03',
  ],
  [
    'ten minutes behind, after midnight',
    '2026-02-04T00:05:00+05:00',
    -10 * MINUTE,
    'Asia/Karachi',
    '2026-02-04',
  ],
  [
    'a minute ahead, before midnight: within what clocks differ by',
    '2026-02-03T23:59:30+05:00',
    MINUTE,
    'Asia/Karachi',
    '2026-02-04',
  ],
  [
    'an hour behind, on the night that summer time begins',
    '2026-03-30T00:30:00+02:00',
    -HOUR,
    'Europe/Berlin',
    '2026-03-30',
  ],
  [
    'an hour ahead, on the night that summer time ends',
    '2026-10-25T23:30:00+01:00',
    HOUR,
    'Europe/Berlin',
    '2026-10-25',
  ],
])('a clock %s', async (_what, moment, off, timeZone, day) => {
  const { sim, start, days, pass, putRight } = await venue({
    at: Date.parse(moment),
    off,
    rules: NO_NETWORK,
  });
  const kiosk = start({ timeZone });
  await kiosk.scan(CODE);
  pass(12 * HOUR);
  putRight();
  sim.clearFaults();
  await drained(kiosk);
  expect(days()).toEqual([day]);
});

describe('a scan that was tried before the time was known', () => {
  test('keeps its body where it may have arrived: the same key never brings another', async () => {
    const confera = await conferaWithoutTime();
    confera.hangsUp = true;
    const clock = new LeapingClock(NOON - DAY);
    const kiosk = runLeapingCore(confera.url, { clock, settings: PATIENT });
    expect(await kiosk.scan(CODE)).toMatchObject({ outcome: 'queued' });
    confera.hangsUp = false;
    confera.tells = NOON;
    await drained(kiosk);
    const sent = confera.requests.filter(({ url }) => url.endsWith('/attendance/checkin'));
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
    expect(sent[0]?.body).toContain('2026-02-02');
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  test('is corrected where its request never left', async () => {
    const { sim, clock, truth, putRight } = await venue({ off: -DAY });
    const { port } = new URL(sim.url);
    await sim.close();
    const kiosk = runLeapingCore(`http://127.0.0.1:${port}`, { clock, settings: PATIENT });
    expect(await kiosk.scan(CODE)).toMatchObject({ outcome: 'queued' });
    const again = await startSimulator({ port: Number(port), now: truth.now });
    onTestFinished(() => again.close());
    putRight();
    await drained(kiosk);
    expect(again.checkins()).toMatchObject([{ dayDate: '2026-02-03' }]);
  });
});

test('a badge answered before the time was known is logged at its true time', async () => {
  const { start, truth } = await venue({ off: -DAY });
  const kiosk = start();
  const scanned = truth.now();
  await kiosk.scan('TEST-1');
  const [row] = kiosk.rows();
  expect(about(scanned).near(row?.scanned_at ?? 0)).toBe(true);
  expect(about(scanned).near(row?.settled_at ?? 0)).toBe(true);
});

test('a Confera that tells no time is asked once and gets the scans all the same', async () => {
  const confera = await conferaWithoutTime();
  const kiosk = runLeapingCore(confera.url, { settings: PATIENT });
  for (const n of [1, 2]) {
    expect(await kiosk.scan(`confera-attendance:TEST-${n}`)).toMatchObject({
      outcome: 'checked-in',
    });
  }
  expect(confera.requests.filter(({ url }) => url.endsWith('/health'))).toHaveLength(1);
});

test('while nobody comes, a clock that is set about is heard of with the next scan alone', async () => {
  const { clock, start, days } = await venue();
  const kiosk = start();
  await kiosk.scan('TEST-0');
  clock.setWall(NOON + 9 * DAY);
  expect(await kiosk.scan(CODE)).toMatchObject({ outcome: 'checked-in', day: '2026-02-03' });
  expect(days().filter(Boolean)).toEqual(['2026-02-03']);
});
