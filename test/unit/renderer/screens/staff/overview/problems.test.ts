import { describe, expect, test } from 'vitest';
import type { LayoutVerdict } from '../../../../../../renderer/scanner/wedge/reading.ts';
import type { Known, Overview } from '../../../../../../renderer/screens/staff/overview/fact.ts';
import { problemsOf } from '../../../../../../renderer/screens/staff/overview/problems.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { aState } from '../../../a-state.ts';
import { checked, HEALTHY, NOW, OVERVIEW } from './known.ts';

const ids = (known: Known) => problemsOf(known).map(({ id }) => id);
const problemIn = (known: Known, wanted: string) =>
  problemsOf(known).find(({ id }) => id === wanted);

test('nothing needs attention on a healthy kiosk that was checked today', () => {
  expect(ids(HEALTHY)).toEqual([]);
});

test('the worst thing comes first', () => {
  const state = aState({
    connection: { is: 'offline', since: NOW - 60_000, reason: 'no-network' },
    queued: 12,
    needsAttention: 3,
    backlogStopped: true,
    storage: 'disk-full',
  });
  const overview: Overview = {
    ...OVERVIEW,
    queuedElsewhere: 2,
    clockMinutesAhead: 5,
    hub: { is: 'unreachable', silentMs: 5000 },
  };
  expect(ids({ ...HEALTHY, state, overview, reachable: false })).toEqual([
    'unreachable',
    'storage',
    'backlog',
    'clock',
    'hub',
    'connection',
    'attention',
    'elsewhere',
    'unchecked',
  ]);
});

test('a refused key tells since when, what to do, and leads to its field', () => {
  const connection = { is: 'blocked', since: NOW - 3_900_000, reason: 'key-refused' } as const;
  const state = checked({ connection, queued: 12 });
  expect(problemsOf({ ...HEALTHY, state })).toEqual([
    {
      id: 'connection',
      tone: 'bad',
      what: 'Refused by Confera',
      age: 'for 1 h 5 min',
      detail:
        "Confera no longer accepts this device's key: get a new one from the organiser and enter it in Settings.",
      mend: { page: 'settings', at: 'apiKey' },
    },
  ]);
});

test('staff are not sent to Settings for a key that is given from outside', () => {
  const connection = { is: 'blocked', since: NOW, reason: 'key-refused' } as const;
  const overview = { ...OVERVIEW, keyIsGiven: true };
  const [first] = problemsOf({ ...HEALTHY, state: checked({ connection }), overview });
  expect(first).toMatchObject({ detail: WORDS.facts.keyRefusedOutside, mend: null });
});

test.each([
  [90, "This device's clock is 1 h 30 min ahead"],
  [-3, "This device's clock is 3 min behind"],
])('a clock that is %i minutes off is told, with since when and where to look', (off, what) => {
  const problemsSince = { ...OVERVIEW.problemsSince, clock: NOW - 60_000 };
  const overview = { ...OVERVIEW, clockMinutesAhead: off, problemsSince };
  expect(problemsOf({ ...HEALTHY, overview })).toEqual([
    {
      id: 'clock',
      tone: 'bad',
      what,
      age: 'for 1 min',
      detail: WORDS.facts.clockDo,
      mend: { page: 'check', at: 'clock' },
    },
  ]);
});

test('a disk that refuses scans is told, with since when and where to look', () => {
  const problemsSince = { ...OVERVIEW.problemsSince, storage: NOW - 120_000 };
  const state = checked({ storage: 'disk-full' });
  expect(problemsOf({ ...HEALTHY, state, overview: { ...OVERVIEW, problemsSince } })).toMatchObject(
    [
      {
        id: 'storage',
        tone: 'bad',
        age: 'for 2 min',
        detail: expect.stringMatching(/full/),
        mend: { page: 'check', at: 'disk' },
      },
    ],
  );
});

