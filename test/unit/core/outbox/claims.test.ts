import { describe, expect, test } from 'vitest';
import { isAsked, KEY, keyOf, letIn, othersClaim, STATES } from '../../fixtures/claimed-scans.ts';
import { DISMISSED, ends, newScan, openOutbox, settlement } from '../../fixtures/opened-outbox.ts';
import { sharedOutbox } from '../../fixtures/shared-outbox.ts';

const TOLD = 'SELECT told FROM scan WHERE scan_id = ?';
const lost = (overrides = {}) => ({ state: 'lost', holder: othersClaim(overrides) }) as const;

const shared = sharedOutbox();

/** The outbox, empty, and the states of its claims. */
function emptyOutbox() {
  const { outbox, look, lookAtAll } = shared;
  const states = () => lookAtAll(STATES).map(({ state }) => state);
  return { outbox, look, lookAtAll, claims: outbox.claims, states };
}

describe('the claim of a new scan', () => {
  test('is on disk with it, and is offered', async () => {
    const { outbox, claims, lookAtAll } = emptyOutbox();
    const { scanId } = await letIn(outbox, { location: 'South gate' });
    expect(lookAtAll(STATES)).toEqual([{ scanId, key: KEY, state: 'to-offer' }]);
    expect(claims.toOffer(9)).toEqual([{ scanId, key: KEY, location: 'South gate' }]);
  });

  test('is not offered while Confera is asked, but once it has accepted', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const { scanId } = await isAsked(outbox);
    expect([states(), claims.toOffer(9)]).toEqual([['waiting'], []]);
    await claims.offer(scanId, KEY);
    expect(claims.toOffer(9)).toMatchObject([{ scanId, key: KEY }]);
  });

  test('is not there without a hub', async () => {
    const { outbox, states } = emptyOutbox();
    await outbox.accept(newScan(), { sending: true });
    await ends(outbox, 'done');
    expect(states()).toEqual([]);
  });

  test.each(['no key', '', 'abcdef'])(
    'with the key “%s” is refused, and so is its scan',
    async (key) => {
      const { outbox, look } = emptyOutbox();
      await expect(letIn(outbox, { key })).rejects.toThrow(/constraint/);
      expect(look('SELECT count(*) AS n FROM scan')).toEqual({ n: 0 });
    },
  );
});

test('claims are offered oldest first, as many as are asked for', async () => {
  const { outbox, claims } = emptyOutbox();
  for (const n of ['3', '1', '2']) await letIn(outbox, { scanId: `s${n}`, key: keyOf(n) });
  expect(claims.toOffer(2).map(({ scanId }) => scanId)).toEqual(['s1', 's2']);
});

test('claims of another address are neither offered nor changed, until the device has that address', async () => {
  const { outbox, dataDir, close } = openOutbox();
  const won = await letIn(outbox, { scanId: 'a' });
  const twice = await letIn(outbox, { scanId: 'b', key: keyOf('b') });
  await outbox.claims.settle(won, { state: 'won' });
  await outbox.claims.settle(twice, lost());
  await close();
  const other = openOutbox({ dataDir, destination: 'https://other.example' });
  await other.outbox.claims.offerAllAgain(0);
  await other.outbox.claims.offer(won.scanId, keyOf('c'));
  expect(other.outbox.claims.letInTwice(9)).toEqual([]);
  expect(other.outbox.claims.isOwn(won.scanId)).toBe(true);
  expect(other.lookAtAll(STATES)).toMatchObject([{ state: 'won' }, { state: 'lost' }]);
  await other.close();
  const back = openOutbox({ dataDir });
  expect(back.outbox.claims.letInTwice(9)).toMatchObject([{ scanId: twice.scanId }]);
  await back.outbox.claims.offerAllAgain(0);
  expect(back.outbox.claims.toOffer(9)).toMatchObject([{ scanId: won.scanId, key: won.key }]);
});

