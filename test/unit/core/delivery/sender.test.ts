import { expect, test } from 'vitest';
import type { Attempt } from '../../../../electron/core/delivery/requests.ts';
import { Sender, type SenderOptions } from '../../../../electron/core/delivery/sender.ts';
import { START } from '../../../../electron/core/delivery/standing.ts';
import type { ScanRow, Settlement } from '../../../../electron/core/outbox/scan-row.ts';
import { Changes } from '../../../../electron/core/system/changes.ts';
import type { Log } from '../../../../electron/core/system/log.ts';
import { PendingWork } from '../../../../electron/core/system/pending-work.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

const ROW = { id: 7, scanId: 'a', kind: 'badge', code: 'BADGE-1', failures: 0, inBacklog: false };
const row = ROW as unknown as ScanRow;
const again = { ...row, attempts: 2 };

const ended = (state: 'done' | 'rejected' | 'pending') => {
  const kind = { done: 'answered', rejected: 'rejected', pending: 'server-trouble' }[state];
  const verdict = { state, outcome: 'checked-in', effect: { kind } };
  return { verdict, hasLeft: true, status: 200, code: null } as unknown as Attempt;
};

function sender({ attempts, refusals = 0 }: { attempts: Attempt[]; refusals?: number }) {
  const clock = new ManualClock();
  const errors: string[] = [];
  const log = { error: (_: object, message: string) => errors.push(message) } as unknown as Log;
  const written: { row: ScanRow; state: Settlement['state'] }[] = [];
  let refuses = refusals;
  const options = {
    requests: { isClosing: false, attempt: async () => attempts.shift() },
    outbox: {
      settle: async (of: ScanRow, { state }: Settlement) => {
        refuses -= 1;
        if (refuses >= 0) throw new Error('the disk is full');
        written.push({ row: of, state });
      },
    },
    monitor: { standing: START, observe: () => {} },
    times: { now: () => 0, ofSent: () => null },
    clock,
    random: () => 0.5,
    log,
    pendingWork: new PendingWork(log),
    changes: new Changes(),
    onWritten: () => {
      throw new Error('a listener that fails');
    },
  } as unknown as SenderOptions;
  return { sender: new Sender(options), clock, written, errors };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('the end of the second attempt is written, into the row that counts it', async () => {
  const kiosk = sender({ attempts: [ended('pending'), ended('done')] });
  const retry = async () => ({ row: again, timeoutMs: 1 });
  const sent = await kiosk.sender.send(row, 1, { retry });
  await sent.written;
  expect(sent.attempt.verdict.state).toBe('done');
  expect(kiosk.written).toEqual([{ row: again, state: 'done' }]);
});

test('if a second attempt can’t be prepared, the first one stands', async () => {
  const kiosk = sender({ attempts: [ended('pending')] });
  const retry = () => Promise.reject(new Error('the disk is full'));
  await (await kiosk.sender.send(row, 1, { retry })).written;
  expect(kiosk.written).toEqual([{ row, state: 'pending' }]);
  expect(kiosk.errors).toContain('a second attempt could not be made');
});

test('an end that the disk refuses counts as unwritten until it is written, once', async () => {
  const kiosk = sender({ attempts: [ended('rejected')], refusals: 2 });
  await (await kiosk.sender.send(row, 1)).written;
  expect([kiosk.sender.unwritten, kiosk.sender.unwrittenRejections]).toEqual([1, 1]);
  kiosk.clock.advance(60_000);
  await turn();
  expect([kiosk.sender.unwritten, kiosk.sender.unwrittenRejections]).toEqual([1, 1]);
  kiosk.clock.advance(60_000);
  await turn();
  expect([kiosk.sender.unwritten, kiosk.sender.unwrittenRejections]).toEqual([0, 0]);
  expect(kiosk.clock.scheduled).toBe(0);
  expect(kiosk.written).toEqual([{ row, state: 'rejected' }]);
});

test('a listener that fails is logged, and the end is written only once', async () => {
  const kiosk = sender({ attempts: [ended('done')] });
  await (await kiosk.sender.send(row, 1)).written;
  kiosk.clock.advance(60_000);
  await turn();
  expect(kiosk.written).toHaveLength(1);
  expect(kiosk.errors).toEqual(['a listener failed']);
});
