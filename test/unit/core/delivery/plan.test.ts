import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isBacklogStopped,
  planSync,
  REJECTION_LIMIT,
  type SyncView,
} from '../../../../electron/core/delivery/plan.ts';
import { START, type Standing } from '../../../../electron/core/delivery/standing.ts';
import type { Reason } from '../../../../shared/scan/outcome.ts';

const NOW = 10_000;

/** A backlog of both kinds with nothing in its way, except for what a test changes. */
function view({ standing, ...rest }: Partial<SyncView> = {}): SyncView {
  return {
    now: NOW,
    standing: { ...START, ...standing },
    inFlight: { badge: 0, attendance: 0 },
    claimed: { badge: 0, attendance: 0 },
    dueAt: { badge: NOW, attendance: NOW },
    limit: 8,
    peopleWaiting: 0,
    rejectedInARow: 0,
    times: 'set',
    ...rest,
  };
}

const trial = (reason: Reason, nextAt: number) => ({ reason, failures: 1, nextAt });

const standing = (overrides: Partial<Standing>): Standing => ({ ...START, ...overrides });
const offlineUntil = (nextAt: number) => standing({ offline: trial('no-network', nextAt) });
const pausedUntil = (moment: number) => standing({ pausedUntil: moment });
const badgeBlockedUntil = (nextAt: number) =>
  standing({ blocked: { badge: trial('not-allowed', nextAt), attendance: null } });
const bothBlockedUntil = (badge: number, attendance: number) =>
  standing({
    blocked: { badge: trial('key-refused', badge), attendance: trial('key-refused', attendance) },
  });

describe('with nothing in the way', () => {
  test('both kinds are sent, up to the limit', () => {
    expect(planSync(view())).toMatchObject({
      do: 'send',
      kinds: ['badge', 'attendance'],
      limit: 8,
    });
  });

  test('only a kind that has scans waiting is sent', () => {
    const dueAt = { badge: null, attendance: NOW };
    expect(planSync(view({ dueAt }))).toMatchObject({ kinds: ['attendance'], limit: 8 });
  });

  test('nothing waiting means nothing to do', () => {
    expect(planSync(view({ dueAt: { badge: null, attendance: null } }))).toEqual({
      do: 'wait',
      until: null,
    });
  });

  test('attempts under way, of either kind, count against the limit', () => {
    const inFlight = { badge: 3, attendance: 2 };
    expect(planSync(view({ inFlight }))).toMatchObject({ do: 'send', limit: 3 });
    expect(planSync(view({ inFlight, limit: 5 }))).toEqual({ do: 'go-on' });
    expect(planSync(view({ inFlight, limit: 2 }))).toEqual({ do: 'go-on' });
  });

  test('at most two go while a person waits for an answer', () => {
    expect(planSync(view({ peopleWaiting: 1 }))).toMatchObject({ do: 'send', limit: 2 });
    expect(planSync(view({ peopleWaiting: 1, limit: 1 }))).toMatchObject({ do: 'send', limit: 1 });
    const busy = view({ peopleWaiting: 3, inFlight: { badge: 2, attendance: 0 } });
    expect(planSync(busy)).toEqual({ do: 'go-on' });
  });
});

describe('claiming ahead', () => {
  test('fills the free slots and claims eight scans for each attempt at once, less those claimed already', () => {
    expect(planSync(view())).toMatchObject({ claim: 72 });
    const inFlight = { badge: 7, attendance: 0 };
    const claimed = { badge: 3, attendance: 4 };
    expect(planSync(view({ inFlight, claimed }))).toMatchObject({ limit: 1, claim: 58 });
  });

  test('waits until few are left, so that many scans share one wait for the disk', () => {
    expect(planSync(view({ claimed: { badge: 32, attendance: 0 } }))).toMatchObject({ claim: 0 });
  });

  test('takes little while a person waits', () => {
    expect(planSync(view({ peopleWaiting: 1 }))).toMatchObject({ limit: 2, claim: 18 });
  });

  test('claimed scans are sent, whether more are waiting or not', () => {
    const dueAt = { badge: null, attendance: NOW + 500 };
    const claimed = { badge: 2, attendance: 0 };
    expect(planSync(view({ dueAt, claimed }))).toMatchObject({ do: 'send', kinds: ['badge'] });
  });

  test('claimed scans of a kind that has been refused meanwhile don’t count as waiting', () => {
    const dueAt = { badge: null, attendance: null };
    const claimed = { badge: 2, attendance: 0 };
    const refused = view({ standing: badgeBlockedUntil(NOW), dueAt, claimed });
    expect(planSync(refused)).toEqual({ do: 'wait', until: null });
  });
});

