import { describe, expect, test } from 'vitest';
import {
  ASSUMED_STAY_MS,
  CHECKING_SHOWN_AFTER_MS,
  GIVE_UP_MS,
  LAST_SCANS_KEPT,
  NO_SCANS,
  NOTICED_MS,
  nextChangeAt,
  nextFlow,
  REFUSED,
  type ScanFlow,
  type ScanFlowEvent,
  type ShownOutcome,
  STAY_MS,
} from '../../../../renderer/state/scan-flow.ts';
import { coveredView, viewOf } from '../../../../renderer/state/scan-view.ts';
import type { Outcome } from '../../../../shared/scan/outcome.ts';

/** The wall clock is this far ahead of the monotonic one, in milliseconds. */
const WALL = 1_000_000;
const moment = (at: number) => ({ at, wallAt: WALL + at });

const notice = (at: number): ScanFlowEvent => ({ is: 'scan-noticed', ...moment(at) });

const start = (sequence: number, at: number, stays = false): ScanFlowEvent => {
  const mark = { sequence, codeTail: `-${sequence}`, stays };
  return { is: 'scan-started', ...mark, ...moment(at), giveUpMs: GIVE_UP_MS };
};

const answer = (
  sequence: number,
  at: number,
  outcome: Outcome,
  name: string | null = null,
): ScanFlowEvent => ({
  is: 'scan-answered',
  sequence,
  ...moment(at),
  answer: {
    outcome,
    scanId: `scan-${sequence}`,
    kind: 'badge',
    day: null,
    reason: null,
    name,
    first: null,
    passBack: null,
  },
});

const fail = (sequence: number, at: number): ScanFlowEvent => ({
  is: 'scan-failed',
  sequence,
  ...moment(at),
});
const pass = (at: number): ScanFlowEvent => ({ is: 'time-passed', ...moment(at) });

const flowAfter = (...events: ScanFlowEvent[]): ScanFlow => events.reduce(nextFlow, NO_SCANS);

/** The mark, and what is to be seen: `idle`, `checking`, or the outcome with its scan's number. */
function seen(flow: ScanFlow): [string, string] {
  const { mark, picture } = viewOf(flow);
  if (picture.is !== 'result') return [mark, picture.is];
  return [mark, `${picture.result.outcome} ${picture.result.sequence}`];
}

const STAYS = STAY_MS['checked-in'];

