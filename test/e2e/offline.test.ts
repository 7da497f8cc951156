import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { served } from './drivers/served.ts';
import { nextResult, outcomeIs, resultSays, screenIs, standingIs } from './fixtures/page-marks.ts';
import {
  readySettings,
  runKiosk,
  runScanningKiosk,
  runSimulator,
} from './fixtures/running-kiosk.ts';
import { readScan, readScans } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { until } from './fixtures/until.ts';

describeOnEveryDriver('without a network', (driver) => {
  it('counts what it has saved, and sends it once the network is back', async () => {
    const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(driver);
    await standingIs(page, 'online', 0);
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const codes = ['TEST-OFF-1', 'TEST-OFF-2', 'TEST-OFF-3'];
    for (const [index, code] of codes.entries()) {
      const told = await nextResult(page);
      await scanner.scan(code);
      await told('queued');
      await standingIs(page, 'offline', index + 1);
    }
    await page.getByText(WORDS.edge.saved.offline({ count: 3 }), { exact: true }).waitFor();

    simulator.clearFaults();
    await standingIs(page, 'online', 0);
    expect(readScans(kiosk).map(({ outcome }) => outcome)).toEqual(codes.map(() => 'checked-in'));
    expect(simulator.checkins().map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
    expect(simulator.checkins()).toHaveLength(codes.length);
  });

  it('tells whom it has let in before, and sends to staff whom Confera has refused', async () => {
    const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(driver);
    await scanner.scan('TEST-BEFORE');
    const first = await outcomeIs(page, 'checked-in');
    await scanner.scan('BADGE-REVOKED');
    const second = await outcomeIs(page, 'rejected');
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await scanner.scan('TEST-GONE');
    await outcomeIs(page, 'queued');
    // What comes sooner than the window allows would be ignored.
    await until(() => {
      const last = readScan(kiosk, second)?.scanned_at ?? Date.now();
      expect(Date.now() - last).toBeGreaterThan(Number(readySettings(simulator).KIOSK_DEBOUNCE_MS));
    });
    await scanner.scan('TEST-BEFORE');
    expect(await outcomeIs(page, 'already-checked-in')).toBe(first);
    await scanner.scan('BADGE-REVOKED');
    await resultSays(page, WORDS.result.refusedBefore);
    const kept = await outcomeIs(page, 'attention');
    expect(kept).not.toBe(second);
    expect(readScans(kiosk)).toHaveLength(4);
    await standingIs(page, 'offline', 2);
  });

  it('keeps what it has saved over a restart while Confera is down', async () => {
    const simulator = await runSimulator();
    const env = readySettings(simulator);
    const { port } = new URL(simulator.url);
    await simulator.close();
    const before = await runKiosk(driver, { env });
    await screenIs(before.page, 'scan');
    await (await WedgeScanner.attachTo(before.page)).scan('TEST-KEPT');
    const scanId = await outcomeIs(before.page, 'queued');
    expect(await before.close()).toBe(0);

    const { dataDir } = before;
    const after = await runKiosk(driver, { env, dataDir });
    await standingIs(after.page, 'offline', 1);
    const again = await runSimulator(Number(port));
    await standingIs(after.page, 'online', 0);
    expect(readScan(after, scanId)).toMatchObject({ state: 'done', outcome: 'checked-in' });
    expect(again.checkins().map(({ code }) => code)).toEqual(['TEST-KEPT']);
  });
});

describeOnEveryDriver('without its core', (driver) => {
  it('sends visitors to staff, and calls no scan saved', async ({ skip }) => {
    if (driver.name !== served.name) skip('the page and the core live and die together in a shell');
    const { page, scanner, kill, ...kiosk } = await runScanningKiosk(driver);
    kill();
    await page.getByText(WORDS.closed.unreachable.below, { exact: true }).waitFor();
    await scanner.scan('TEST-NOBODY-THERE');
    expect(await outcomeIs(page, 'not-saved')).toBeNull();
    await resultSays(page, WORDS.result.notSaved);
    expect(readScans(kiosk)).toEqual([]);
  });
});
