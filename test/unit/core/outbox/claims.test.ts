import { describe, expect, test } from 'vitest';
import type { NewClaim, OthersClaim } from '../../../../electron/core/outbox/claim-row.ts';
import type { Outbox } from '../../../../electron/core/outbox/outbox.ts';
import type { NewScan } from '../../../../electron/core/outbox/scan-row.ts';
import type { Outcome } from '../../../../shared/scan/outcome.ts';
import { newScan, openOutbox } from '../../fixtures/opened-outbox.ts';

const AT = Date.UTC(2026, 1, 3, 8);
const A_SECOND_FAST = 1000;

/** A key that ends as given. */
const key = (end: string) => end.padStart(32, '0');
const KEY = key('a');

function others(overrides: Partial<OthersClaim> = {}): OthersClaim {
  return {
    key: KEY,
    device: 'northern',
    scanId: 'theirs',
    location: 'North gate',
    at: AT + A_SECOND_FAST,
    localAt: AT,
    isVoid: false,
    ...overrides,
  };
}

/** A scan whose person is let in although nobody has been asked, with its claim. */
async function letIn(
  outbox: Outbox,
  overrides: Partial<NewScan> = {},
  claim: Partial<NewClaim> = {},
  told: Outcome = 'queued',
) {
  const row = await outbox.accept(newScan(overrides), {
    sending: false,
    told,
    claim: { key: KEY, state: 'to-offer', ...claim },
  });
  return { ...row, claim: { scanId: row.scanId, key: claim.key ?? KEY } };
}

/** A scan that is being sent, whose claim waits for Confera. */
async function isAsked(outbox: Outbox, overrides: Partial<NewScan> = {}) {
  const claim = { key: KEY, state: 'waiting' } as const;
  return await outbox.accept(newScan(overrides), { sending: true, claim });
}

const STATES = 'SELECT scan_id, lower(hex(key)) AS key, state FROM claim ORDER BY scan_id, key';
const STATE_OF = 'SELECT state FROM claim WHERE scan_id = ?';

describe('the claim of a new scan', () => {
  test('is on disk with it', async () => {
    const { outbox, lookAtAll } = openOutbox();
    const { scanId } = await letIn(outbox, { location: 'South gate' });
    expect(lookAtAll(STATES)).toEqual([{ scan_id: scanId, key: KEY, state: 'to-offer' }]);
    expect(outbox.claims.toOffer(9)).toEqual([{ scanId, key: KEY, location: 'South gate' }]);
  });

  test('is not offered while Confera is asked', async () => {
    const { outbox } = openOutbox();
    const { scanId } = await isAsked(outbox);
    expect(outbox.claims.toOffer(9)).toEqual([]);
    await outbox.claims.offer(scanId, KEY);
    expect(outbox.claims.toOffer(9)).toMatchObject([{ scanId, key: KEY }]);
  });

  test('is not there without a hub', async () => {
    const { outbox, lookAtAll } = openOutbox();
    await outbox.accept(newScan(), { sending: true });
    expect(lookAtAll(STATES)).toEqual([]);
  });

  test('that makes no sense takes no scan with it, and is said so', async () => {
    const { outbox, look } = openOutbox();
    const claim = { key: 'no key', state: 'to-offer' } as const;
    await expect(outbox.accept(newScan(), { sending: true, claim })).rejects.toThrow(/NOT NULL/);
    expect(look('SELECT count(*) AS n FROM scan')).toEqual({ n: 0 });
  });
});

test('claims are offered oldest first, as many as are asked for', async () => {
  const { outbox } = openOutbox();
  for (const n of ['3', '1', '2']) await letIn(outbox, { scanId: `s${n}` }, { key: key(n) });
  expect(outbox.claims.toOffer(2).map(({ scanId }) => scanId)).toEqual(['s1', 's2']);
});

describe('what the hub says', () => {
  test('ends the offering', async () => {
    const { outbox, look } = openOutbox();
    const { claim, scanId } = await letIn(outbox);
    await outbox.claims.settle(claim, { state: 'won' });
    expect(outbox.claims.toOffer(9)).toEqual([]);
    expect(look(STATE_OF, scanId)).toEqual({ state: 'won' });
  });

  test('may change what the person is told', async () => {
    const { outbox, look } = openOutbox();
    const { claim, scanId } = await letIn(outbox);
    const lost = { state: 'lost', holder: others() } as const;
    await outbox.claims.settle(claim, lost, 'already-checked-in');
    expect(look('SELECT told FROM scan WHERE scan_id = ?', scanId)).toEqual({
      told: 'already-checked-in',
    });
    expect(outbox.claims.letInTwice(9)).toEqual([]);
    expect(outbox.claims.othersClaim(KEY)).toEqual(others());
  });
});