test('scans that need attention tell since when the first of them does', () => {
  const scan = { codeTail: '1234', kind: 'badge', outcome: null, reason: null } as const;
  const entry = { ...scan, scanId: 'a', state: 'attention', attempts: 1, refused: true } as const;
  const attention = [
    { ...entry, scannedAt: NOW - 600_000, settledAt: NOW - 60_000 },
    { ...entry, scannedAt: NOW - 300_000, settledAt: NOW - 120_000 },
  ];
  const known = { ...HEALTHY, state: checked({ needsAttention: 2 }) };
  expect(problemsOf({ ...known, overview: { ...OVERVIEW, attention } })).toMatchObject([
    { what: '2 scans need attention', age: 'for 2 min', mend: { page: 'overview' } },
  ]);
});

test('a kiosk that nobody has checked today leads to its check', () => {
  expect(problemsOf({ ...HEALTHY, state: aState() })).toMatchObject([
    { id: 'unchecked', tone: 'warn', mend: { page: 'check', at: null } },
  ]);
});

test('no camera is no fault; one that was lost is, unless the entrance is closed', () => {
  const camera = (problem: 'none' | 'lost') => ({ is: 'failed', problem }) as const;
  expect(ids({ ...HEALTHY, camera: camera('none') })).toEqual([]);
  expect(ids({ ...HEALTHY, camera: camera('lost') })).toEqual(['camera']);
  const state = checked({ closure: { since: NOW - 60_000, place: null, isKept: true } });
  expect(ids({ ...HEALTHY, state, camera: camera('lost') })).toEqual([]);
});

test('a scanner that is missing leads to its test, one that works is no problem', () => {
  const device = { id: 'hid-1', source: 'hid', name: 'Scanner 1' } as const;
  const problemsWith = (is: 'on' | 'busy' | 'unplugged') =>
    problemsOf({
      ...HEALTHY,
      scanners: { devices: [{ ...device, is }], layout: null, tooShort: null },
    });
  expect(problemsWith('on')).toEqual([]);
  for (const is of ['busy', 'unplugged'] as const) {
    expect(problemsWith(is)).toMatchObject([
      { id: 'hid-1', tone: 'warn', what: 'HID scanner Scanner 1', mend: { page: 'scanner' } },
    ]);
  }
});

test('staff are told of codes that are too short to be taken for a scan', () => {
  const scanners = { devices: [], layout: null, tooShort: 4 };
  expect(problemIn({ ...HEALTHY, scanners }, 'too-short')).toMatchObject({
    tone: 'warn',
    detail: expect.stringContaining('4 characters'),
    mend: { page: 'scanner' },
  });
});

test('layouts with which scans are refused are a problem, others are none', () => {
  const of = (layout: LayoutVerdict) =>
    problemIn({ ...HEALTHY, scanners: { devices: [], layout, tooShort: null } }, 'layout');
  expect(of({ is: 'as-typed', machine: ['de'] })).toBeUndefined();
  expect(of({ is: 'unclear', scanner: ['us'], machine: [] })).toMatchObject({ tone: 'warn' });
  expect(of({ is: 'dead-key', machine: ['de'] })?.detail).toContain('German');
});

test('a damaged database that was set aside is told, with what it has cost', () => {
  const salvage = { at: NOW - 60_000, folder: 'kiosk-damaged-X', carriedOver: 1 };
  const of = (lost: number, moreFeared: boolean) => {
    const overview = { ...OVERVIEW, salvages: [{ ...salvage, lost, moreFeared }] };
    return problemIn({ ...HEALTHY, overview }, 'salvage');
  };
  expect(of(0, false)).toMatchObject({ tone: 'warn', age: '1 min ago' });
  expect(of(0, false)?.detail).toMatch(/^1 scan carried over\. The damaged files are in kiosk-d/);
  expect(of(2, false)).toMatchObject({
    tone: 'bad',
    detail: expect.stringMatching(/2 scans lost/),
  });
  expect(of(0, true)).toMatchObject({ tone: 'bad', detail: expect.stringMatching(/may be/) });
});

