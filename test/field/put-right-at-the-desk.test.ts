// A visitor whose badge had been refused went to the desk, which put it right; the network had gone meanwhile, and the kiosk
// turned the badge away again and kept nothing of it.

import { expect, onTestFinished, test } from 'vitest';
import { until } from '../e2e/fixtures/until.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type FaultRule, startSimulator } from '../simulator/simulator.ts';

const CODE = 'TEST-PUT-RIGHT';
const REFUSED: FaultRule[] = [
  { fault: { kind: 'status', status: 404, body: { ok: false } }, on: 'badges', code: CODE },
];
const NO_NETWORK: FaultRule[] = [{ fault: { kind: 'reset-before' }, on: 'all' }];

async function startVenue() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  sim.setFaults(REFUSED);
  return sim;
}

test('the visitor is sent to staff, the scan is kept, and checked in once the network is back', async () => {
  const sim = await startVenue();
  const gate = startGate({
    env: {
      CONFERA_BASE_URL: sim.url,
      CONFERA_API_KEY: 'cat_demo_all',
      KIOSK_DATA_DIR: temporaryFolder(),
    },
  });
  let n = 0;
  const scan = (code: string) => {
    n += 1;
    const mine = n;
    gate.child.stdin.write(`${code}\n`);
    return gate.event((event) => event.event === 'scan' && event.n === mine);
  };
  expect(await scan(CODE)).toMatchObject({ outcome: 'rejected' });
  sim.setFaults(NO_NETWORK);
  expect(await scan('TEST-OTHER')).toMatchObject({ outcome: 'queued' });
  const kept = await until(async () => {
    const shown = await scan(CODE);
    // So soon after the first time it may still be a repeat.
    expect(shown).not.toMatchObject({ outcome: 'ignored' });
    return shown;
  });
  expect(kept).toMatchObject({ outcome: 'attention', reason: 'refused-before', kind: 'badge' });
  const { scanId } = kept as { scanId: string };
  expect(scanId).toMatch(/^[0-9a-f-]{36}$/);
  sim.clearFaults();
  expect(
    await gate.event((event) => event.event === 'settled' && event.scanId === scanId),
  ).toMatchObject({ outcome: 'checked-in' });
  expect(sim.checkins().map(({ code }) => code)).toContain(CODE);
});

test('coming again does not make the visitor welcome, not even after the kiosk was started again', async () => {
  const sim = await startVenue();
  const dataDir = temporaryFolder();
  const settings = coreSettings(sim.url, { debounceMs: 300 });
  const first = runCore(settings, dataDir);
  await first.scan(CODE);
  sim.setFaults(NO_NETWORK);
  await first.scan('TEST-OTHER');
  const told = { outcome: 'attention', reason: 'refused-before', scanId: expect.any(String) };
  // Later than what would be ignored as a repeat.
  const at = { now: Date.now(), monotonic: performance.now() + settings.debounceMs };
  expect(await first.core.scan({ raw: CODE, source: 'typed', at })).toMatchObject(told);
  await first.close();

  const second = runCore(settings, dataDir);
  await second.scan('TEST-ANOTHER');
  expect(await second.scan(CODE)).toMatchObject(told);
  sim.clearFaults();
  await second.statusIs(({ queued }) => queued === 0);
  const outcomes = second.settled.map(({ outcome }) => outcome).toSorted();
  expect(outcomes).toEqual(['already-checked-in', 'checked-in', 'checked-in', 'checked-in']);
});

test('who was sent to staff because of the key is not welcomed offline either', async () => {
  const sim = await startVenue();
  const dataDir = temporaryFolder();
  sim.setFaults([{ fault: { kind: 'unauthorized' }, on: 'all' }]);
  const first = runCore(coreSettings(sim.url), dataDir);
  expect(await first.scan('TEST-1')).toMatchObject({ outcome: 'attention' });
  expect(await first.scan('TEST-2')).toMatchObject({ outcome: 'attention' });
  await first.close();
  sim.setFaults(NO_NETWORK);
  const second = runCore(coreSettings(sim.url), dataDir);
  expect(await second.scan('TEST-3')).toMatchObject({ outcome: 'queued' });
  for (const code of ['TEST-1', 'TEST-2']) {
    expect(await second.scan(code)).toMatchObject({ outcome: 'attention', reason: 'no-network' });
  }
});

test('a refusal that staff send again is not forgotten while the network is away', async () => {
  const sim = await startVenue();
  const kiosk = runCore(coreSettings(sim.url), temporaryFolder());
  await kiosk.scan(CODE);
  sim.setFaults(NO_NETWORK);
  await kiosk.scan('TEST-OTHER');
  expect(await kiosk.core.sendAgain(null)).toBe(1);
  const at = { now: Date.now(), monotonic: performance.now() + 60_000 };
  const shownAgain = await kiosk.core.scan({ raw: CODE, source: 'typed', at });
  expect(shownAgain).toMatchObject({ outcome: 'attention', reason: 'refused-before' });
});
