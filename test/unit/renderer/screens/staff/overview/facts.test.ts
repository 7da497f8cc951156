import { describe, expect, test } from 'vitest';
import type { LayoutVerdict } from '../../../../../../renderer/scanner/wedge/reading.ts';
import type { Overview } from '../../../../../../renderer/screens/staff/overview/fact.ts';
import { factsOf } from '../../../../../../renderer/screens/staff/overview/facts.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { aState } from '../../../a-state.ts';

const NOW = 10_000_000;

const OVERVIEW: Overview = {
  ok: true,
  deviceId: 'kiosk-1',
  version: '0.1.0',
  windowSystem: null,
  displayIsChosen: false,
  baseUrl: 'https://a.example',
  keyIsGiven: false,
  counts: { pending: 12, done: 100, rejected: 0, attention: 0 },
  queuedElsewhere: 0,
  oldestPendingAt: NOW - 720_000,
  lastAnswerAt: NOW - 5000,
  trouble: null,
  clockMinutesAhead: null,
  salvages: [],
  damagedFiles: [],
  recent: [],
  hubHostProblem: null,
  copyProblem: null,
  takenOver: [],
  attention: [],
};

const HEALTHY = {
  words: WORDS,
  state: aState(),
  reachable: true,
  camera: { is: 'on' },
  scanners: { devices: [], layout: null, tooShort: null },
  overview: OVERVIEW,
  now: NOW,
} as const;

const ids = (known: Parameters<typeof factsOf>[0]) => factsOf(known).map((fact) => fact.id);

test('all is well: the connection first, the device last', () => {
  expect(ids(HEALTHY)).toEqual([
    'connection',
    'queue',
    'answer',
    'camera',
    'totals',
    'address',
    'device',
  ]);
});

test('the worst thing comes first', () => {
  const state = aState({
    connection: { is: 'offline', since: NOW - 60_000, reason: 'no-network' },
    queued: 12,
    needsAttention: 3,
    backlogStopped: true,
  });
  const overview = { ...OVERVIEW, queuedElsewhere: 2 };
  expect(ids({ ...HEALTHY, state, overview, reachable: false })).toEqual([
    'unreachable',
    'backlog',
    'connection',
    'attention',
    'queue',
    'elsewhere',
    'answer',
    'camera',
    'totals',
    'address',
    'device',
  ]);
});

test('staff are not sent to Settings for a key that is given from outside', () => {
  const connection = { is: 'blocked', since: NOW, reason: 'key-refused' } as const;
  const overview = { ...OVERVIEW, keyIsGiven: true };
  const [first] = factsOf({ ...HEALTHY, state: aState({ connection }), overview });
  expect(first?.detail).toBe(WORDS.facts.keyRefusedOutside);
});

test('a fact tells since when and what to do', () => {
  const state = aState({
    connection: { is: 'blocked', since: NOW - 3_900_000, reason: 'key-refused' },
    queued: 12,
  });
  const [first, second] = factsOf({ ...HEALTHY, state });
  expect(first).toEqual({
    id: 'connection',
    tone: 'bad',
    what: 'Refused by Confera',
    age: 'for 1 h 5 min',
    detail:
      "Confera no longer accepts this device's key: get a new one from the organiser and enter it in Settings.",
  });
  expect(second).toMatchObject({ what: '12 scans to confirm', age: 'for 12 min' });
});

test('not every scan is confirmed while one needs a person', () => {
  const queue = (needsAttention: number) =>
    factsOf({ ...HEALTHY, state: aState({ needsAttention }) }).find(({ id }) => id === 'queue');
  expect(queue(0)?.what).toBe(WORDS.facts.queuedNone);
  expect(queue(1)?.what).toBe(WORDS.facts.queuedNoneElse);
});

test('before the first overview there are the facts of the state alone', () => {
  expect(ids({ ...HEALTHY, overview: null })).toEqual(['connection', 'queue', 'camera']);
});

test('no camera is no fault; one that was lost is', () => {
  const camera = (problem: 'none' | 'lost') =>
    factsOf({ ...HEALTHY, camera: { is: 'failed', problem } }).find(({ id }) => id === 'camera');
  expect(camera('none')?.tone).toBe('plain');
  expect(camera('lost')?.tone).toBe('warn');
});

