// At an entrance with a worn-out memory card a visitor was told that the scan was not saved and sent to staff, although
// it was saved a moment later and the visitor checked in.

import path from 'node:path';
import { expect, test } from 'vitest';
import { served } from '../e2e/drivers/served.ts';
import { outcomeIs, resultSays } from '../e2e/fixtures/page-marks.ts';
import { runScanningKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { readScan } from '../e2e/fixtures/scan-log.ts';
import { until } from '../e2e/fixtures/until.ts';
import { meddleWithCalls, whyNoStrace } from '../fixtures/strace.ts';
import { WORDS } from '../fixtures/words.ts';

/** Longer than the screen waits for the core. */
const SYNC_MS = 13_000;
const noStrace = whyNoStrace();

test('what the screen had to assume gives way to the truth once the disk has taken the scan', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  if (served.unavailable) ctx.skip(served.unavailable);
  const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(served);
  await scanner.scan('TEST-0');
  await outcomeIs(page, 'checked-in');
  await outcomeIs(page, 'idle');
  const stop = await meddleWithCalls(
    kiosk.pid,
    `fsync,fdatasync:delay_exit=${SYNC_MS * 1000}`,
    path.join(kiosk.dataDir, 'kiosk.db-wal'),
  );
  await scanner.scan('TEST-1');
  await outcomeIs(page, 'checking');
  expect(await outcomeIs(page, 'not-saved')).toBeNull();
  const scanId = await outcomeIs(page, 'queued');
  await resultSays(page, WORDS.result.queued);
  await stop();
  await until(() => {
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'done', outcome: 'checked-in' });
  });
  expect(simulator.checkins().map(({ code }) => code)).toContain('TEST-1');
});
