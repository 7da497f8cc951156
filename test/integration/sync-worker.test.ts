import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { type FaultRule, startSimulator } from '../simulator/simulator.ts';

/** The backlog goes on by itself: nobody scans, starts or touches anything meanwhile. */

async function simulator(rules: FaultRule[] = []) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  return sim;
}

test.each([
  { kind: 'status', status: 503 },
  { kind: 'ok-false' },
  { kind: 'rate-limited', retryAfter: 0 },
  { kind: 'rate-limited' },
] as const)('a scan that alone meets %j is tried until it passes', async (fault) => {
  const sim = await simulator([{ fault, times: 6 }]);
  const kiosk = runCore(coreSettings(sim.url));
  const { scanId } = await kiosk.scan('BADGE-1');
  expect(await kiosk.settlementOf(scanId)).toBe('checked-in');
});

test('one row that never passes holds up no other, before it or behind it', async () => {
  const sim = await simulator([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const kiosk = runCore(coreSettings(sim.url));
  for (const code of ['TEST-1', 'BADGE-DOWN', 'TEST-2', 'TEST-3']) await kiosk.scan(code);
  await kiosk.statusIs(({ queued }) => queued === 4);
  sim.clearFaults();
  await kiosk.statusIs(({ queued, connection }) => queued === 1 && connection === 'online');
  const passed = sim.checkins().map(({ code }) => code);
  expect(passed.toSorted()).toEqual(['TEST-1', 'TEST-2', 'TEST-3']);
  await sim.waitFor((journal) => journal.filter(({ status }) => status === 503).length > 2);
  const row = kiosk.rows().find(({ last_status }) => last_status === 503);
  expect(row).toMatchObject({ outcome: 'queued', state: expect.stringMatching(/pending|sending/) });
});

test('a scan claimed ahead of a pause counts no attempt that it didn’t have', async () => {
  const sim = await simulator([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const kiosk = runCore(coreSettings(sim.url));
  const codes = Array.from({ length: 40 }, (_, n) => `LOAD-${n}`);
  for (const code of codes) await kiosk.scan(code);
  await kiosk.statusIs(({ queued }) => queued === codes.length);
  sim.setFaults([
    { fault: { kind: 'rate-limited', retryAfter: 1 }, after: 5, times: 3 },
    { fault: { kind: 'unauthorized' }, after: 20, times: 2 },
  ]);
  await kiosk.statusIs(({ queued }) => queued === 0);
  const sent = sim.journal().flatMap(({ code }) => (code === null ? [] : [code]));
  const requests = codes.map((code) => sent.filter((each) => each === code).length);
  const rows = kiosk.rows().toSorted((a, b) => a.scanned_at - b.scanned_at);
  expect(rows.map(({ attempts }) => attempts)).toEqual(requests);
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['checked-in']));
});

test('a kind that is refused holds up no other', async () => {
  const sim = await simulator([
    { fault: { kind: 'forbidden' }, on: 'badges', times: 1 },
    { fault: { kind: 'status', status: 503, headers: { 'Retry-After': '200' } }, on: 'badges' },
    { fault: { kind: 'reset-before' }, on: 'attendance', times: 2 },
  ]);
  const kiosk = runCore(coreSettings(sim.url));
  await kiosk.scan('BADGE-1');
  await sim.waitFor((journal) => journal.some(({ status }) => status === 503));
  const { scanId } = await kiosk.scan('confera-attendance:DAY1-XYZ');
  expect(await kiosk.settlementOf(scanId)).toBe('checked-in');
});

test('while the disk refuses to take an answer, the scan counts as queued; then all goes on', async () => {
  const sim = await simulator([{ fault: { kind: 'latency', ms: 200 } }]);
  const kiosk = runCore(coreSettings(sim.url));
  const somebodyElse = new Database(path.join(kiosk.dataDir, 'kiosk.db'));
  onTestFinished(() => void somebodyElse.close());

  const scan = kiosk.scan('BADGE-1');
  await sim.waitFor((journal) => journal.length === 1);
  somebodyElse.exec('BEGIN IMMEDIATE');
  expect(await scan).toMatchObject({ outcome: 'checked-in' });
  expect(kiosk.core.status().queued).toBe(1);

  somebodyElse.exec('ROLLBACK');
  await kiosk.statusIs(({ queued }) => queued === 0);
  expect(kiosk.rows()[0]).toMatchObject({ state: 'done', outcome: 'checked-in' });
  expect(sim.checkins()).toHaveLength(1);
});

test('a scan that can’t be stored is told at once, and counts when it is shown again', async () => {
  const sim = await simulator();
  const kiosk = runCore(coreSettings(sim.url));
  const somebodyElse = new Database(path.join(kiosk.dataDir, 'kiosk.db'));
  onTestFinished(() => void somebodyElse.close());
  somebodyElse.exec('BEGIN IMMEDIATE');
  expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'not-saved', reason: 'storage' });
  somebodyElse.exec('ROLLBACK');
  expect(await kiosk.scan('BADGE-1')).toMatchObject({ outcome: 'checked-in' });
});