describe('a pause', () => {
  test('is waited for, whatever else there is to do', () => {
    const paused = { ...offlineUntil(NOW - 1), pausedUntil: NOW + 500 };
    expect(planSync(view({ standing: paused }))).toEqual({ do: 'wait', until: NOW + 500 });
    expect(planSync(view({ standing: pausedUntil(NOW + 1) }))).toEqual({
      do: 'wait',
      until: NOW + 1,
    });
  });

  test('is over at its end', () => {
    expect(planSync(view({ standing: pausedUntil(NOW) })).do).toBe('send');
  });
});

describe('while offline', () => {
  test('nothing is done before the next trial', () => {
    expect(planSync(view({ standing: offlineUntil(NOW + 700) }))).toEqual({
      do: 'wait',
      until: NOW + 700,
    });
  });

  test('then Confera is probed', () => {
    expect(planSync(view({ standing: offlineUntil(NOW) }))).toEqual({ do: 'probe' });
  });

  test('a probe waits until no attempt is under way', () => {
    const busy = view({ standing: offlineUntil(NOW), inFlight: { badge: 0, attendance: 1 } });
    expect(planSync(busy)).toEqual({ do: 'wait', until: null });
  });

  test('Confera is probed even if no scan is waiting, because the screen shows the connection', () => {
    const idle = view({ standing: offlineUntil(NOW), dueAt: { badge: null, attendance: null } });
    expect(planSync(idle)).toEqual({ do: 'probe' });
  });
});

describe('a blocked kind', () => {
  test('doesn’t hold up the other one', () => {
    expect(planSync(view({ standing: badgeBlockedUntil(NOW + 700) }))).toMatchObject({
      do: 'send',
      kinds: ['attendance'],
      limit: 8,
    });
  });

  test('is tried with one scan alone when its time has come', () => {
    expect(planSync(view({ standing: badgeBlockedUntil(NOW) }))).toEqual({
      do: 'try',
      kind: 'badge',
    });
  });

  test('is not tried again while a scan of it is under way', () => {
    const tried = view({
      standing: badgeBlockedUntil(NOW),
      inFlight: { badge: 1, attendance: 0 },
    });
    expect(planSync(tried)).toMatchObject({ do: 'send', kinds: ['attendance'], limit: 7 });
  });

  test('is not tried if none of its scans are waiting', () => {
    const idle = view({
      standing: badgeBlockedUntil(NOW),
      dueAt: { badge: null, attendance: null },
    });
    expect(planSync(idle)).toEqual({ do: 'wait', until: null });
  });

  test('is waited for if nothing else is waiting', () => {
    const alone = view({
      standing: badgeBlockedUntil(NOW + 700),
      dueAt: { badge: NOW, attendance: null },
    });
    expect(planSync(alone)).toEqual({ do: 'wait', until: NOW + 700 });
  });

  test('together with the other one is waited for until the first of them may be tried', () => {
    const standing = bothBlockedUntil(NOW + 700, NOW + 300);
    expect(planSync(view({ standing }))).toEqual({ do: 'wait', until: NOW + 300 });
  });

  test('doesn’t hold up the other one while all its own scans back off', () => {
    const standing = badgeBlockedUntil(NOW - 100);
    const dueAt = { badge: NOW + 20_000, attendance: NOW };
    expect(planSync(view({ standing, dueAt }))).toMatchObject({ kinds: ['attendance'], limit: 8 });
  });

  test('is waited for even while the other kind waits longer', () => {
    const standing = badgeBlockedUntil(NOW + 500);
    const dueAt = { badge: NOW, attendance: NOW + 20_000 };
    expect(planSync(view({ standing, dueAt }))).toEqual({ do: 'wait', until: NOW + 500 });
  });

  test('is not waited for while a scan of it is under way, whose end says more', () => {
    const standing = bothBlockedUntil(NOW + 700, NOW - 300);
    const inFlight = { badge: 0, attendance: 1 };
    expect(planSync(view({ standing, inFlight }))).toEqual({ do: 'wait', until: NOW + 700 });
  });
});

