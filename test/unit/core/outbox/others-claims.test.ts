import { describe, expect, test } from 'vitest';
import type { OthersClaim } from '../../../../electron/core/outbox/claim-row.ts';
import type { Outbox } from '../../../../electron/core/outbox/outbox.ts';
import type { NewScan } from '../../../../electron/core/outbox/scan-row.ts';
import { HEARD_AT, KEY, keyOf, letIn, othersClaim } from '../../fixtures/claimed-scans.ts';
import { ids, openOutbox } from '../../fixtures/opened-outbox.ts';
import { sharedOutbox } from '../../fixtures/shared-outbox.ts';

const shared = sharedOutbox();

const VOIDED = { key: KEY, device: 'northern', scanId: 'theirs' };

/** A scan whose person was let in, and which was lost to another device. */
async function letInTwice(
  outbox: Outbox,
  holder: Partial<OthersClaim> = {},
  scan: Partial<NewScan> = {},
) {
  const claim = await letIn(outbox, { ...scan, key: holder.key ?? KEY });
  await outbox.claims.settle(claim, { state: 'lost', holder: othersClaim(holder) });
  return claim;
}

describe('what other devices have claimed', () => {
  test('is known by its key, after a restart as well', async () => {
    const { outbox, dataDir, close } = openOutbox();
    const nowhere = othersClaim({ key: keyOf('b'), location: null, isVoid: true });
    await outbox.claims.noteOthers([othersClaim(), nowhere], []);
    await close();
    const { claims } = openOutbox({ dataDir }).outbox;
    expect(claims.othersClaim(KEY)).toEqual(othersClaim());
    expect(claims.othersClaim(nowhere.key)).toEqual(nowhere);
    expect(claims.othersClaim(keyOf('c'))).toBeNull();
  });

  test('is kept to the millisecond, however finely its age was worked out', async () => {
    const { outbox } = shared;
    const finer = othersClaim({ at: HEARD_AT + 1000.25, localAt: HEARD_AT - 0.4 });
    await outbox.claims.noteOthers([finer], []);
    expect(outbox.claims.othersClaim(KEY)).toEqual(othersClaim());
  });

  test('is not what this device has: that is passed over', async () => {
    const { outbox } = shared;
    const { scanId } = await letIn(outbox);
    await outbox.claims.noteOthers([othersClaim({ scanId })], []);
    expect(outbox.claims.othersClaim(KEY)).toBeNull();
  });

  test('keeps its first time when it comes again from a hub that was emptied', async () => {
    const { outbox } = shared;
    const later = { at: HEARD_AT + 9000, localAt: HEARD_AT + 8000 };
    await outbox.claims.noteOthers([othersClaim()], []);
    await outbox.claims.noteOthers([othersClaim(later)], []);
    expect(outbox.claims.othersClaim(KEY)).toEqual(othersClaim());
  });

  test('that is known already is written no second time', async () => {
    const { outbox, look } = shared;
    // It changes with each commit of another connection that has written something.
    const version = () => look('PRAGMA data_version')?.data_version;
    const told = [othersClaim(), othersClaim({ key: keyOf('b'), scanId: 'another' })];
    const before = version();
    await outbox.claims.noteOthers(told, [VOIDED]);
    const first = version();
    expect(first).not.toBe(before);
    await outbox.claims.noteOthers(told, [VOIDED]);
    expect(version()).toBe(first);
  });

  test('is the newer device’s where an emptied hub gave the badge to another', async () => {
    const { outbox } = shared;
    await outbox.claims.noteOthers([othersClaim({ isVoid: true })], []);
    const newer = othersClaim({ device: 'southern', scanId: 'another', location: null });
    await outbox.claims.noteOthers([newer], []);
    expect(outbox.claims.othersClaim(KEY)).toEqual(newer);
  });
});

describe('a claim that was taken back', () => {
  test('is void from then on, also when it is told again', async () => {
    const { outbox } = shared;
    await outbox.claims.noteOthers([othersClaim()], [VOIDED]);
    await outbox.claims.noteOthers([othersClaim()], []);
    expect(outbox.claims.othersClaim(KEY)).toEqual(othersClaim({ isVoid: true }));
  });

  test('is void if the claim itself says so later', async () => {
    const { outbox } = shared;
    await outbox.claims.noteOthers([othersClaim()], []);
    await outbox.claims.noteOthers([othersClaim({ isVoid: true })], []);
    expect(outbox.claims.othersClaim(KEY)?.isVoid).toBe(true);
  });

  test.each([
    ['another device', { device: 'southern' }],
    ['another scan', { scanId: 'another' }],
    ['another key', { key: keyOf('b') }],
  ])('by %s counts for nothing', async (_, other) => {
    const { outbox } = shared;
    const claim = await letInTwice(outbox);
    await outbox.claims.noteOthers([], [{ ...VOIDED, ...other }]);
    expect(outbox.claims.othersClaim(KEY)).toEqual(othersClaim());
    expect(ids(outbox.claims.letInTwice(9))).toEqual([claim.scanId]);
  });
});

