import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Retention } from '../../../../electron/core/outbox/retention.ts';
import type { Log } from '../../../../electron/core/system/log.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { keyOf, letIn, othersClaim, STATES } from '../../fixtures/claimed-scans.ts';
import { ends, isSent, openOutbox, settlement, waits } from '../../fixtures/opened-outbox.ts';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} } as never;

/** A retention of 90 days over an outbox; `toldNow` is what Confera says the time is. */
function startRetention({ toldNow = (clock: ManualClock): number | null => clock.now() } = {}) {
  const clock = new ManualClock();
  const opened = openOutbox();
  const serverNow = () => toldNow(clock);
  const retention = new Retention({ ...opened, clock, serverNow, days: 90, log: silent });
  onTestFinished(() => retention.close());
  const scanned = (daysAgo: number) => ({ scannedAt: clock.now() - daysAgo * DAY });
  const kept = () => opened.lookAtAll('SELECT id FROM scan ORDER BY id').map(({ id }) => id);
  return { ...opened, clock, retention, scanned, kept };
}

/** Lets a step's time come until a condition holds. */
const goesOnUntil = (clock: ManualClock, fits: () => void, ms = 200) =>
  vi.waitFor(() => {
    clock.advance(ms);
    fits();
  });

describe('scans that ended longer ago than they are kept', () => {
  test('are removed; younger ones, and what waits or needs a person, stay', async () => {
    const { outbox, clock, retention, scanned, kept } = startRetention();
    await ends(outbox, 'done', scanned(91));
    await ends(outbox, 'rejected', scanned(91));
    await ends(outbox, 'attention', scanned(400));
    await ends(outbox, 'pending', scanned(400));
    await waits(outbox, scanned(400));
    await isSent(outbox, scanned(400));
    await ends(outbox, 'done', scanned(89));
    retention.start();
    await goesOnUntil(clock, () => expect(kept()).toEqual([3, 4, 5, 6, 7]));
    expect(outbox.overview.counts()).toEqual({
      pending: 2,
      sending: 1,
      done: 1,
      rejected: 0,
      attention: 1,
    });
  });

  test('are removed a few at a time, and an hour later again', async () => {
    const { outbox, clock, retention, scanned, kept } = startRetention();
    const old = await Promise.all(Array.from({ length: 450 }, () => isSent(outbox, scanned(100))));
    await Promise.all(old.map((row) => outbox.settle(row, settlement('done'))));
    await ends(outbox, 'done', scanned(89.99));
    retention.start();
    await goesOnUntil(clock, () => expect(kept()).toHaveLength(251), 50);
    await goesOnUntil(clock, () => expect(kept()).toHaveLength(1));
    await goesOnUntil(clock, () => expect(kept()).toHaveLength(0), HOUR);
  });
});

describe('claims', () => {
  test('go with their scans, and stay with those that stay', async () => {
    const { outbox, clock, retention, scanned, lookAtAll } = startRetention();
    const old = await letIn(outbox, { ...scanned(91), key: keyOf('1') });
    await letIn(outbox, { ...scanned(91), key: keyOf('2') });
    await letIn(outbox, { ...scanned(89), key: keyOf('3') });
    await outbox.settle(old.row, settlement('done'));
    retention.start();
    await goesOnUntil(clock, () =>
      expect(lookAtAll(STATES).map(({ key }) => key)).toEqual([keyOf('2'), keyOf('3')]),
    );
  });

  test('of other devices go a few at a time, once they are as old, by this device’s clock', async () => {
    const { outbox, clock, retention, lookAtAll } = startRetention();
    const claimed = (n: number, daysAgo: number) =>
      othersClaim({
        key: keyOf(`${n}`),
        scanId: `theirs ${n}`,
        // A small computer's clock may be years behind.
        at: 0,
        localAt: clock.now() - daysAgo * DAY,
      });
    await outbox.claims.noteOthers(
      Array.from({ length: 450 }, (_, n) => claimed(n, 91)),
      [],
    );
    await outbox.claims.noteOthers([claimed(450, 89)], []);
    const left = () => lookAtAll('SELECT count(*) AS n FROM others_claim')[0]?.n;
    retention.start();
    await goesOnUntil(clock, () => expect(left()).toBe(251), 50);
    await goesOnUntil(clock, () => expect(left()).toBe(1));
    expect(outbox.claims.othersClaim(keyOf('450'))).not.toBeNull();
  });
});

test('one scan stamped in the future holds up no removal', async () => {
  const { outbox, clock, retention, scanned, kept } = startRetention();
  await ends(outbox, 'done', scanned(-3650));
  await ends(outbox, 'done', scanned(91));
  retention.start();
  await goesOnUntil(clock, () => expect(kept()).toEqual([1]));
});

test('a device whose clock is behind keeps what only looks old', async () => {
  const { outbox, clock, retention, scanned, kept } = startRetention({
    toldNow: (device) => device.now() + 100 * DAY,
  });
  await ends(outbox, 'done', scanned(91));
  await ends(outbox, 'done', scanned(1));
  await ends(outbox, 'done', scanned(5000));
  retention.start();
  await goesOnUntil(clock, () => expect(kept()).toEqual([2, 3]));
  for (let n = 0; n < 3; n += 1) {
    clock.advance(HOUR);
    await outbox.makeAllDue();
  }
  expect(kept()).toEqual([2, 3]);
});

test('nothing is removed before Confera has told the time, whatever this device’s clock shows', async () => {
  let told: number | null = null;
  const { outbox, clock, retention, scanned, kept } = startRetention({ toldNow: () => told });
  await ends(outbox, 'done', scanned(0));
  const scannedAt = clock.now();
  retention.start();
  clock.setWall(scannedAt + 1000 * DAY);
  clock.advance(2 * HOUR);
  told = scannedAt + HOUR;
  const second = await ends(outbox, 'done', { scannedAt });
  clock.advance(2 * HOUR);
  await outbox.settle(second, settlement('done'));
  expect(kept()).toEqual([1, 2]);
  told = scannedAt + 91 * DAY;
  await goesOnUntil(clock, () => expect(kept()).toEqual([]), HOUR);
});