describe('rejections in a row', () => {
  test('stop the backlog at the tenth', () => {
    expect(REJECTION_LIMIT).toBe(10);
    expect(isBacklogStopped({ rejectedInARow: 9 })).toBe(false);
    expect(isBacklogStopped({ rejectedInARow: 10 })).toBe(true);
    expect(isBacklogStopped({ rejectedInARow: 11 })).toBe(true);
  });

  test('leave room only for as many as may still be rejected', () => {
    expect(planSync(view({ rejectedInARow: 7 }))).toMatchObject({ do: 'send', limit: 3 });
    const busy = view({ rejectedInARow: 7, inFlight: { badge: 2, attendance: 0 } });
    expect(planSync(busy)).toMatchObject({ do: 'send', limit: 1 });
    const full = view({ rejectedInARow: 9, inFlight: { badge: 1, attendance: 0 } });
    expect(planSync(full)).toEqual({ do: 'go-on' });
  });

  test('at the limit let nothing be sent until a person has looked', () => {
    expect(planSync(view({ rejectedInARow: 10 }))).toEqual({ do: 'wait', until: null });
    const standing = badgeBlockedUntil(NOW);
    expect(planSync(view({ rejectedInARow: 10, standing }))).toEqual({ do: 'wait', until: null });
  });
});

describe('the times of the scans that wait', () => {
  test('are corrected before anything else is done, even while offline', () => {
    const times = 'to-set';
    expect(planSync(view({ times }))).toEqual({ do: 'set-times' });
    expect(planSync(view({ times, standing: offlineUntil(NOW + 1) }))).toEqual({ do: 'set-times' });
  });

  test('are asked for before attendance is sent, and hold up no badge', () => {
    const times = 'to-ask-for';
    expect(planSync(view({ times }))).toEqual({ do: 'ask-time' });
    const badges = view({ times, dueAt: { badge: NOW, attendance: null } });
    expect(planSync(badges)).toMatchObject({ do: 'send', kinds: ['badge'] });
  });

  test('are not asked for while nothing may be sent', () => {
    const times = 'to-ask-for';
    for (const held of [
      { standing: pausedUntil(NOW + 700) },
      { standing: offlineUntil(NOW + 700) },
      { rejectedInARow: 10 },
    ]) {
      expect(planSync(view({ times, ...held }))).toMatchObject({ do: 'wait' });
    }
  });
});