describe('what the hub says', () => {
  test('ends the offering, until the hub has forgotten', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const mine = await letIn(outbox);
    const theirs = await letIn(outbox, { key: keyOf('b') });
    const long = await letIn(outbox, { key: keyOf('c'), scannedAt: mine.row.scannedAt - 1 });
    await Promise.all([
      claims.settle(mine, { state: 'won' }),
      claims.settle(theirs, lost()),
      claims.settle(long, { state: 'won' }),
    ]);
    expect([states().toSorted(), claims.toOffer(9)]).toEqual([['lost', 'won', 'won'], []]);
    await claims.offerAllAgain(mine.row.scannedAt);
    // What another device has, that one asks for.
    expect(claims.toOffer(9)).toMatchObject([{ scanId: mine.scanId }]);
  });

  test('may change what the person is told, and only then', async () => {
    const { outbox, claims, look } = emptyOutbox();
    const told = await letIn(outbox);
    await claims.settle(told, lost(), 'already-checked-in');
    expect(look(TOLD, told.scanId)).toEqual({ told: 'already-checked-in' });
    const untold = await letIn(outbox, { key: keyOf('b') });
    await claims.settle(untold, lost());
    expect(look(TOLD, untold.scanId)).toEqual({ told: 'queued' });
  });

  test('of a claim that is gone changes nothing', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const { scanId } = await letIn(outbox);
    await claims.settle({ scanId, key: keyOf('c') }, { state: 'won' });
    await claims.settle({ scanId: 'nobody’s', key: KEY }, { state: 'won' });
    expect(states()).toEqual(['to-offer']);
  });

  test.each(['already-checked-in', 'attention'] as const)(
    'is the reason that staff read of a scan that was told as %s, as long as the other holds',
    async (told) => {
      const { outbox } = emptyOutbox();
      const claim = await letIn(outbox);
      const reasons = () => outbox.overview.recent(9).map(({ reason }) => reason);
      expect(reasons()).toEqual([null]);
      await outbox.claims.settle(claim, lost(), told);
      expect(reasons()).toEqual(['elsewhere']);
      await outbox.claims.noteOthers([], [{ key: KEY, device: 'northern', scanId: 'theirs' }]);
      expect(reasons()).toEqual([null]);
    },
  );

  test('is no reason for staff of a scan whose person was let in, which has a list of its own', async () => {
    const { outbox } = emptyOutbox();
    const claim = await letIn(outbox);
    await outbox.claims.settle(claim, lost());
    expect(outbox.overview.recent(9)).toMatchObject([{ reason: null }]);
    expect(outbox.claims.letInTwice(9)).toHaveLength(1);
  });
});

test('a scan that was left to later before any try tells of its person as let in', async () => {
  const { outbox, claims } = emptyOutbox();
  const { row, scanId, key } = await isAsked(outbox);
  await outbox.release([row]);
  await claims.offer(scanId, key);
  await claims.settle({ scanId, key }, lost());
  expect(claims.letInTwice(9)).toMatchObject([{ scanId }]);
});

