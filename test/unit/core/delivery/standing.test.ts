import { describe, expect, test } from 'vitest';
import type { Effect } from '../../../../electron/core/delivery/classify-answer.ts';
import {
  connectionOf,
  isKeyRefused,
  type Observation,
  observe,
  reasonOf,
  START,
  type Standing,
  TROUBLED_ROWS,
  toldWithoutAsking,
  withNewKey,
} from '../../../../electron/core/delivery/standing.ts';
import type { Kind } from '../../../../shared/scan/outcome.ts';

/** Makes every backoff half of its longest: 250 ms after the first failure, 500 ms after the second, and so on. */
const HALF = 0.5;
const NOW = 1000;

type Seen = Partial<Omit<Observation, 'effect'>>;

/** The standing after an effect. Unless a test says otherwise, it is seen at `NOW` with row 1, which is a badge. */
function met(standing: Standing, effect: Effect | Effect['kind'], seen: Seen = {}): Standing {
  const full = typeof effect === 'string' ? ({ kind: effect } as Effect) : effect;
  return observe(standing, {
    effect: full,
    kind: 'badge',
    rowId: 1,
    now: NOW,
    random: HALF,
    ...seen,
  });
}

const slowDown = (retryAfterMs?: number): Effect => ({ kind: 'rate-limited', retryAfterMs });

/** Confera's own verdicts on a scan. Whatever they say, they show that Confera has answered. */
const VERDICTS = ['answered', 'rejected', 'conflict'] as const;

const offline = met(START, 'unreachable');
const keyRefused = met(START, 'key-refused');
const badgeNotAllowed = met(START, 'not-allowed');

function troubled(...rows: (number | null)[]): Standing {
  return rows.reduce<Standing>(
    (standing, rowId) => met(standing, 'server-trouble', { rowId }),
    START,
  );
}

describe('at start', () => {
  test('the device counts as online and the first scan is tried', () => {
    expect(connectionOf(START)).toBe('online');
    expect(toldWithoutAsking(START, 'badge', 0)).toBeNull();
    expect(toldWithoutAsking(START, 'attendance', 0)).toBeNull();
  });

  test.each(VERDICTS)('an attempt that is %s leaves it online', (effect) => {
    expect(met(START, effect)).toEqual(START);
  });
});

describe('no answer', () => {
  test('takes the device offline', () => {
    expect(connectionOf(offline)).toBe('offline');
    expect(toldWithoutAsking(offline, 'badge', NOW)).toEqual({
      outcome: 'queued',
      reason: 'no-network',
    });
    expect(toldWithoutAsking(offline, 'attendance', NOW)).toEqual({
      outcome: 'queued',
      reason: 'no-network',
    });
  });

  test('names when to look again: a part of 500 ms', () => {
    expect(offline.offline).toMatchObject({ failures: 1, nextAt: NOW + 250 });
  });

  test('of the attempts that were under way counts once with the first', () => {
    const stragglers = [NOW, NOW + 100, NOW + 249].reduce(
      (standing, now, index) => met(standing, 'unreachable', { now, rowId: index + 2 }),
      offline,
    );
    expect(stragglers).toEqual(offline);
  });

  test('of each later trial doubles the wait, up to the cap of 10 s', () => {
    let standing = offline;
    const waits = [];
    for (let trial = 0; trial < 7; trial += 1) {
      const now = standing.offline?.nextAt ?? 0;
      standing = met(standing, 'unreachable', { now, kind: null, rowId: null });
      waits.push((standing.offline?.nextAt ?? 0) - now);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000]);
  });

  test.each(VERDICTS)('is over with an attempt that is %s', (effect) => {
    const back = met(offline, effect, { now: NOW + 300 });
    expect(connectionOf(back)).toBe('online');
    expect(toldWithoutAsking(back, 'badge', NOW + 300)).toBeNull();
  });

  test('starts over at the shortest wait after a recovery', () => {
    const long = met(offline, 'unreachable', { now: NOW + 250 });
    const again = met(met(long, 'answered', { now: 5000 }), 'unreachable', { now: 6000 });
    expect(again.offline).toMatchObject({ failures: 1, nextAt: 6250 });
  });

  test.each(['key-refused', 'not-allowed'] as const)('is over with %s, too', (effect) => {
    expect(met(offline, effect).offline).toBeNull();
  });

  test('is not over with a pause or a failing server', () => {
    expect(met(offline, slowDown(1000)).offline).not.toBeNull();
    expect(met(offline, 'server-trouble').offline).not.toBeNull();
  });
});