describe('what is seen after', () => {
  test.each<{ name: string; events: ScanFlowEvent[]; sees: [string, string] }>([
    { name: 'nothing', events: [], sees: ['idle', 'idle'] },
    {
      name: 'a code that has ended: marked before it is handed on',
      events: [notice(0)],
      sees: ['checking', 'idle'],
    },
    {
      name: 'a code that has ended over a result',
      events: [start(1, 0), answer(1, 50, 'rejected'), notice(900)],
      sees: ['checking', 'rejected 1'],
    },
    {
      name: 'a code that has ended and comes to nothing',
      events: [notice(0), pass(NOTICED_MS)],
      sees: ['idle', 'idle'],
    },
    {
      name: 'an answer to a scan that was noticed before',
      events: [notice(0), start(1, 0), answer(1, 50, 'checked-in')],
      sees: ['checked-in', 'checked-in 1'],
    },
    {
      name: 'the start of a scan: marked at once, not drawn yet',
      events: [start(1, 0)],
      sees: ['checking', 'idle'],
    },
    {
      name: 'a scan that takes its time',
      events: [start(1, 0), pass(CHECKING_SHOWN_AFTER_MS)],
      sees: ['checking', 'checking'],
    },
    {
      name: 'an answer',
      events: [start(1, 0), answer(1, 50, 'checked-in')],
      sees: ['checked-in', 'checked-in 1'],
    },
    {
      name: 'the last moment of a result',
      events: [start(1, 0), answer(1, 50, 'checked-in'), pass(50 + STAYS - 1)],
      sees: ['checked-in', 'checked-in 1'],
    },
    {
      name: 'the end of a result',
      events: [start(1, 0), answer(1, 50, 'checked-in'), pass(50 + STAYS)],
      sees: ['idle', 'idle'],
    },
    {
      name: 'the next scan during a result: it yields at once',
      events: [start(1, 0), answer(1, 50, 'rejected'), start(2, 900), answer(2, 950, 'queued')],
      sees: ['queued', 'queued 2'],
    },
    {
      name: 'the next scan during a result, not yet answered',
      events: [
        start(1, 0),
        answer(1, 50, 'rejected'),
        start(2, 900),
        pass(900 + CHECKING_SHOWN_AFTER_MS),
      ],
      sees: ['checking', 'checking'],
    },
    {
      name: 'a late answer to an older scan: it never replaces a newer result',
      events: [
        start(1, 0),
        start(2, 900),
        answer(2, 950, 'rejected'),
        answer(1, 1000, 'checked-in'),
      ],
      sees: ['rejected', 'rejected 2'],
    },
    {
      name: 'a late answer to an older scan when the newer result has left',
      events: [
        start(1, 0),
        start(2, 100),
        answer(2, 150, 'checked-in'),
        pass(150 + STAYS),
        answer(1, 150 + STAYS + 1, 'rejected'),
      ],
      sees: ['idle', 'idle'],
    },
    {
      name: 'an older answer while the newer scan is under way: it would be taken for the newer one',
      events: [start(1, 0), start(2, 900), answer(1, 950, 'checked-in')],
      sees: ['checking', 'checking'],
    },
    {
      name: 'an older answer while a repeat is under way: shown once the repeat is known as one',
      events: [start(1, 0), start(2, 300), answer(1, 302, 'checked-in'), answer(2, 304, 'ignored')],
      sees: ['checked-in', 'checked-in 1'],
    },
    {
      name: 'a repeat while the first scan is under way',
      events: [
        start(1, 0),
        start(2, 300),
        answer(2, 304, 'ignored'),
        pass(310),
        answer(1, 900, 'checked-in'),
      ],
      sees: ['checked-in', 'checked-in 1'],
    },
    {
      name: 'a repeat during a result: the result stays',
      events: [start(1, 0), answer(1, 50, 'checked-in'), start(2, 300), answer(2, 310, 'ignored')],
      sees: ['checked-in', 'checked-in 1'],
    },
    {
      name: 'a repeat during a result: no longer for it',
      events: [
        start(1, 0),
        answer(1, 50, 'checked-in'),
        start(2, 300),
        answer(2, 310, 'ignored'),
        pass(50 + STAYS),
      ],
      sees: ['idle', 'idle'],
    },
    {
      name: 'a call that failed: the scan was not saved',
      events: [start(1, 0), fail(1, 20)],
      sees: ['not-saved', 'not-saved 1'],
    },
    {
      name: 'no answer at all: the scan counts as not saved',
      events: [start(1, 0), pass(GIVE_UP_MS)],
      sees: ['not-saved', 'not-saved 1'],
    },
    {
      name: 'an answer after it was given up: the truth takes the place of what was assumed',
      events: [start(1, 0), pass(GIVE_UP_MS), answer(1, GIVE_UP_MS + 5, 'queued')],
      sees: ['queued', 'queued 1'],
    },
    {
      name: 'an answer long after it was given up, while nobody else has come',
      events: [
        start(1, 0),
        pass(GIVE_UP_MS),
        pass(GIVE_UP_MS + ASSUMED_STAY_MS - 1),
        answer(1, GIVE_UP_MS + ASSUMED_STAY_MS, 'queued'),
      ],
      sees: ['queued', 'queued 1'],
    },
    {
      name: 'an answer after its assumed word has left: it would be taken for somebody else’s',
      events: [
        start(1, 0),
        pass(GIVE_UP_MS),
        pass(GIVE_UP_MS + ASSUMED_STAY_MS),
        answer(1, GIVE_UP_MS + ASSUMED_STAY_MS + 5, 'queued'),
      ],
      sees: ['idle', 'idle'],
    },
    {
      name: 'an answer after it was given up, under a newer scan’s result',
      events: [
        start(1, 0),
        pass(GIVE_UP_MS),
        start(2, GIVE_UP_MS + 10),
        answer(2, GIVE_UP_MS + 20, 'rejected'),
        answer(1, GIVE_UP_MS + 30, 'queued'),
      ],
      sees: ['rejected', 'rejected 2'],
    },
    {
      name: 'an answer after it was given up, while a newer scan is under way',
      events: [
        start(1, 0),
        pass(GIVE_UP_MS),
        start(2, GIVE_UP_MS + 10),
        answer(1, GIVE_UP_MS + 15, 'queued'),
      ],
      sees: ['checking', 'checking'],
    },
    {
      name: 'a scan given up that was a repeat',
      events: [start(1, 0), pass(GIVE_UP_MS), answer(1, GIVE_UP_MS + 5, 'ignored')],
      sees: ['idle', 'idle'],
    },
    {
      name: 'a second answer to one that was given up',
      events: [
        start(1, 0),
        pass(GIVE_UP_MS),
        answer(1, GIVE_UP_MS + 5, 'queued'),
        answer(1, GIVE_UP_MS + 6, 'checked-in'),
      ],
      sees: ['queued', 'queued 1'],
    },
    {
      name: 'an answer that nobody waits for',
      events: [answer(7, 10, 'checked-in')],
      sees: ['idle', 'idle'],
    },
  ])('$name', ({ events, sees }) => {
    expect(seen(flowAfter(...events))).toEqual(sees);
  });
});