describe('a scan that Confera refuses', () => {
  test('has its claim taken back, and the hub needs to know that once', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const claim = await letIn(outbox, { location: null });
    await claims.settle(claim, { state: 'won' });
    await claims.refuse(claim.scanId);
    expect(claims.toTakeBack(9)).toEqual([{ scanId: claim.scanId, key: KEY, location: null }]);
    await claims.settle(claim, { state: 'taken-back' });
    expect([states(), claims.toTakeBack(9)]).toEqual([['taken-back'], []]);
    await claims.offerAllAgain(0);
    expect(states()).toEqual(['taken-back']);
  });

  test('of which the hub was never asked has no claim any more', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const { scanId } = await isAsked(outbox);
    await claims.refuse(scanId);
    expect(states()).toEqual([]);
  });

  test('is taken back though the hub is only being asked', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const { scanId } = await letIn(outbox, { state: 'waiting' });
    await claims.refuse(scanId);
    expect([states(), claims.toTakeBack(9).length]).toEqual([['to-take-back'], 1]);
  });

  test('is not offered any more', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const { row, scanId } = await isAsked(outbox);
    await outbox.settle(row, settlement('rejected'));
    await claims.refuse(scanId);
    await claims.offer(scanId, KEY);
    expect(states()).toEqual([]);
  });

  test('is taken back though the hub’s yes comes later, or never', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const late = await letIn(outbox);
    await claims.refuse(late.scanId);
    await claims.settle(late, { state: 'won' });
    expect([states(), claims.toTakeBack(9).length]).toEqual([['to-take-back'], 1]);
  });

  test('has nothing to take back where another device has the badge', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const claim = await letIn(outbox);
    await claims.settle(claim, lost());
    await claims.refuse(claim.scanId);
    expect([states(), claims.toTakeBack(9)]).toEqual([['taken-back'], []]);
    expect(claims.letInTwice(9)).toMatchObject([{ scanId: claim.scanId }]);
  });

  test('tells of its person as let in twice also after staff have sent it again', async () => {
    const { outbox, claims } = emptyOutbox();
    const claim = await letIn(outbox);
    await claims.settle(claim, lost());
    await outbox.settle(claim.row, settlement('rejected'));
    expect(await outbox.sendAgain(claim.scanId)).toBe(1);
    expect(claims.letInTwice(9)).toMatchObject([{ scanId: claim.scanId }]);
  });

  test('keeps its claim when staff put it away', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const { row, scanId } = await isAsked(outbox);
    await outbox.settle(row, settlement('attention'));
    await claims.offer(scanId, KEY);
    expect(await outbox.dismiss(scanId, DISMISSED)).toBe(true);
    expect([states(), claims.toOffer(9).length]).toEqual([['to-offer'], 1]);
  });

  test.each([
    ['gone', async () => {}],
    [
      'taken back',
      async (claims: ReturnType<typeof emptyOutbox>['claims'], scanId: string) => {
        await claims.offer(scanId, KEY);
        await claims.refuse(scanId);
        await claims.settle({ scanId, key: KEY }, { state: 'taken-back' });
      },
    ],
  ])(
    'is claimed again when staff send it again and Confera accepts it, its claim being %s',
    async (_, before) => {
      const { outbox, claims, states } = emptyOutbox();
      const { row, scanId } = await isAsked(outbox);
      await before(claims, scanId);
      await outbox.settle(row, settlement('rejected'));
      await claims.refuse(scanId);
      expect(await outbox.sendAgain(scanId)).toBe(1);
      expect(claims.toOffer(9)).toEqual([]);
      const [again] = await outbox.claim(['badge'], 1, 0);
      if (!again) throw new Error('The scan is not sent again');
      await outbox.settle(again, settlement('done'));
      await claims.offer(scanId, KEY);
      expect([states(), claims.toOffer(9)]).toMatchObject([['to-offer'], [{ scanId, key: KEY }]]);
    },
  );
});

describe('an offer', () => {
  test('of what the hub has answered asks it no more', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const mine = await letIn(outbox);
    const theirs = await letIn(outbox, { key: keyOf('b') });
    await claims.settle(mine, { state: 'won' });
    await claims.settle(theirs, lost());
    await claims.offer(mine.scanId, mine.key);
    await claims.offer(theirs.scanId, theirs.key);
    expect([states().toSorted(), claims.toOffer(9)]).toEqual([['lost', 'won'], []]);
  });

  test('with the key of the corrected day takes that of the wrong one back', async () => {
    const { outbox, claims, lookAtAll } = emptyOutbox();
    const claim = await letIn(outbox, { key: keyOf('1') });
    await claims.settle(claim, { state: 'won' });
    await claims.offer(claim.scanId, keyOf('2'));
    expect(claims.toTakeBack(9)).toMatchObject([{ key: keyOf('1') }]);
    expect(claims.toOffer(9)).toMatchObject([{ key: keyOf('2') }]);
    await claims.settle(claim, { state: 'taken-back' });
    await claims.settle({ ...claim, key: keyOf('2') }, { state: 'won' });
    expect(lookAtAll(STATES)).toMatchObject([
      { key: keyOf('1'), state: 'taken-back' },
      { key: keyOf('2'), state: 'won' },
    ]);
  });

  test('with the key of the corrected day drops that of the wrong one where it was not won', async () => {
    const { outbox, claims, lookAtAll } = emptyOutbox();
    const waits = await isAsked(outbox, keyOf('1'));
    await claims.offer(waits.scanId, keyOf('2'));
    const gone = await letIn(outbox, { key: keyOf('3') });
    await claims.settle(gone, lost());
    await claims.offer(gone.scanId, keyOf('4'));
    expect(lookAtAll(STATES).map(({ key }) => key)).toEqual([keyOf('2'), keyOf('4')]);
    expect(claims.letInTwice(9)).toEqual([]);
  });

  test('of a scan that is not there is none', async () => {
    const { claims, states } = emptyOutbox();
    await claims.offer('nobody’s', KEY);
    expect(states()).toEqual([]);
  });
});

