import { expect, test } from 'vitest';
import { endOfDay } from '../../../../../../renderer/screens/staff/overview/end-of-day.ts';
import type { Known, Overview } from '../../../../../../renderer/screens/staff/overview/fact.ts';
import { factsOf } from '../../../../../../renderer/screens/staff/overview/facts.ts';
import { problemsOf } from '../../../../../../renderer/screens/staff/overview/problems.ts';
import type { KioskState } from '../../../../../../shared/bridge/kiosk-state.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { checked, HEALTHY, NOW, OVERVIEW } from './known.ts';

const { facts: FACTS, now: SAY, venue: VENUE } = WORDS;

const CONNECTIONS: KioskState['connection'][] = [
  { is: 'online', since: 0, reason: null },
  { is: 'offline', since: 0, reason: 'no-network' },
  { is: 'offline', since: 0, reason: 'server-trouble' },
  { is: 'offline', since: 0, reason: 'rate-limited' },
  { is: 'blocked', since: 0, reason: 'key-refused' },
  { is: 'blocked', since: 0, reason: 'not-allowed' },
];
const DEVICE = { id: 'hid-1', source: 'hid', name: 'Scanner 1' } as const;
const SCANNERS: Pick<Known, 'scanners' | 'camera'>[] = [
  { scanners: { devices: [], layout: null, tooShort: null }, camera: { is: 'on' } },
  {
    scanners: { devices: [{ ...DEVICE, is: 'on' }], layout: null, tooShort: null },
    camera: { is: 'failed', problem: 'lost' },
  },
  {
    scanners: { devices: [{ ...DEVICE, is: 'unplugged' }], layout: null, tooShort: 4 },
    camera: { is: 'on' },
  },
];
/** What stands in the way: nothing, something now, or something that is over. */
const TROUBLES: Overview['trouble'][] = [
  null,
  { is: 'broken', status: null, at: 0, over: false },
  { is: 'broken', status: null, at: 0, over: true },
];

/** Every state that the page can be in, as far as its sentences depend on it. */
function* everyState(): Generator<Known> {
  for (const connection of CONNECTIONS)
    for (const [queued, queuedElsewhere] of [
      [0, 0],
      [1, 0],
      [3, 3],
      [5000, 1],
    ] as const)
      for (const needsAttention of [0, 1, 2])
        for (const backlogStopped of [false, true])
          for (const storage of [null, 'disk-full'] as const)
            for (const clockMinutesAhead of [null, 5])
              for (const read of SCANNERS)
                for (const trouble of TROUBLES)
                  for (const reachable of [true, false]) {
                    const state = checked({
                      connection,
                      queued,
                      needsAttention,
                      backlogStopped,
                      storage,
                    });
                    const overview = { ...OVERVIEW, queuedElsewhere, clockMinutesAhead, trouble };
                    yield { ...HEALTHY, state, overview, ...read, reachable };
                  }
}

/** What of a state's sentences can't be true at the same time; empty if they agree. */
function contradictions(known: Known): string[] {
  const problems = problemsOf(known);
  const facts = factsOf(known);
  const end = endOfDay(known);
  const has = (id: string) => problems.some((each) => each.id === id);
  const fact = (id: string) => facts.find((each) => each.id === id);
  const told = [...problems, ...facts].flatMap(({ what, detail }) => [what, detail ?? '']);
  const sentences = [...told, ...(end?.lines ?? [])];
  const says = (text: string) => sentences.includes(text);
  const { state, overview } = known;
  const claims: [name: string, holds: boolean][] = [
    ['a quiet fact never tells what to do', facts.every(({ tone }) => tone === 'plain')],
    ['nobody is told that there is nothing to do', !/nothing|all is well/i.test(sentences.join())],
    ['no problem is told twice', new Set(problems.map(({ id }) => id)).size === problems.length],
    [
      'online is no problem',
      !has('connection') || fact('connection')?.what !== FACTS.connection.online,
    ],
    [
      'offline and refused are one',
      !says(FACTS.connection.offline) || !says(FACTS.connection.blocked),
    ],
    [
      'all is confirmed',
      !says(FACTS.queuedNone) || !(state.queued > 0 || has('attention') || has('backlog')),
    ],
    [
      'the clock',
      (fact('clock')?.detail === VENUE.clock.right) !== has('clock') || !known.reachable,
    ],
    [
      'the storage',
      (fact('storage')?.detail === VENUE.storageWorks) !== has('storage') || !known.reachable,
    ],
    ['safe', !says(SAY.safe) || end?.lines.length === 1],
    [
      'safe means sent',
      !end?.isSafe ||
        (state.queued === 0 && !['storage', 'backlog', 'attention', 'elsewhere'].some(has)),
    ],
    ['unsafe says why', !end || end.isSafe || end.lines.length > 0],
    [
      'sending',
      !sentences.some((each) => each.endsWith(SAY.why.sending)) ||
        !['connection', 'backlog'].some(has),
    ],
    ['kept', !says(SAY.kept) || state.storage === null],
    ['a page without its core promises nothing', known.reachable || end === null],
    [
      'what waits is told',
      !end || state.queued === (overview?.queuedElsewhere ?? 0) || says(unsentOf(known)),
    ],
    ['each problem has something to do', problems.every(({ detail }) => detail !== null)],
  ];
  return claims.filter(([, holds]) => !holds).map(([name]) => name);
}

function unsentOf({ state, overview }: Known): string {
  const count = state.queued - (overview?.queuedElsewhere ?? 0);
  const end = endOfDay({ ...HEALTHY, state, overview });
  return end?.lines.find((each) => each.startsWith(SAY.unsent({ count }))) ?? '';
}

test('no sentence contradicts another, whatever the state', () => {
  let states = 0;
  const wrong: unknown[] = [];
  for (const known of everyState()) {
    states += 1;
    const found = contradictions(known);
    if (found.length > 0) wrong.push({ found, state: known.state, overview: known.overview });
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(states).toBeGreaterThan(10_000);
});

test('the list is empty exactly where nothing is wrong', () => {
  for (const known of everyState()) {
    const { state, overview, camera, scanners, reachable } = known;
    const isWell =
      reachable &&
      state.connection.is === 'online' &&
      state.needsAttention === 0 &&
      !state.backlogStopped &&
      state.storage === null &&
      overview?.clockMinutesAhead === null &&
      overview.queuedElsewhere === 0 &&
      overview.trouble?.over !== false &&
      camera.is === 'on' &&
      scanners.tooShort === null;
    if ((problemsOf(known).length === 0) !== isWell) {
      expect({ isWell, problems: problemsOf(known), state }).toBeNull();
    }
  }
});

test('at the end of the day it is safe to switch off, or exactly what isn’t sent is told', () => {
  expect(endOfDay(HEALTHY)).toEqual({ isSafe: true, lines: [SAY.safe] });
  const connection = { is: 'offline', since: NOW, reason: 'no-network' } as const;
  const state = checked({ connection, queued: 5003, needsAttention: 1 });
  const overview = { ...OVERVIEW, queuedElsewhere: 3 };
  expect(endOfDay({ ...HEALTHY, state, overview })).toEqual({
    isSafe: false,
    lines: [
      `5,000 scans are not sent yet. ${SAY.why.offline}`,
      '3 scans wait for another address: To send, set that address again.',
      '1 scan needs attention: Send each one again, or dismiss it.',
      SAY.kept,
    ],
  });
});

test('nothing is promised of switching off before the core has answered', () => {
  expect(endOfDay({ ...HEALTHY, overview: null })).toBeNull();
});