test.each(Object.entries(STAY_MS) as [ShownOutcome, number][])('%s stays %i ms', (outcome, ms) => {
  const flow = flowAfter(start(1, 0), answer(1, 100, outcome));
  expect(nextChangeAt(flow)).toBe(100 + ms);
  expect(seen(nextFlow(flow, pass(100 + ms)))).toEqual(['idle', 'idle']);
});

test('a result has its scan’s id and name', () => {
  const flow = flowAfter(start(1, 0), answer(1, 5, 'checked-in', 'Ayesha'));
  expect(flow.result).toMatchObject({ scanId: 'scan-1', name: 'Ayesha' });
});

test('whoever scans is told within 100 ms that it is being checked, painting included', () => {
  const told = nextChangeAt(flowAfter(start(1, 0))) ?? Number.POSITIVE_INFINITY;
  // Two frames of a slow screen, at 20 ms each.
  expect(told + 2 * 20).toBeLessThanOrEqual(100);
  expect(seen(flowAfter(start(1, 0), pass(told)))).toEqual(['checking', 'checking']);
});

test('each repeat is one more cue', () => {
  const flow = flowAfter(
    start(1, 0),
    answer(1, 5, 'checked-in'),
    start(2, 100),
    answer(2, 105, 'ignored'),
    start(3, 200),
    answer(3, 205, 'ignored'),
  );
  expect(flow.repeats).toBe(2);
});

test.each<{ name: string; events: ScanFlowEvent[]; at: number | null }>([
  { name: 'idle: never', events: [], at: null },
  { name: 'noticed: when it has come to nothing', events: [notice(10)], at: 10 + NOTICED_MS },
  {
    name: 'started: when it is worth telling',
    events: [start(1, 10)],
    at: 10 + CHECKING_SHOWN_AFTER_MS,
  },
  { name: 'told: when it is given up', events: [start(1, 10), pass(130)], at: 10 + GIVE_UP_MS },
  {
    name: 'an older scan still open under a result: the result’s end first',
    events: [start(1, 0), start(2, 10), answer(2, 20, 'checked-in')],
    at: 20 + STAYS,
  },
])('the next change by time alone, $name', ({ events, at }) => {
  expect(nextChangeAt(flowAfter(...events))).toBe(at);
});

test('time that goes back changes nothing', () => {
  const flow = flowAfter(start(1, 1000), answer(1, 1100, 'checked-in'));
  expect(nextFlow(flow, pass(5))).toEqual({ ...flow, wallNow: WALL + 5 });
});

