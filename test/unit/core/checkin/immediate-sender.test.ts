import { expect, test } from 'vitest';
import {
  ImmediateSender,
  type ImmediateSenderOptions,
} from '../../../../electron/core/checkin/immediate-sender.ts';
import type { ScanRow } from '../../../../electron/core/outbox/scan-row.ts';
import { Changes } from '../../../../electron/core/system/changes.ts';
import type { Log } from '../../../../electron/core/system/log.ts';
import { PendingWork } from '../../../../electron/core/system/pending-work.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

const WAIT_MS = 1000;
const row = { scanId: 'a', kind: 'badge', untimed: null } as unknown as ScanRow;
const attempt = { verdict: { outcome: 'checked-in' } };

/** Sends one scan whose answer comes at once, and whose end is written when the test says so. */
function sending() {
  const clock = new ManualClock();
  const changes = new Changes();
  const looks: { peopleWaiting: number; unwritten: number }[] = [];
  const logged: object[] = [];
  const log = { error: (what: object) => logged.push(what) } as unknown as Log;
  const pendingWork = new PendingWork(log);
  const writing = Promise.withResolvers<void>();
  const immediate = new ImmediateSender({
    settings: { timeoutMs: WAIT_MS },
    sender: { send: async () => ({ attempt, written: writing.promise }) },
    times: { set: async (of: ScanRow) => of },
    serverClock: { state: 'known' },
    clock,
    changes,
    log,
    pendingWork,
  } as unknown as ImmediateSenderOptions);
  changes.subscribe(() => {
    looks.push({ peopleWaiting: immediate.peopleWaiting, unwritten: immediate.unwritten });
  });
  const sent = immediate.send({ row, deadline: WAIT_MS });
  return { clock, writing, sent, immediate, looks, logged, pendingWork };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('the person waits for the writing, and counts as waiting meanwhile', async () => {
  const kiosk = sending();
  await turn();
  expect(kiosk.immediate.peopleWaiting).toBe(1);
  kiosk.writing.resolve();
  expect(await kiosk.sent).toEqual({ row, attempt });
  await turn();
  expect(kiosk.looks).toEqual([{ peopleWaiting: 0, unwritten: 0 }]);
  expect(kiosk.clock.scheduled).toBe(0);
});

test('a write that ends after the person’s wait counts as unwritten until then', async () => {
  const kiosk = sending();
  await turn();
  kiosk.clock.advance(WAIT_MS);
  expect(await kiosk.sent).toEqual({ row, attempt });
  await turn();
  kiosk.writing.resolve();
  await kiosk.pendingWork.ended();
  await turn();
  expect(kiosk.looks).toEqual([
    { peopleWaiting: 0, unwritten: 1 },
    { peopleWaiting: 0, unwritten: 0 },
  ]);
  expect(kiosk.logged).toEqual([]);
});

test('a write that fails after the person’s wait is logged, and no longer counts', async () => {
  const kiosk = sending();
  await turn();
  kiosk.clock.advance(WAIT_MS);
  await kiosk.sent;
  const failure = new Error('a defect');
  kiosk.writing.reject(failure);
  await kiosk.pendingWork.ended();
  expect(kiosk.logged).toMatchObject([{ err: failure }]);
  expect(kiosk.immediate.unwritten).toBe(0);
});

test('a write that fails while the person waits is told to the caller', async () => {
  const kiosk = sending();
  await turn();
  const failure = new Error('a defect');
  kiosk.writing.reject(failure);
  await expect(kiosk.sent).rejects.toBe(failure);
  expect(kiosk.immediate.peopleWaiting).toBe(0);
  expect(kiosk.clock.scheduled).toBe(0);
});