describe('whoever was let in twice', () => {
  test('is told with both scans, newest first, as many as are asked for', async () => {
    const { outbox } = shared;
    for (const n of ['1', '2', '3'])
      await letInTwice(
        outbox,
        { key: keyOf(n), scanId: `t${n}` },
        { scanId: `s${n}`, code: 'A-CODE-1234' },
      );
    const found = outbox.claims.letInTwice(2);
    expect(ids(found)).toEqual(['s3', 's2']);
    expect(found[0]).toEqual({
      scanId: 's3',
      codeTail: '1234',
      scannedAt: Date.UTC(2026, 1, 3, 9),
      location: 'gate-a',
      first: { at: HEARD_AT, location: 'North gate' },
    });
  });

  test('is not whoever was told that the badge was scanned before', async () => {
    const { outbox } = shared;
    const claim = await letIn(outbox);
    const holder = othersClaim();
    await outbox.claims.settle(claim, { state: 'lost', holder }, 'already-checked-in');
    expect(outbox.claims.letInTwice(9)).toEqual([]);
  });

  test.each(['attention', 'rejected', 'already-checked-in'] as const)(
    'is not whoever was told “%s”',
    async (told) => {
      const { outbox } = shared;
      const claim = await letIn(outbox, { told });
      await outbox.claims.settle(claim, { state: 'lost', holder: othersClaim() });
      expect(outbox.claims.letInTwice(9)).toEqual([]);
    },
  );

  test('is whoever was checked in as well', async () => {
    const { outbox } = shared;
    const claim = await letIn(outbox, { told: 'checked-in' });
    await outbox.claims.settle(claim, { state: 'lost', holder: othersClaim() });
    expect(ids(outbox.claims.letInTwice(9))).toEqual([claim.scanId]);
  });

  test.each([
    ['before this device lost the badge', 'before'],
    ['with the claim', 'with'],
    ['afterwards', 'after'],
  ])('is nobody whose first scan was refused, be that heard %s', async (_, when) => {
    const { outbox } = shared;
    const { claims } = outbox;
    if (when === 'before') await claims.noteOthers([othersClaim()], [VOIDED]);
    await letInTwice(outbox, { isVoid: when === 'with' });
    if (when === 'after') await claims.noteOthers([], [VOIDED]);
    expect(claims.letInTwice(9)).toEqual([]);
    expect(claims.othersClaim(KEY)?.isVoid).toBe(true);
  });

  test('is nobody who came back to this same device', async () => {
    const { outbox } = shared;
    const first = await letIn(outbox);
    await letInTwice(outbox, { device: 'this one', scanId: first.scanId });
    expect(outbox.claims.letInTwice(9)).toEqual([]);
    expect(outbox.claims.othersClaim(KEY)).toBeNull();
  });

  test('stays on the list though the hub has forgotten, or Confera has refused the second scan', async () => {
    const { outbox } = shared;
    const { claims } = outbox;
    const claim = await letInTwice(outbox);
    await claims.offerAllAgain(0);
    expect(ids(claims.letInTwice(9))).toEqual([claim.scanId]);
    await claims.refuse(claim.scanId);
    expect(ids(claims.letInTwice(9))).toEqual([claim.scanId]);
  });

  test('is not on the list any more if the hub has forgotten the first scan, and takes this one', async () => {
    const { outbox } = shared;
    const { claims } = outbox;
    const claim = await letInTwice(outbox);
    await claims.refuse(claim.scanId);
    await claims.offer(claim.scanId, claim.key);
    expect(ids(claims.letInTwice(9))).toEqual([claim.scanId]);
    await claims.settle(claim, { state: 'won' });
    expect(claims.letInTwice(9)).toEqual([]);
  });

  test('keeps the time of the first scan when an emptied hub tells a later one', async () => {
    const { outbox } = shared;
    const claim = await letInTwice(outbox);
    const again = othersClaim({ at: HEARD_AT + 9000, localAt: HEARD_AT + 8000 });
    await outbox.claims.settle(claim, { state: 'lost', holder: again });
    expect(outbox.claims.letInTwice(9)[0]?.first.at).toBe(HEARD_AT);
  });

  test('is named by the device that has the badge now', async () => {
    const { outbox } = shared;
    const claim = await letInTwice(outbox);
    const other = othersClaim({ device: 'southern', scanId: 'another', location: 'South gate' });
    await outbox.claims.settle(claim, { state: 'lost', holder: other });
    await outbox.claims.noteOthers([], [VOIDED]);
    expect(outbox.claims.letInTwice(9)).toMatchObject([{ first: { location: 'South gate' } }]);
  });
});