describe('a result that stays', () => {
  const standing = flowAfter(start(1, 0, true), answer(1, 50, 'rejected'));

  test('is on the screen however long nobody comes, and nothing waits for a time', () => {
    expect(seen(nextFlow(standing, pass(24 * 3_600_000)))).toEqual(['rejected', 'rejected 1']);
    expect(nextChangeAt(standing)).toBeNull();
  });

  test('gives way to the next scan, and to a steward who has seen it', () => {
    const next = [start(2, 9000, true), answer(2, 9040, 'queued')].reduce(nextFlow, standing);
    expect(seen(next)).toEqual(['queued', 'queued 2']);
    expect(seen(nextFlow(standing, { is: 'result-cleared', ...moment(9000) }))).toEqual([
      'idle',
      'idle',
    ]);
  });

  test('does not stay while it is only assumed, and does once the core has answered', () => {
    const assumed = flowAfter(start(1, 0, true), pass(GIVE_UP_MS));
    const ended = nextFlow(assumed, pass(GIVE_UP_MS + ASSUMED_STAY_MS));
    expect(seen(ended)).toEqual(['idle', 'idle']);
    const told = nextFlow(assumed, answer(1, GIVE_UP_MS + 5, 'checked-in'));
    expect(seen(nextFlow(told, pass(10 * GIVE_UP_MS)))).toEqual(['checked-in', 'checked-in 1']);
  });
});

