import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/clock.ts';
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

test('a clock that is right is not mentioned', async () => {
  const kiosk = await scanOnceWith(0);
  expect(kiosk.core.status().clockMinutesAhead).toBeNull();
});

test('the clock of a sign-in page is nobody’s business', async () => {
  const kiosk = await scanOnceWith(3_600_000, [{ fault: { kind: 'html-page' }, on: 'all' }]);
  expect(kiosk.core.status()).toMatchObject({ connection: 'offline', clockMinutesAhead: null });
});