describe('the next round', () => {
  test('is offered where the other claim was taken back, and the scan counts once', async () => {
    const { outbox, claims, lookAtAll } = emptyOutbox();
    const claim = await letIn(outbox, { key: keyOf('1') });
    await claims.settle(claim, lost({ key: keyOf('1') }));
    expect(claims.lostToVoid(keyOf('1'))).toEqual([]);
    await claims.noteOthers([], [{ key: keyOf('1'), device: 'northern', scanId: 'theirs' }]);
    expect(claims.lostToVoid(keyOf('1'))).toEqual([claim.scanId]);
    await claims.offerNextRound(claim, keyOf('2'));
    expect(claims.lostToVoid(keyOf('1'))).toEqual([]);
    expect(claims.toOffer(9)).toMatchObject([{ scanId: claim.scanId, key: keyOf('2') }]);
    const day = { venueDay: claim.row.venueDay, since: 0 };
    expect(await outbox.admitted.count(day, () => false)).toMatchObject([{ count: 1 }]);
    // Confera’s answer comes later, and names the first round or the second.
    await claims.offer(claim.scanId, keyOf('1'));
    await claims.offer(claim.scanId, keyOf('2'));
    expect(lookAtAll(STATES)).toMatchObject([
      { key: keyOf('1'), state: 'lost' },
      { key: keyOf('2'), state: 'to-offer' },
    ]);
  });

  test('isn’t offered for a person who was not let in, nor for a scan that was refused', async () => {
    const { outbox, claims, states } = emptyOutbox();
    const told = await letIn(outbox);
    await claims.settle(told, lost(), 'already-checked-in');
    await claims.noteOthers([], [{ key: KEY, device: 'northern', scanId: 'theirs' }]);
    expect(claims.lostToVoid(KEY)).toEqual([]);
    const { row, scanId, key } = await isAsked(outbox, keyOf('b'));
    await outbox.settle(row, settlement('rejected'));
    await claims.offerNextRound({ scanId, key }, keyOf('c'));
    expect([states().toSorted(), claims.toOffer(9)]).toEqual([['lost', 'waiting'], []]);
  });

  test('is taken back with the scan', async () => {
    const { outbox, claims } = emptyOutbox();
    const claim = await letIn(outbox, { key: keyOf('1') });
    await claims.settle(claim, lost({ key: keyOf('1'), isVoid: true }));
    await claims.offerNextRound(claim, keyOf('2'));
    await claims.settle({ ...claim, key: keyOf('2') }, { state: 'won' });
    await claims.refuse(claim.scanId);
    expect(claims.toTakeBack(9)).toMatchObject([{ key: keyOf('2') }]);
  });
});

test('a device knows its own scans, with a claim or without', async () => {
  const { outbox, claims } = emptyOutbox();
  const { scanId } = await letIn(outbox);
  const without = await ends(outbox, 'done');
  expect([scanId, without.scanId, 'theirs'].map((id) => claims.isOwn(id))).toEqual([
    true,
    true,
    false,
  ]);
});