describe('whatever the view', () => {
  const trials = fc.option(
    fc.integer({ min: NOW - 1000, max: NOW + 1000 }).map((nextAt) => trial('not-allowed', nextAt)),
  );
  const dues = fc.option(fc.integer({ min: NOW - 500, max: NOW + 1000 }));
  const byKind = (max: number) =>
    fc.record({ badge: fc.nat({ max }), attendance: fc.nat({ max }) });
  const over = fc.integer({ min: 0, max: NOW });
  const viewsWhere = ({
    pausedUntil = over,
    offline = fc.constant(null),
    rejectedInARow = fc.nat({ max: 9 }),
  }: {
    pausedUntil?: fc.Arbitrary<number>;
    offline?: typeof trials;
    rejectedInARow?: fc.Arbitrary<number>;
  } = {}): fc.Arbitrary<SyncView> =>
    fc.record({
      now: fc.constant(NOW),
      standing: fc.record({
        offline,
        blocked: fc.record({ badge: trials, attendance: trials }),
        pausedUntil,
        pauses: fc.nat({ max: 5 }),
        troubledRows: fc.constant([]),
      }),
      inFlight: byKind(4),
      claimed: byKind(9),
      dueAt: fc.record({ badge: dues, attendance: dues }),
      limit: fc.integer({ min: 1, max: 8 }),
      peopleWaiting: fc.nat({ max: 2 }),
      rejectedInARow,
      times: fc.constantFrom('set', 'to-ask-for'),
    });
  const busy = ({ inFlight }: SyncView) => inFlight.badge + inFlight.attendance;
  const check = (
    views: fc.Arbitrary<SyncView>,
    holds: (seen: SyncView, plan: ReturnType<typeof planSync>) => void,
  ) => {
    fc.assert(
      fc.property(views, (seen) => holds(seen, planSync(seen))),
      { numRuns: 1000 },
    );
  };

  test('nothing is sent during a pause', () => {
    const pausedUntil = fc.integer({ min: NOW + 1, max: NOW + 1000 });
    check(viewsWhere({ pausedUntil, offline: trials }), (seen, plan) => {
      expect(plan).toEqual({ do: 'wait', until: seen.standing.pausedUntil });
    });
  });

  test('only a probe is sent while offline, and only alone', () => {
    check(viewsWhere({ offline: trials }), (seen, plan) => {
      if (plan.do === 'probe') {
        expect(seen.standing.offline).not.toBeNull();
        expect(busy(seen)).toBe(0);
      }
      if (plan.do === 'send' || plan.do === 'try') expect(seen.standing.offline).toBeNull();
    });
  });

  test('a stopped backlog sends nothing', () => {
    check(viewsWhere({ rejectedInARow: fc.integer({ min: 10, max: 50 }) }), (_seen, plan) => {
      expect(plan).toEqual({ do: 'wait', until: null });
    });
  });

  test('no more attempts are under way than the limits allow', () => {
    check(viewsWhere(), (seen, plan) => {
      if (plan.do !== 'send') return;
      expect(plan.limit).toBeGreaterThan(0);
      const underWay = busy(seen) + plan.limit;
      expect(underWay).toBeLessThanOrEqual(seen.peopleWaiting > 0 ? 2 : seen.limit);
      expect(seen.rejectedInARow + underWay).toBeLessThanOrEqual(10);
    });
  });

  test('a blocked kind is tried with one scan alone, and only when its time has come', () => {
    check(viewsWhere(), (seen, plan) => {
      if (plan.do === 'send') {
        for (const kind of plan.kinds) expect(seen.standing.blocked[kind]).toBeNull();
      }
      if (plan.do !== 'try') return;
      expect(seen.inFlight[plan.kind]).toBe(0);
      expect(seen.dueAt[plan.kind]).toBeLessThanOrEqual(NOW);
      expect(seen.standing.blocked[plan.kind]?.nextAt).toBeLessThanOrEqual(NOW);
    });
  });

  test('no scan that carries a day is sent before Confera was asked for the time', () => {
    check(viewsWhere(), (seen, plan) => {
      if (seen.times !== 'to-ask-for' || plan.do !== 'send') return;
      expect(plan.kinds).not.toContain('attendance');
    });
  });

  test('only kinds with scans that are due, or claimed, are sent', () => {
    check(viewsWhere(), (seen, plan) => {
      if (plan.do !== 'send') return;
      expect(plan.kinds).not.toEqual([]);
      for (const kind of plan.kinds) {
        if (seen.claimed[kind] === 0) expect(seen.dueAt[kind]).toBeLessThanOrEqual(NOW);
      }
    });
  });

  test('a wait ends in the future, or with a change', () => {
    check(viewsWhere({ offline: trials }), (_seen, plan) => {
      if (plan.do === 'wait' && plan.until !== null) expect(plan.until).toBeGreaterThan(NOW);
    });
  });
});
