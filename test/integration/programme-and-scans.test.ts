// Reading the programme must cost a scan nothing: no answer, no standing, no time.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { type FaultRule, startSimulator } from '../simulator/simulator.ts';

async function simulate() {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return simulator;
}

const isRead = ({ kind }: { kind: string }) => kind === 'read';

test('a scan is answered while no read is', async () => {
  const simulator = await simulate();
  simulator.setFaults([{ fault: { kind: 'no-answer' }, on: 'reads' }]);
  const { core, scan } = runCore(coreSettings(simulator.url), undefined, { hasScreen: true });
  await simulator.waitFor((journal) => journal.some(isRead));
  const results = await Promise.all(['LOAD-1', 'LOAD-2', 'LOAD-3'].map(scan));
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(3).fill('checked-in'));
  expect(core.status()).toMatchObject({ connection: 'online', reason: null });
  expect(core.programme()).toBeNull();
});

const FAULTS: FaultRule['fault'][] = [
  { kind: 'unauthorized' },
  { kind: 'forbidden' },
  { kind: 'status', status: 503 },
  { kind: 'rate-limited', retryAfter: 60 },
  { kind: 'html-page' },
  { kind: 'redirect' },
  { kind: 'reset-before' },
];
test.each(FAULTS)('reads that fail leave the connection as it is: $kind', async (fault) => {
  const simulator = await simulate();
  simulator.setFaults([{ fault, on: 'reads' }]);
  const { core, scan } = runCore(coreSettings(simulator.url), undefined, { hasScreen: true });
  // Too many requests end the round.
  const reads = fault.kind === 'rate-limited' ? 1 : 3;
  await simulator.waitFor((journal) => journal.filter(isRead).length === reads);
  const before = core.status();
  expect(before).toMatchObject({ connection: 'online', trouble: null });
  expect(await scan('LOAD-1')).toMatchObject({ outcome: 'checked-in' });
  expect(core.status()).toMatchObject({ connection: 'online', trouble: null });
});

test('nothing is read where there is no screen', async () => {
  const simulator = await simulate();
  const { scan, dataDir, close } = runCore(coreSettings(simulator.url));
  await scan('LOAD-1');
  await close();
  expect(simulator.journal().filter(isRead)).toEqual([]);
  expect(existsSync(path.join(dataDir, 'http-cache'))).toBe(false);
});

test('a core that closes in the middle of a read ends at once', async () => {
  const simulator = await simulate();
  simulator.setFaults([{ fault: { kind: 'no-answer' }, on: 'reads' }]);
  const { close } = runCore(coreSettings(simulator.url), undefined, { hasScreen: true });
  await simulator.waitFor((journal) => journal.some(isRead));
  await close();
  expect(simulator.journal().filter(isRead)).toHaveLength(1);
});