describe('the last scans', () => {
  const told = (flow: ScanFlow) => flow.lastScans.map((scan) => [scan.codeTail, scan.outcome]);

  test('are the newest ones, newest first, also when their results have left the screen', () => {
    const events = Array.from({ length: LAST_SCANS_KEPT + 1 }, (_, index) => [
      start(index, 100 * index),
      answer(index, 100 * index + 20, 'checked-in'),
    ]).flat();
    const flow = flowAfter(...events, pass(60_000));
    expect(flow.lastScans.map((scan) => scan.sequence)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(seen(flow)).toEqual(['idle', 'idle']);
  });

  test('have one whose answer came after that of a newer scan, and no repeats', () => {
    const flow = flowAfter(
      start(1, 0),
      start(2, 10),
      answer(2, 20, 'checked-in'),
      answer(1, 30, 'rejected'),
      start(3, 40),
      answer(3, 50, 'ignored'),
    );
    expect(told(flow)).toEqual([
      ['-1', 'rejected'],
      ['-2', 'checked-in'],
    ]);
  });

  test('say what the core answers after all, also under a newer result', () => {
    const late = flowAfter(start(1, 0), pass(GIVE_UP_MS), start(2, GIVE_UP_MS + 10));
    const flow = [
      answer(2, GIVE_UP_MS + 20, 'checked-in'),
      answer(1, GIVE_UP_MS + 30, 'queued'),
    ].reduce(nextFlow, late);
    expect(told(late)).toEqual([['-1', 'not-saved']]);
    expect(told(flow)).toEqual([
      ['-2', 'checked-in'],
      ['-1', 'queued'],
    ]);
    expect(seen(flow)).toEqual(['checked-in', 'checked-in 2']);
  });

  test('say what the core answers after all to one that was given up below a newer one', () => {
    const given = flowAfter(
      start(1, 0),
      start(2, 10),
      answer(2, 30, 'checked-in'),
      pass(GIVE_UP_MS),
    );
    expect(told(given)).toEqual([
      ['-1', 'not-saved'],
      ['-2', 'checked-in'],
    ]);
    const flow = nextFlow(given, answer(1, GIVE_UP_MS + 30, 'queued'));
    expect(told(flow)).toEqual([
      ['-1', 'queued'],
      ['-2', 'checked-in'],
    ]);
    expect(seen(flow)).toEqual(['idle', 'idle']);
  });

  test('keep what is known of the scan that came before', () => {
    const first = { at: 5, location: 'Gate B' };
    const told = { ...answer(1, 40, 'already-checked-in') };
    if (told.is !== 'scan-answered') throw new Error('no answer');
    const elsewhere = { ...told, answer: { ...told.answer, reason: 'elsewhere', first } } as const;
    const flow = flowAfter(start(1, 0), elsewhere);
    expect(flow.result).toMatchObject({ reason: 'elsewhere', first });
    expect(flow.lastScans[0]).toMatchObject({ reason: 'elsewhere', first });
  });

  test('keep the time by the wall clock, however long the monotonic clock stood still since', () => {
    const flow = flowAfter(start(1, 0), answer(1, 40, 'checked-in'));
    const slept = nextFlow(flow, { is: 'time-passed', at: 60, wallAt: WALL + 3_600_000 });
    expect(slept.lastScans[0]?.answeredWallAt).toBe(WALL + 40);
  });
});

describe('once names are hidden', () => {
  const hide = (at: number, hidden = true): ScanFlowEvent => {
    return { is: 'names-hidden', hidden, ...moment(at) };
  };
  const names = ({ result, lastScans }: ScanFlow) =>
    [result, ...lastScans].map((each) => each?.name);
  const named = flowAfter(start(1, 0, true), answer(1, 5, 'checked-in', 'Ayesha'));

  test('those that are shown are forgotten, and don’t come back', () => {
    expect(names(named)).toEqual(['Ayesha', 'Ayesha']);
    const hidden = nextFlow(named, hide(10));
    expect(names(hidden)).toEqual([null, null]);
    expect(names(nextFlow(hidden, hide(20, false)))).toEqual([null, null]);
  });

  test('one that was on its way isn’t shown either, until they are shown again', () => {
    const hidden = [hide(10), start(2, 11), answer(2, 12, 'checked-in', 'Bilal')].reduce(
      nextFlow,
      named,
    );
    expect(names(hidden)).toEqual([null, null, null]);
    const events = [hide(20, false), start(3, 21), answer(3, 22, 'checked-in', 'Chen')];
    expect(names(events.reduce(nextFlow, hidden))).toEqual(['Chen', 'Chen', null, null]);
  });
});

const refuse = (sequence: number, at: number): ScanFlowEvent => {
  return { is: 'scan-answered', sequence, ...moment(at), answer: REFUSED };
};

test.each<{ name: string; events: ScanFlowEvent[]; refusals: number; sees: [string, string] }>([
  {
    name: 'leaves no result of an earlier one',
    events: [start(1, 0), answer(1, 50, 'checked-in'), start(2, 100), refuse(2, 150)],
    refusals: 1,
    sees: ['idle', 'idle'],
  },
  {
    name: 'is told each time',
    events: [start(1, 0), refuse(1, 50), start(2, 100), refuse(2, 150)],
    refusals: 2,
    sees: ['idle', 'idle'],
  },
  {
    name: 'that comes late leaves a newer result alone',
    events: [start(1, 0), start(2, 10), answer(2, 50, 'queued'), refuse(1, 60)],
    refusals: 1,
    sees: ['queued', 'queued 2'],
  },
  {
    name: 'takes the place of what was assumed too early',
    events: [start(1, 0), pass(GIVE_UP_MS), refuse(1, GIVE_UP_MS + 10)],
    refusals: 1,
    sees: ['idle', 'idle'],
  },
])('a refusal at a closed entrance $name', ({ events, refusals, sees }) => {
  const flow = flowAfter(...events);
  expect([flow.refusals, seen(flow)]).toEqual([refusals, sees]);
});

test.each<{ name: string; events: ScanFlowEvent[]; mark: string }>([
  { name: 'a result', events: [start(1, 0), answer(1, 50, 'checked-in')], mark: 'idle' },
  { name: 'a scan under way', events: [start(1, 0), pass(1000)], mark: 'checking' },
])('nothing is seen of $name once the entrance is closed', ({ events, mark }) => {
  const covered = coveredView(viewOf(flowAfter(...events)));
  expect(covered).toEqual({ mark, picture: { is: 'idle' } });
});