test.each([
  [90, "This device's clock is 1 h 30 min ahead"],
  [-3, "This device's clock is 3 min behind"],
])('a clock that is %i minutes off comes first, with what to do', (clockMinutesAhead, what) => {
  const [first] = factsOf({ ...HEALTHY, overview: { ...OVERVIEW, clockMinutesAhead } });
  expect(first).toMatchObject({ id: 'clock', tone: 'bad', what, detail: expect.any(String) });
});

test('a damaged database that was set aside is told, with what it has cost', () => {
  const salvage = { at: NOW - 60_000, folder: 'kiosk-damaged-X', carriedOver: 1, lost: 0 };
  const factFor = (lost: number, moreFeared: boolean) => {
    const salvages = [{ ...salvage, lost, moreFeared }];
    const facts = factsOf({ ...HEALTHY, overview: { ...OVERVIEW, salvages } });
    return facts.find(({ id }) => id === 'salvage');
  };
  expect(factFor(0, false)).toMatchObject({ tone: 'warn', age: '1 min ago' });
  expect(factFor(0, false)?.detail).toMatch(
    /^1 scan carried over\. The damaged files are in kiosk-d/,
  );
  expect(factFor(2, false)).toMatchObject({
    tone: 'bad',
    detail: expect.stringMatching(/2 scans lost/),
  });
  expect(factFor(0, true)).toMatchObject({ tone: 'bad', detail: expect.stringMatching(/may be/) });
});

test('a disk that refuses scans comes before everything', () => {
  const [first] = factsOf({ ...HEALTHY, state: aState({ storage: 'disk-full' }) });
  expect(first).toMatchObject({
    id: 'storage',
    tone: 'bad',
    detail: expect.stringMatching(/full/),
  });
});

test('a scanner that cannot be opened is worth a look, one that works is not', () => {
  const device = { id: 'hid-1', source: 'hid', name: 'Scanner 1' } as const;
  const factOf = (is: 'on' | 'busy') => {
    const scanners = { devices: [{ ...device, is }], layout: null, tooShort: null };
    return factsOf({ ...HEALTHY, scanners }).find(({ id }) => id === 'hid-1');
  };
  expect(factOf('on')).toMatchObject({ tone: 'plain', what: 'HID scanner Scanner 1' });
  expect(factOf('busy')?.tone).toBe('warn');
});

test('staff are told of codes that are too short to be taken for a scan', () => {
  const scanners = { devices: [], layout: null, tooShort: 4 };
  const fact = factsOf({ ...HEALTHY, scanners }).find(({ id }) => id === 'too-short');
  expect(fact).toMatchObject({ tone: 'warn', detail: expect.stringContaining('4 characters') });
});

test('staff are told which keyboard layouts a scanner and this machine have', () => {
  const factOf = (layout: LayoutVerdict) =>
    factsOf({ ...HEALTHY, scanners: { devices: [], layout, tooShort: null } }).find(
      ({ id }) => id === 'layout',
    );
  expect(factOf({ is: 'plain' })).toBeUndefined();
  expect(factOf({ is: 'as-typed', machine: ['de'] })?.detail).toContain('German');
  expect(factOf({ is: 'mended', scanner: ['us'], machine: ['fr', 'be'] })?.detail).toBe(
    'The scanner types US English and this machine is set to French or Belgian. Scans are corrected.',
  );
  expect(factOf({ is: 'unclear', scanner: ['us'], machine: [] })?.tone).toBe('warn');
  expect(factOf({ is: 'dead-key', machine: ['de'] })?.detail).toContain('German');
});

const OFFLINE = aState({
  connection: { is: 'offline', since: NOW - 60_000, reason: 'no-network' },
});
const trouble = (over: boolean) => ({
  ...OVERVIEW,
  trouble: { is: 'proxy-forbids', status: 403, at: NOW - 120_000, over } as const,
});

test('what stands in the way is told with its remedy, in the place of a guess', () => {
  const facts = factsOf({ ...HEALTHY, state: OFFLINE, overview: trouble(false) });
  expect(facts.find(({ id }) => id === 'connection')?.detail).toMatch(
    /proxy does not let .* Ask .* 403\. Scans are saved/,
  );
  expect(facts.find(({ id }) => id === 'trouble')).toBeUndefined();
});

