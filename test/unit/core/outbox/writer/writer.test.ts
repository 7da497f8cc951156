import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { StorageError, Writer } from '../../../../../electron/core/outbox/writer/writer.ts';
import { temporaryFolder } from '../../../../fixtures/temporary-folder.ts';
import {
  isSent,
  newScan,
  openOutbox,
  ROW_OF,
  settlement,
  waits,
} from '../../../fixtures/opened-outbox.ts';

test('a write that the database refuses is told by SQLite’s own name for it, and nothing counts as taken', async () => {
  const { outbox, lookAtAll } = openOutbox();
  await waits(outbox, { scanId: 'a' });
  const again = waits(outbox, { scanId: 'a' });
  await expect(again).rejects.toBeInstanceOf(StorageError);
  await expect(again).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
  expect(outbox.backlogSize).toBe(1);
  expect(lookAtAll('SELECT * FROM scan')).toHaveLength(1);
});

test('what is asked for at the end is on disk before it', async () => {
  const { outbox, look, close } = openOutbox();
  const row = await isSent(outbox, { scanId: 'a' });
  const settled = outbox.settle(row, settlement('done'));
  const accepted = outbox.accept(newScan({ scanId: 'b' }), { sending: false });
  const seen = Promise.all([settled, accepted]).then(() => [look(ROW_OF, 'a'), look(ROW_OF, 'b')]);
  const closing = outbox.close();
  expect(await seen).toMatchObject([{ state: 'done' }, { state: 'pending' }]);
  await closing;
  await close();
});

test('after the end a write is refused', async () => {
  const { outbox } = openOutbox();
  await outbox.close();
  await expect(waits(outbox)).rejects.toThrow(/closed/);
});

test('a write that comes too late doesn’t end the closing early', async () => {
  const { outbox, somebodyElse } = openOutbox();
  await waits(outbox);
  const closing = outbox.close();
  await new Promise(setImmediate);
  await expect(waits(outbox)).rejects.toThrow(/closed/);
  await closing;
  // The last connection to close takes the log with it: whoever asks for the whole database gets it.
  const other = somebodyElse();
  expect(other.pragma('journal_mode = DELETE', { simple: true })).toBe('delete');
});

test('the thread that writes is held up, and this one is not', async () => {
  const { outbox, other } = openHeld();
  const accepting = waits(outbox);
  // Turns of this thread's loop go by while the writer waits for the database.
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  expect(outbox.backlogSize).toBe(0);
  other.exec('ROLLBACK');
  await accepting;
  expect(outbox.backlogSize).toBe(1);
});

test('a refusal is told, and so is its end, without another write being asked for', async () => {
  const { outbox, other, problems } = openHeld();
  await expect(waits(outbox)).rejects.toThrow(/locked/);
  expect(outbox.problem).toBe('locked');
  other.exec('ROLLBACK');
  await vi.waitFor(() => expect(outbox.problem).toBeNull(), 10_000);
  expect(problems).toEqual(['locked', null]);
});

test('a thread that can’t start is told before anything is to be written', async () => {
  const problems: (string | null)[] = [];
  const dataDir = path.join(temporaryFolder(), 'that-is-not-there');
  const writer = new Writer(
    { dataDir, destinationId: 1, rejectionLimit: 10 },
    () => {},
    (problem) => problems.push(problem),
  );
  onTestFinished(() => writer.close());
  await vi.waitFor(() => expect(writer.problem).toBe('other'), 10_000);
  await expect(writer.write('makeAllDue')).rejects.toBeInstanceOf(StorageError);
  expect(problems).toEqual(['other']);
});

function openHeld() {
  const opened = openOutbox();
  const other = opened.somebodyElse();
  other.exec('BEGIN IMMEDIATE');
  return { ...opened, other };
}
