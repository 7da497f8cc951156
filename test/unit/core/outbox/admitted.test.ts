import { expect, test } from 'vitest';
import type { OthersClaim } from '../../../../electron/core/outbox/claim-row.ts';
import type { Outbox } from '../../../../electron/core/outbox/outbox.ts';
import type { NewScan } from '../../../../electron/core/outbox/scan-row.ts';
import { newScan, openOutbox } from '../../fixtures/opened-outbox.ts';

const DAY = { venueDay: '2026-02-03', since: Date.UTC(2026, 1, 3) };
const AT = Date.UTC(2026, 1, 3, 8);

const key = (n: number) => n.toString(16).padStart(32, '0');

function theirs(n: number, overrides: Partial<OthersClaim> = {}): OthersClaim {
  const scanId = `theirs-${n}`;
  const known = { key: key(n), device: 'northern', location: 'North', isVoid: false };
  return { ...known, scanId, at: AT, localAt: AT, ...overrides };
}

/** A scan whose person is let in here, which the hub then gives to this device. */
async function letIn(outbox: Outbox, n: number, overrides: Partial<NewScan> = {}) {
  const scan = newScan({
    scanId: `own-${n}`,
    location: 'South',
    venueDay: DAY.venueDay,
    ...overrides,
  });
  const claim = { key: key(n), state: 'to-offer' } as const;
  await outbox.accept(scan, { sending: false, told: 'queued', claim });
  return { scanId: scan.scanId, key: key(n) };
}

const counted = (outbox: Outbox) => outbox.admitted.count(DAY, () => false);

test('nobody has come in yet', async () => {
  const { outbox } = openOutbox();
  expect(await counted(outbox)).toEqual([]);
});

test('each gate’s people, most first, whether the hub has been asked or not', async () => {
  const { outbox } = openOutbox();
  await letIn(outbox, 1);
  const own = await letIn(outbox, 2);
  await outbox.claims.settle(own, { state: 'won' });
  await letIn(outbox, 3, { location: null });
  await outbox.claims.noteOthers([theirs(4), theirs(5), theirs(6)], []);
  expect(await counted(outbox)).toEqual([
    { location: 'North', count: 3 },
    { location: 'South', count: 2 },
    { location: null, count: 1 },
  ]);
});

test('who came in at two gates is counted once, where they came in first', async () => {
  const { outbox } = openOutbox();
  const own = await letIn(outbox, 1);
  await outbox.claims.settle(own, { state: 'lost', holder: theirs(1) });
  expect(await counted(outbox)).toEqual([{ location: 'North', count: 1 }]);
});

test('who was refused at the first gate is counted at the second', async () => {
  const { outbox } = openOutbox();
  const own = await letIn(outbox, 1);
  await outbox.claims.settle(own, { state: 'lost', holder: theirs(1) });
  await outbox.claims.noteOthers([], [{ key: key(1), device: 'northern', scanId: 'theirs-1' }]);
  expect(await counted(outbox)).toEqual([{ location: 'South', count: 1 }]);
});

test('who showed a badge twice at one device is counted once', async () => {
  const { outbox } = openOutbox();
  const own = await letIn(outbox, 1);
  await outbox.claims.settle(own, { state: 'won' });
  const again = await letIn(outbox, 1, { scanId: 'own-again' });
  const first = theirs(1, { device: 'southern', scanId: own.scanId });
  await outbox.claims.settle({ ...again, scanId: 'own-again' }, { state: 'lost', holder: first });
  expect(await counted(outbox)).toEqual([{ location: 'South', count: 1 }]);
});

test('who was refused isn’t counted, and who came in on another day neither', async () => {
  const { outbox } = openOutbox();
  const { scanId } = await letIn(outbox, 1);
  await outbox.claims.refuse(scanId);
  await letIn(outbox, 2, { venueDay: '2026-02-02' });
  await outbox.claims.noteOthers([theirs(3, { localAt: DAY.since - 1 })], []);
  expect(await counted(outbox)).toEqual([]);
});

test('more people than one step looks at', async () => {
  const { outbox } = openOutbox();
  const many = Array.from({ length: 1201 }, (_, n) => theirs(n));
  await outbox.claims.noteOthers(many, []);
  expect(await counted(outbox)).toEqual([{ location: 'North', count: 1201 }]);
});

test('stops when it is told to', async () => {
  const { outbox } = openOutbox();
  await outbox.claims.noteOthers([theirs(1)], []);
  expect(await outbox.admitted.count(DAY, () => true)).toEqual([]);
});
