import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { isAsked, keyOf, letIn, othersClaim, STATES } from '../../fixtures/claimed-scans.ts';
import { ids, openOutbox, settlement } from '../../fixtures/opened-outbox.ts';

/** What a process leaves behind that is killed at this moment. */
function killedNow(dataDir: string): string {
  const copy = temporaryFolder();
  for (const name of ['kiosk.db', 'kiosk.db-wal', 'kiosk.db-shm']) {
    const file = path.join(dataDir, name);
    if (existsSync(file)) copyFileSync(file, path.join(copy, name));
  }
  return copy;
}

test('a crash between what Confera says and what becomes of the claim is caught up with', async () => {
  const { outbox, dataDir } = openOutbox();
  const { claims } = outbox;
  const scan = async (n: number, state?: 'done' | 'rejected' | 'attention' | 'pending') => {
    const asked = await isAsked(outbox, keyOf(`${n}`));
    if (state) await outbox.settle(asked.row, settlement(state));
    return asked;
  };
  const won = await letIn(outbox, { key: keyOf('6') });
  const lost = await letIn(outbox, { key: keyOf('7') });
  await claims.settle(won, { state: 'won' });
  await claims.settle(lost, { state: 'lost', holder: othersClaim() });
  const all = [
    await scan(1, 'done'),
    await scan(2, 'rejected'),
    await scan(3, 'attention'),
    await scan(4, 'pending'),
    await scan(5),
    won,
    lost,
    await letIn(outbox, { key: keyOf('8') }),
  ];
  const refused = [won, lost, all[7] as typeof won];
  const underWay = await outbox.claim(['badge'], 9, 0);
  for (const row of underWay.filter(({ scanId }) => ids(refused).includes(scanId))) {
    await outbox.settle(row, settlement('rejected'));
  }
  const opened = openOutbox({ dataDir: killedNow(dataDir) });
  const states = new Map(opened.lookAtAll(STATES).map(({ scanId, state }) => [scanId, state]));
  expect(all.map(({ scanId }) => states.get(scanId))).toEqual([
    'to-offer',
    undefined,
    'waiting',
    'to-offer',
    'to-offer',
    'to-take-back',
    'taken-back',
    'to-take-back',
  ]);
  expect(opened.outbox.overview.counts()).toMatchObject({ done: 1, rejected: 4, attention: 1 });
});

test('a crash right after a scan was taken loses neither it nor its claim', async () => {
  const { outbox, dataDir } = openOutbox();
  const { scanId, key } = await letIn(outbox, { location: 'South gate' });
  await outbox.claims.noteOthers([othersClaim({ key: keyOf('b') })], []);
  const { claims } = openOutbox({ dataDir: killedNow(dataDir) }).outbox;
  expect(claims.toOffer(9)).toEqual([{ scanId, key, location: 'South gate' }]);
  expect(claims.othersClaim(keyOf('b'))).toMatchObject({ scanId: 'theirs' });
});

test('a crash before the hub’s answer is written asks the hub again, and tells no one off', async () => {
  const { outbox, dataDir } = openOutbox();
  const claim = await letIn(outbox);
  const killed = killedNow(dataDir);
  await outbox.claims.settle(claim, { state: 'lost', holder: othersClaim() }, 'already-checked-in');
  const after = openOutbox({ dataDir: killed });
  expect(after.outbox.claims.toOffer(9)).toMatchObject([{ scanId: claim.scanId }]);
  expect(after.look('SELECT told FROM scan')).toEqual({ told: 'queued' });
});
