import { describe, expect, it } from 'vitest';
import { account } from '../../real-electron/soak/account.ts';
import type { TypedBadge } from '../../real-electron/soak/typed-badges.ts';
import type { JournalEntry } from '../../simulator/simulator.ts';
import type { KeptScan } from '../../torture/promises.ts';

const FILMED = 'CAMERA';

/** A badge that is typed at this second, for half a second. */
const typedAt = (second: number): TypedBadge => ({
  code: `BADGE-${second}`,
  from: second * 1000,
  to: second * 1000 + 500,
});

/** The row of a scan and its only request, which Confera has recorded unless it doesn't know the code. */
function taken(code: string, outcome = 'checked-in'): { row: KeptScan; request: JournalEntry } {
  const key = crypto.randomUUID();
  const isKnown = outcome !== 'rejected';
  const row: KeptScan = {
    scan_id: key,
    idempotency_key: key,
    kind: 'badge',
    state: isKnown ? 'done' : 'rejected',
    outcome,
    attempts: 1,
    location: null,
    day: null,
    scanned_at: 0,
    settled_at: 0,
    last_status: isKnown ? 200 : 404,
    ambiguous: 0,
  };
  const request: JournalEntry = {
    n: 1,
    at: 0,
    method: 'POST',
    path: '/badges/checkin',
    kind: 'badge',
    apiKeyTail: null,
    idempotencyKey: key,
    userAgent: null,
    code,
    location: null,
    dayDate: null,
    acted: isKnown,
    status: row.last_status,
    fault: null,
    replayed: false,
    inFlight: 1,
  };
  return { row, request };
}

type Minute = {
  heard: ReturnType<typeof taken>[];
  /** What the screen was after a badge of which nobody heard. */
  shown?: Record<number, string>;
};

const pick = (shown: Record<number, string>, second: number) => {
  const { [second]: ground } = shown;
  return ground === undefined ? {} : { shown: ground };
};

/** The account of a minute in which a badge was typed each second, and the page was ended after 10.2 seconds. */
function minute({ heard, shown = {} }: Minute) {
  return account({
    typed: seconds.map((second) => ({ ...typedAt(second), ...pick(shown, second) })),
    crashes: [10_200],
    filmed: FILMED,
    kept: heard.map(({ row }) => row),
    journal: heard.map(({ request }) => request),
  });
}

const seconds = Array.from({ length: 60 }, (_, second) => second);
const but = (...missing: number[]) =>
  seconds.filter((second) => !missing.includes(second)).map((second) => taken(`BADGE-${second}`));

describe('the account of a soak', () => {
  it.each([
    { name: 'finds every badge', heard: but(), found: { taken: 60 } },
    {
      name: 'excuses badges from the crash on until one is heard',
      heard: but(10, 11, 12),
      found: { taken: 57, intoNoPage: ['BADGE-10', 'BADGE-11', 'BADGE-12'] },
    },
    {
      name: 'excuses a badge if the screen refused it',
      heard: but(8, 9),
      shown: { 8: 'refused', 9: 'refused' },
      found: { taken: 58, unread: ['BADGE-8', 'BADGE-9'] },
    },
    {
      name: 'blames a badge of which the screen has said nothing, or something else',
      heard: but(7, 8, 9),
      shown: { 8: 'idle', 9: 'checked-in' },
      found: {
        taken: 57,
        broken: ['BADGE-7 has no row', 'the screen was idle', 'the screen was checked-in'],
      },
    },
    {
      name: 'excuses none after one that was heard',
      heard: but(10, 12),
      found: { taken: 58, intoNoPage: ['BADGE-10'], broken: ['BADGE-12 has no row'] },
    },
    {
      name: 'excuses ten seconds and no more',
      heard: but(...seconds.slice(10)),
      found: {
        taken: 10,
        intoNoPage: seconds.slice(10, 21).map((second) => `BADGE-${second}`),
        broken: seconds.slice(21).map((second) => `BADGE-${second} has no row`),
      },
    },
    {
      name: 'counts a badge as torn if its end alone was heard, and refused',
      heard: [...but(11), taken('GE-11', 'rejected')],
      found: { taken: 59, torn: ['BADGE-11'] },
    },
    {
      name: 'blames a code that nobody has typed',
      heard: [...but(), taken('OTHER', 'rejected')],
      found: { taken: 60, broken: ['OTHER'] },
    },
    {
      name: 'blames a badge with two rows, and its second record at Confera',
      heard: [...but(), taken('BADGE-7')],
      found: { taken: 60, broken: ['a check-in is recorded once', 'BADGE-7'] },
    },
    {
      name: 'counts what the camera has read by itself',
      heard: [...but(), taken(FILMED)],
      found: { taken: 60, filmed: 1 },
    },
  ])('$name', ({ heard, shown, found }) => {
    const { broken, ...others } = minute({ heard, ...(shown && { shown }) });
    const { broken: blamed = [], ...expected } = {
      intoNoPage: [],
      torn: [],
      unread: [],
      filmed: 0,
      ...found,
    };
    expect(others).toEqual(expected);
    expect(broken).toEqual(blamed.map((words) => expect.stringContaining(words)));
  });
});