describe('a failing server', () => {
  test('counts as offline after five different rows in a row', () => {
    expect(TROUBLED_ROWS).toBe(5);
    expect(connectionOf(troubled(1, 2, 3, 4))).toBe('online');
    const standing = troubled(1, 2, 3, 4, 5);
    expect(connectionOf(standing)).toBe('offline');
    expect(toldWithoutAsking(standing, 'badge', NOW)).toEqual({
      outcome: 'queued',
      reason: 'server-trouble',
    });
  });

  test('does not count the same row twice', () => {
    expect(connectionOf(troubled(1, 1, 1, 1, 1))).toBe('online');
    expect(connectionOf(troubled(1, 2, 1, 3, 2, 4, 4, 3))).toBe('online');
    expect(connectionOf(troubled(1, 2, 1, 3, 2, 4, 4, 5))).toBe('offline');
  });

  test('does not count an attempt that was about no row', () => {
    expect(connectionOf(troubled(1, 2, null, 3, 4, null))).toBe('online');
  });

  test.each([...VERDICTS, 'key-refused', 'not-allowed'] as const)(
    'is forgotten with an attempt that is %s',
    (effect) => {
      const interrupted = met(troubled(1, 2, 3, 4), effect);
      const standing = [5, 6, 7, 8].reduce<Standing>(
        (before, rowId) => met(before, 'server-trouble', { rowId }),
        interrupted,
      );
      expect(standing.offline).toBeNull();
      expect(met(standing, 'server-trouble', { rowId: 9 }).offline).not.toBeNull();
    },
  );

  test('names the rows that it met, for their backoff', () => {
    expect(troubled(3, 1, 3).troubledRows).toEqual([3, 1]);
  });

  test('at a probe while offline puts the next one off', () => {
    const now = NOW + 250;
    const probed = met(offline, 'server-trouble', { now, kind: null, rowId: null });
    expect(probed.offline).toMatchObject({ failures: 2, nextAt: now + 500 });
  });

  test('counts as offline afresh after a recovery', () => {
    const back = met(troubled(1, 2, 3, 4, 5), 'answered');
    expect(connectionOf(met(back, 'server-trouble', { rowId: 6 }))).toBe('online');
  });
});

