import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { runScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor, readScans } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { until } from './fixtures/until.ts';

describeOnEveryDriver('a page that crashes', (driver) => {
  it('is replaced by one that scans, and nothing is lost', async ({ skip }) => {
    if (!driver.isShell) skip('a browser looks after its pages itself');
    const kiosk = await runScanningKiosk(driver);
    const { simulator, scanner, shell } = kiosk;
    simulator.setFaults([{ fault: { kind: 'latency', ms: 600 }, times: 1 }]);
    await scanner.scan('TEST-BEFORE-THE-CRASH');
    await simulator.waitFor((journal) => journal.some(({ code }) => code?.endsWith('CRASH')));
    const next = shell?.nextPage();
    await shell?.crashPage();
    const page = (await next) as Page;
    await screenIs(page, 'scan');
    await (await WedgeScanner.attachTo(page)).scan('TEST-AFTER-IT');
    expect(codeSentFor(kiosk, await outcomeIs(page, 'checked-in'))).toBe('TEST-AFTER-IT');
    await until(() => {
      expect(readScans(kiosk).map(({ state }) => state)).toEqual(['done', 'done']);
    });
  });
});