test('what stands in the way of single scans, or stood there before, has a line of its own', () => {
  const fact = (over: boolean, state = HEALTHY.state) => {
    const facts = factsOf({ ...HEALTHY, state, overview: trouble(over) });
    return facts.find(({ id }) => id === 'trouble');
  };
  expect(fact(false)).toMatchObject({ tone: 'warn', age: '2 min ago' });
  expect(fact(true)).toMatchObject({ tone: 'plain', age: '2 min ago' });
  expect(fact(true, OFFLINE)).toMatchObject({ tone: 'plain' });
});

test('an old trouble is not the cause of a new outage', () => {
  const [first] = factsOf({ ...HEALTHY, state: OFFLINE, overview: trouble(true) });
  expect(first).toMatchObject({ id: 'connection' });
  expect(first?.detail).not.toMatch(/proxy/);
});

describe('the window system', () => {
  const factOn = (
    windowSystem: Overview['windowSystem'],
    { displayIsChosen = false, locked = true } = {},
  ) => {
    const overview = { ...OVERVIEW, windowSystem, displayIsChosen };
    const facts = factsOf({ ...HEALTHY, state: aState({ locked }), overview });
    return facts.find(({ id }) => id === 'window-system');
  };

  test('is named where everything works', () => {
    expect(factOn('x11', { displayIsChosen: true })).toMatchObject({
      tone: 'plain',
      detail: 'X11',
    });
    expect(factOn('xwayland', { displayIsChosen: true })).toMatchObject({
      tone: 'plain',
      detail: 'XWayland (X11 in a Wayland session)',
    });
    expect(factOn('wayland', { locked: false })).toMatchObject({ detail: 'Wayland' });
  });

  test('is a warning where it ignores the chosen display, with what helps', () => {
    expect(factOn('wayland')).toMatchObject({
      tone: 'plain',
      what: 'The kiosk runs on Wayland',
      detail: expect.stringMatching(/^Other windows can cover .* Install XWayland/),
    });
    expect(factOn('wayland', { displayIsChosen: true })).toMatchObject({
      tone: 'warn',
      detail: expect.stringContaining('KIOSK_DISPLAY'),
    });
  });

  test('is left out where it is unknown', () => {
    expect(factOn(null)).toBeUndefined();
  });
});

test('nothing is said of the camera while the entrance is closed, because it is off then', () => {
  const state = aState({ closure: { since: NOW - 60_000, place: null, isKept: true } });
  const open = ids(HEALTHY);
  expect(open).toContain('camera');
  expect(ids({ ...HEALTHY, state })).toEqual(open.filter((id) => id !== 'camera'));
});

test('a copy that fails is bad, and tells what to do and when it was last written', () => {
  const copyProblem = { is: 'gone', since: NOW - 120_000, writtenAt: NOW - 150_000 } as const;
  const [fact] = factsOf({ ...HEALTHY, overview: { ...OVERVIEW, copyProblem } });
  expect(fact).toMatchObject({ id: 'copy', tone: 'bad', what: WORDS.copy.fails });
  expect(fact?.age).toBe('for 2 min');
  expect(fact?.detail).toMatch(/Put it back: the copy then goes on by itself\. Last written: /);
});

test('what was taken over is told with what is missing, and is news for a day', () => {
  const taken = { device: 'gate-7', until: NOW - 90_000, unsent: 3, refused: 0, settled: 8 };
  const told = (at: number) => {
    const takenOver = [{ ...taken, at }];
    const facts = factsOf({ ...HEALTHY, overview: { ...OVERVIEW, takenOver }, now: NOW });
    return facts.find(({ id }) => id === 'taken-over');
  };
  expect(told(NOW - 60_000)).toMatchObject({ tone: 'warn' });
  expect(told(NOW - 60_000)?.what).toMatch(/gate-7/);
  expect(told(NOW - 60_000)?.detail).toMatch(/^3 scans .* is missing\.$/);
  expect(told(NOW - 25 * 3_600_000)).toMatchObject({ tone: 'plain' });
});