test.each([
  ['unreachable', { page: 'venue', at: null }],
  ['refused', { page: 'settings', at: 'hub' }],
] as const)('a hub that is %s tells since when, and leads to where it is mended', (is, mend) => {
  const overview = { ...OVERVIEW, hub: { is, silentMs: 60_000 } };
  expect(problemsOf({ ...HEALTHY, overview })).toMatchObject([
    { id: 'hub', age: 'for 1 min', detail: WORDS.venue.hubDo[is], mend },
  ]);
});

const OFFLINE = checked({
  connection: { is: 'offline', since: NOW - 60_000, reason: 'no-network' },
});
const trouble = (over: boolean): Overview => ({
  ...OVERVIEW,
  trouble: { is: 'proxy-forbids', status: 403, at: NOW - 120_000, over },
});

test('what stands in the way is told with its remedy, in the place of a guess', () => {
  const problems = problemsOf({ ...HEALTHY, state: OFFLINE, overview: trouble(false) });
  expect(problems).toMatchObject([
    {
      id: 'connection',
      detail: expect.stringMatching(/proxy does not let .* Ask .* 403\. Scans are saved/),
    },
  ]);
});

test('what stands in the way of single scans has a line of its own', () => {
  const online = { ...HEALTHY, overview: trouble(false) };
  expect(problemsOf(online)).toMatchObject([{ id: 'trouble', tone: 'warn', age: '2 min ago' }]);
  expect(problemsOf({ ...HEALTHY, overview: trouble(true) })).toEqual([]);
});

test('an old trouble is not the cause of a new outage', () => {
  const [first] = problemsOf({ ...HEALTHY, state: OFFLINE, overview: trouble(true) });
  expect(first).toMatchObject({ id: 'connection' });
  expect(first?.detail).not.toMatch(/proxy/);
});

test('an address that can’t be found leads to its field', () => {
  const overview = { ...trouble(false), trouble: { ...trouble(false).trouble, is: 'dns' } };
  expect(problemsOf({ ...HEALTHY, state: OFFLINE, overview: overview as Overview })).toMatchObject([
    { id: 'connection', mend: { page: 'settings', at: 'baseUrl' } },
  ]);
});

describe('Wayland', () => {
  const of = (displayIsChosen: boolean, locked = true) => {
    const overview = { ...OVERVIEW, windowSystem: 'wayland', displayIsChosen } as const;
    return problemIn({ ...HEALTHY, state: checked({ locked }), overview }, 'window-system');
  };

  test('is a problem where it ignores the chosen display, with what helps', () => {
    expect(of(true)?.detail).toContain('KIOSK_DISPLAY');
    expect(of(false)).toBeUndefined();
    expect(of(true, false)).toBeUndefined();
  });
});

test('a copy that fails is bad, and tells what to do and when it was last written', () => {
  const copyProblem = { is: 'gone', since: NOW - 120_000, writtenAt: NOW - 150_000 } as const;
  const known = { ...HEALTHY, overview: { ...OVERVIEW, copyProblem } };
  expect(problemIn(known, 'copy')).toMatchObject({
    ...{ tone: 'bad', what: WORDS.copy.fails, age: 'for 2 min' },
    ...{ mend: { page: 'files', at: 'copy' } },
  });
  expect(problemIn(known, 'copy')?.detail).toMatch(
    /Put it back: the copy then goes on by itself\. Last written: /,
  );
});

test('what was taken over is told with what is missing, for a day', () => {
  const taken = { device: 'gate-7', until: NOW - 90_000, unsent: 3, refused: 0, settled: 8 };
  const told = (at: number) => {
    const takenOver = [{ ...taken, at }];
    return problemIn({ ...HEALTHY, overview: { ...OVERVIEW, takenOver } }, 'taken-over');
  };
  expect(told(NOW - 60_000)).toMatchObject({ tone: 'warn', what: 'Scans taken over from gate-7' });
  expect(told(NOW - 60_000)?.detail).toMatch(/^3 scans .* is missing\.$/);
  expect(told(NOW - 25 * 3_600_000)).toBeUndefined();
});