describe('a pause', () => {
  test('lasts as long as the server asked for', () => {
    const paused = met(START, slowDown(7000));
    expect(toldWithoutAsking(paused, 'badge', NOW + 6999)).toEqual({
      outcome: 'queued',
      reason: 'rate-limited',
    });
    expect(toldWithoutAsking(paused, 'attendance', NOW + 6999)).not.toBeNull();
    expect(toldWithoutAsking(paused, 'badge', NOW + 7000)).toBeNull();
  });

  test('leaves the device online', () => {
    expect(connectionOf(met(START, slowDown(7000)))).toBe('online');
  });

  test('holds when what was under way succeeds', () => {
    const paused = met(START, slowDown(7000));
    for (const effect of VERDICTS) {
      const standing = met(paused, effect, { now: NOW + 100 });
      expect(toldWithoutAsking(standing, 'badge', NOW + 6999)).not.toBeNull();
    }
  });

  test('is never cut short by a later, shorter one', () => {
    const paused = met(met(START, slowDown(7000)), slowDown(100), { now: NOW + 10 });
    expect(paused.pausedUntil).toBe(NOW + 7000);
  });

  test('grows by a later, longer one', () => {
    const paused = met(met(START, slowDown(1000)), slowDown(7000), { now: NOW + 10 });
    expect(paused.pausedUntil).toBe(NOW + 7010);
  });

  test('of no time at all is paced by our own backoff, or one scan would be sent without a break', () => {
    const effect = { kind: 'rate-limited', retryAfterMs: 0 } as const;
    const seen = { effect, kind: 'badge', rowId: 1, now: 1000, random: 0.5 } as const;
    expect(observe(START, seen).pausedUntil).toBe(1250);
  });

  test('without a time backs off, twice as long with each', () => {
    let standing = START;
    const waits = [];
    for (let now = NOW, n = 0; n < 7; n += 1, now = standing.pausedUntil) {
      standing = met(standing, slowDown(), { now });
      waits.push(standing.pausedUntil - now);
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  test('without a time counts once for all that was under way', () => {
    const first = met(START, slowDown());
    const stragglers = [1, 2, 3].reduce<Standing>(
      (standing, rowId) => met(standing, slowDown(), { rowId }),
      first,
    );
    expect(stragglers).toEqual(first);
  });

  test('without a time starts over after a success that came once it was over', () => {
    const twice = met(met(START, slowDown()), slowDown(), { now: NOW + 250 });
    const passed = met(twice, 'answered', { now: 5000 });
    expect(met(passed, slowDown(), { now: 6000 }).pausedUntil).toBe(6250);
  });

  test('without a time does not start over because a straggler succeeds', () => {
    const paused = met(START, slowDown());
    const straggler = met(paused, 'answered', { now: NOW + 100 });
    expect(met(straggler, slowDown(), { now: NOW + 250 }).pausedUntil).toBe(NOW + 750);
  });
});

describe('a refused key', () => {
  test.each<Kind>(['badge', 'attendance'])('met by %s blocks both kinds', (kind) => {
    const standing = met(START, 'key-refused', { kind });
    expect(connectionOf(standing)).toBe('blocked');
    for (const either of ['badge', 'attendance'] as const) {
      expect(toldWithoutAsking(standing, either, NOW)).toEqual({
        outcome: 'attention',
        reason: 'key-refused',
      });
    }
  });

  test('met by a probe blocks both kinds', () => {
    const standing = met(offline, 'key-refused', { kind: null, rowId: null });
    expect(toldWithoutAsking(standing, 'badge', NOW)?.reason).toBe('key-refused');
    expect(toldWithoutAsking(standing, 'attendance', NOW)?.reason).toBe('key-refused');
  });

  test('counts once for all that was under way, and doubles with each trial', () => {
    expect(met(keyRefused, 'key-refused', { now: NOW + 100 })).toEqual(keyRefused);
    const tried = met(keyRefused, 'key-refused', { now: NOW + 250 });
    expect(tried.blocked.badge).toMatchObject({ failures: 2, nextAt: NOW + 750 });
    expect(tried.blocked.attendance).toMatchObject({ failures: 2, nextAt: NOW + 750 });
  });

  test.each(VERDICTS)('is good again, for both kinds, with an attempt that is %s', (effect) => {
    expect(met(keyRefused, effect, { kind: 'attendance' }).blocked).toEqual(START.blocked);
  });

  test('is good again with a probe that succeeds', () => {
    const standing = met(keyRefused, 'answered', { kind: null, rowId: null });
    expect(standing.blocked).toEqual(START.blocked);
  });

  test('is known to be good where only one kind is not allowed', () => {
    const standing = met(keyRefused, 'not-allowed', { now: NOW + 250 });
    expect(toldWithoutAsking(standing, 'badge', NOW)?.reason).toBe('not-allowed');
    expect(toldWithoutAsking(standing, 'attendance', NOW)).toBeNull();
  });

  test.each(['unreachable', 'server-trouble', 'rate-limited'] as const)(
    'stays refused with %s',
    (effect) => {
      expect(met(keyRefused, effect).blocked).toEqual(keyRefused.blocked);
    },
  );
});

describe('a kind that is not allowed', () => {
  test.each<[Kind, Kind]>([
    ['badge', 'attendance'],
    ['attendance', 'badge'],
  ])('%s is blocked, %s goes on', (kind, other) => {
    const standing = met(START, 'not-allowed', { kind });
    expect(connectionOf(standing)).toBe('blocked');
    expect(toldWithoutAsking(standing, kind, NOW)).toEqual({
      outcome: 'attention',
      reason: 'not-allowed',
    });
    expect(toldWithoutAsking(standing, other, NOW)).toBeNull();
  });

  test('met by a probe blocks neither kind', () => {
    const standing = met(START, 'not-allowed', { kind: null, rowId: null });
    expect(standing.blocked).toEqual(START.blocked);
  });

  test.each(VERDICTS)('is allowed again with its own attempt that is %s', (effect) => {
    expect(connectionOf(met(badgeNotAllowed, effect))).toBe('online');
  });

  test.each(VERDICTS)('stays blocked when the other kind is %s', (effect) => {
    const standing = met(badgeNotAllowed, effect, { kind: 'attendance' });
    expect(standing.blocked).toEqual(badgeNotAllowed.blocked);
  });

  test('stays blocked with a probe that succeeds', () => {
    const standing = met(badgeNotAllowed, 'answered', { kind: null, rowId: null });
    expect(standing.blocked).toEqual(badgeNotAllowed.blocked);
  });

  test('may be both kinds, each lifted by itself', () => {
    const both = met(badgeNotAllowed, 'not-allowed', { kind: 'attendance' });
    const one = met(both, 'answered', { kind: 'attendance' });
    expect(toldWithoutAsking(one, 'badge', NOW)?.reason).toBe('not-allowed');
    expect(toldWithoutAsking(one, 'attendance', NOW)).toBeNull();
  });

  test('is tried more and more seldom, the other kind at its own pace', () => {
    const twice = met(badgeNotAllowed, 'not-allowed', { now: NOW + 250 });
    const both = met(twice, 'not-allowed', { kind: 'attendance', now: NOW + 260 });
    expect(both.blocked.badge).toMatchObject({ failures: 2, nextAt: NOW + 750 });
    expect(both.blocked.attendance).toMatchObject({ failures: 1, nextAt: NOW + 510 });
  });

  test('is the key when a trial says so', () => {
    const standing = met(badgeNotAllowed, 'key-refused', { now: NOW + 250 });
    expect(toldWithoutAsking(standing, 'badge', NOW)?.reason).toBe('key-refused');
    expect(toldWithoutAsking(standing, 'attendance', NOW)?.reason).toBe('key-refused');
  });
});

describe('a new key', () => {
  const bothBlocked = met(badgeNotAllowed, 'not-allowed', { kind: 'attendance' });

  test.each([
    ['the key', keyRefused],
    ['one kind', badgeNotAllowed],
    ['both kinds', bothBlocked],
  ])('lifts a refusal of %s at once', (_, standing) => {
    expect(connectionOf(standing)).toBe('blocked');
    expect(withNewKey(standing, NOW)).toEqual(START);
  });

  test('makes a device that is offline look at once, and leaves it offline until then', () => {
    expect(withNewKey(met(keyRefused, 'unreachable'), NOW + 7)).toEqual({
      ...START,
      offline: { ...offline.offline, nextAt: NOW + 7 },
    });
  });

  test('leaves a pause and troubled rows as they are', () => {
    const standing = met(troubled(1, 2), slowDown(7000));
    expect(withNewKey(standing, NOW)).toBe(standing);
    const blocked = { ...standing, blocked: keyRefused.blocked };
    expect(withNewKey(blocked, NOW)).toEqual(standing);
  });
});

test('the key itself counts as refused by a 401 alone', () => {
  expect([START, offline, badgeNotAllowed, keyRefused].map(isKeyRefused)).toEqual([
    ...[false, false, false, true],
  ]);
});

describe('of several troubles', () => {
  const blockedAndOffline = met(badgeNotAllowed, 'unreachable');

  test('a refusal is shown before a dead network', () => {
    expect(connectionOf(blockedAndOffline)).toBe('blocked');
  });

  test('the first that a person can end gives the reason', () => {
    expect(reasonOf(START)).toBeNull();
    expect(reasonOf(offline)).toBe('no-network');
    expect(reasonOf(blockedAndOffline)).toBe('not-allowed');
    expect(reasonOf(met(offline, 'not-allowed', { kind: 'attendance' }))).toBe('not-allowed');
    expect(reasonOf(troubled(1, 2, 3, 4, 5))).toBe('server-trouble');
  });

  test('a person with a blocked kind is sent to staff, one with the other kind is let in', () => {
    expect(toldWithoutAsking(blockedAndOffline, 'badge', NOW)?.outcome).toBe('attention');
    expect(toldWithoutAsking(blockedAndOffline, 'attendance', NOW)).toEqual({
      outcome: 'queued',
      reason: 'no-network',
    });
  });

  test('a blocked kind is told before a pause', () => {
    const standing = met(badgeNotAllowed, slowDown(7000));
    expect(toldWithoutAsking(standing, 'badge', NOW)?.outcome).toBe('attention');
    expect(toldWithoutAsking(standing, 'attendance', NOW)?.reason).toBe('rate-limited');
  });

  test('a dead network is told before a pause', () => {
    expect(toldWithoutAsking(met(offline, slowDown(7000)), 'badge', NOW)?.reason).toBe(
      'no-network',
    );
  });

  test('a standing is never changed in place', () => {
    const before = structuredClone(badgeNotAllowed);
    for (const effect of ['answered', 'key-refused', 'unreachable', 'not-allowed'] as const) {
      met(badgeNotAllowed, effect, { kind: 'attendance', rowId: 7 });
    }
    expect(badgeNotAllowed).toEqual(before);
  });
});

test('a refusal inside the backoff of another takes its own reason, so that the right verdict lifts it', () => {
  const seen = { rowId: 1, now: 1000, random: 0.9 };
  const forbidden = observe(START, {
    ...seen,
    effect: { kind: 'not-allowed' },
    kind: 'attendance',
  });
  const refused = observe(forbidden, { ...seen, effect: { kind: 'key-refused' }, kind: 'badge' });
  expect(refused.blocked).toMatchObject({
    badge: { reason: 'key-refused' },
    attendance: { reason: 'key-refused' },
  });
  const lifted = observe(refused, { ...seen, effect: { kind: 'answered' }, kind: 'badge' });
  expect(lifted.blocked).toEqual({ badge: null, attendance: null });
});
