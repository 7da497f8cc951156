import { expect, test } from 'vitest';
import type { ScannerReading } from '../../../../../../renderer/scanner/scanner-reading.ts';
import type { CheckLine } from '../../../../../../renderer/screens/staff/preflight/check-line.ts';
import { coreLines } from '../../../../../../renderer/screens/staff/preflight/core-lines.ts';
import {
  CODE_TO_SCAN,
  type DeviceFacts,
  deviceLines,
} from '../../../../../../renderer/screens/staff/preflight/device-lines.ts';
import {
  isPassed,
  overallOf,
  overallWords,
} from '../../../../../../renderer/screens/staff/preflight/overall.ts';
import {
  FINDINGS,
  type Finding,
  finding,
  stateOf,
} from '../../../../../../shared/preflight/findings.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { aState } from '../../../a-state.ts';
import { typed } from '../../../scanner/wedge/layout-keys.ts';
import { atOnce, playAll, scannerKeys, type TimedKey } from '../../../scanner/wedge/typed-keys.ts';

const say = WORDS.preflight.found;

const A_LINE = {
  amber: { check: 'zone', state: 'amber', says: '' },
  todo: { check: 'sound', state: 'unknown', isToDo: true, says: '' },
  red: { check: 'disk', state: 'red', says: '' },
} as const satisfies Record<string, CheckLine>;

const reading = (given: object): ScannerReading =>
  ({
    source: 'wedge',
    raw: 'TEST-1',
    device: null,
    wedge: null,
    camera: null,
    at: 0,
    ...given,
  }) as ScannerReading;

/** A scan of a wedge scanner with which nothing is wrong, but for what is given. */
const wedge = (given: object = {}, raw = 'TEST-1') =>
  reading({
    raw,
    wedge: {
      raw,
      doubt: null,
      characters: [],
      timing: { keys: 6, meanGapMs: 4, largestGapMs: 5, end: 'Enter' },
      layout: { is: 'plain' },
      ...given,
    },
  });

/** What a scanner that is set to German types on a US machine for the code that the page shows. */
const [misread] = playAll(typed(CODE_TO_SCAN, 'de', 'us')).scans;

const byCamera = reading({ source: 'camera', camera: { ms: 3, aim: null, doubt: null } });

const device = (known: Partial<DeviceFacts> = {}): DeviceFacts => ({
  settings: {
    camera: aState().camera,
    scanner: aState().scanner,
    volume: 1,
    locked: true,
    openedByHand: false,
  },
  tried: [wedge(), byCamera],
  cameras: ['Webcam'],
  camera: null,
  picture: null,
  decoder: true,
  heard: true,
  cornersMissed: 0,
  hasTouch: true,
  ...known,
});

const stateIn = (known: Partial<DeviceFacts>, check: string) =>
  deviceLines(WORDS, device(known)).find((line) => line.check === check);

test('a device on which everything was tried is green, in the order of the page', () => {
  const lines = deviceLines(WORDS, device());
  expect(lines.map(({ check, state }) => [check, state])).toEqual(
    ['scanner', 'camera', 'decoder', 'sound', 'touch', 'lockdown'].map((each) => [each, 'green']),
  );
  expect(overallOf(lines)).toBe('green');
});

test.each<[string, Partial<DeviceFacts>, string, string, string?]>([
  ['no scan yet', { tried: [] }, 'scanner', 'unknown', say.scannerTodo],
  // A kiosk may have no other scanner than its camera.
  ['a scan by the camera alone', { tried: [byCamera] }, 'scanner', 'green', say.cameraGood],
  [
    'no Enter',
    { tried: [wedge({ timing: { keys: 6, meanGapMs: 4, largestGapMs: 5, end: 'none' } })] },
    'scanner',
    'amber',
    say.scannerNoEnter,
  ],
  [
    'a German scanner',
    { tried: [wedge({ layout: { is: 'mended', scanner: ['de'], machine: ['us'] } })] },
    'scanner',
    'amber',
    WORDS.facts.layoutDo.mended({ scanner: 'German', machine: 'US English' }),
  ],
  [
    'an unclear layout',
    { tried: [wedge({ layout: { is: 'unclear' }, doubt: 'broken' }, '')] },
    'scanner',
    'red',
    WORDS.facts.layoutDo.unclear,
  ],
  [
    'the code shown, typed for a German keyboard on a US one',
    { tried: [reading({ raw: misread?.raw, wedge: misread })] },
    'scanner',
    'red',
    say.scannerLayout,
  ],
  ['two scanners', { tried: [wedge({ doubt: 'two-scanners' }, '')] }, 'scanner', 'red'],
  ['too few characters', { tried: [wedge({ doubt: 'too-short' }, '')] }, 'scanner', 'red'],
  ['no code at all', { tried: [reading({ raw: '' })] }, 'scanner', 'red'],
  ['a camera not tried', { tried: [wedge()] }, 'camera', 'unknown', say.cameraTodo],
  ['a cover', { tried: [wedge()], picture: 'dark' }, 'camera', 'red', say.cameraDark],
  ['an empty picture', { tried: [wedge()], picture: 'empty' }, 'camera', 'amber', say.cameraDark],
  ['no focus', { tried: [wedge()], picture: 'blurred' }, 'camera', 'amber', say.cameraBlurred],
  ['a clear picture alone', { tried: [wedge()], picture: 'clear' }, 'camera', 'unknown'],
  [
    'a camera in use',
    { camera: { is: 'failed', problem: 'busy' } },
    'camera',
    'red',
    WORDS.facts.cameraState.busy,
  ],
  ['no camera, no scanner', { cameras: [], tried: [] }, 'camera', 'amber'],
  ['no camera beside a scanner', { cameras: [], tried: [wedge()] }, 'camera', 'green'],
  [
    'the chosen camera gone',
    {
      cameras: [],
      settings: { ...device().settings, camera: { ...aState().camera, name: 'Webcam' } },
    },
    'camera',
    'red',
  ],
  [
    'the chosen camera gone, beside another one',
    {
      cameras: ['Other camera'],
      tried: [byCamera],
      settings: { ...device().settings, camera: { ...aState().camera, name: 'Webcam' } },
    },
    'camera',
    'red',
    WORDS.facts.cameraState.lost,
  ],
  [
    'the chosen camera among nameless ones',
    {
      cameras: [''],
      tried: [],
      settings: { ...device().settings, camera: { ...aState().camera, name: 'Webcam' } },
    },
    'camera',
    'unknown',
    say.cameraTodo,
  ],
  ['a decoder that failed', { decoder: false }, 'decoder', 'red'],
  ['a tone not played', { heard: null }, 'sound', 'unknown'],
  ['a tone not heard', { heard: false }, 'sound', 'amber', say.soundNot],
  [
    'a muted kiosk',
    { settings: { ...device().settings, volume: 0 } },
    'sound',
    'amber',
    WORDS.sound.muted,
  ],
  ['corners not touched', { cornersMissed: null }, 'touch', 'unknown'],
  ['a corner without touch', { cornersMissed: 1 }, 'touch', 'amber', say.touchMissed],
  [
    'no lockdown',
    { settings: { ...device().settings, locked: false } },
    'lockdown',
    'amber',
    say.lockdownOff,
  ],
  [
    'a page in a browser that somebody has opened',
    { settings: { ...device().settings, openedByHand: true } },
    'lockdown',
    'amber',
    say.lockdownByHand,
  ],
])('%s', (_, known, check, state, says) => {
  const line = stateIn(known, check);
  expect(line?.state).toBe(state);
  if (says !== undefined) expect(line?.says).toBe(says);
});

/** How the scanner's line stands after these keys, as the wedge has read them. */
const scannerAfter = (keys: TimedKey[]) =>
  stateIn(
    {
      tried: playAll(keys)
        .scans.map((scan) => wedge(scan, scan.raw))
        .reverse(),
    },
    'scanner',
  );
const scanOf = (text: string, paceMs: number) => scannerKeys(text, { gaps: () => paceMs });
const goodScan = [...scanOf(CODE_TO_SCAN, 8)].map((key, index) =>
  index === 0 ? { ...key, after: 300 } : key,
);

// At the same pace, none of the keys overlap, and the two codes end together.
test.each([
  ['both read the shown code', CODE_TO_SCAN, 8, 3],
  ['one reads another code', 'xyzuv4567890', 8, 4],
  ['the second one is faster, and ends first', 'xyzuv.456', 4, 17],
  ['the second one begins later', 'xyzuv.4567', 8, 44],
])(
  'two scanners at once are red, and the next good scan is green: %s',
  (_, other, paceMs, afterMs) => {
    const both = atOnce(scanOf(CODE_TO_SCAN, 8), scanOf(other, paceMs), afterMs);
    expect(scannerAfter(both)?.state).toBe('red');
    expect(scannerAfter([...both, ...goodScan])?.state).toBe('green');
  },
);

test('what the scanner adds to the shown code, and the same letters far apart in a long code, are no mixture', () => {
  for (const text of [`]Q1${CODE_TO_SCAN}`, 'TEST-FLIGHT-1', [...CODE_TO_SCAN].join('abcdefghi')]) {
    expect(scannerAfter(scanOf(text, 8))?.state).toBe('green');
  }
});

test('what a device lacks is not asked for', () => {
  const checks = deviceLines(WORDS, device({ cameras: [], hasTouch: false })).map(
    ({ check }) => check,
  );
  expect(checks).toEqual(['scanner', 'camera', 'sound', 'lockdown']);
});

const VALUES = {
  ...{ host: 'confera.example', ms: 12, conference: 'PyCon', event: 'GopherCon', kinds: 'badge' },
  ...{ seconds: 200, way: 'ahead', zone: 'Asia/Karachi', time: '10:00', machine: 'UTC' },
  ...{ machineTime: '05:00', percent: 1, megabytes: 640, count: 2, minutes: 90, version: '1.2.0' },
  address: '192.168.1.7:4222',
};

const all = Object.entries(FINDINGS).flatMap(([check, codes]) =>
  Object.keys(codes).map((is) => ({ check, is, values: VALUES }) as Finding),
);

test.each(
  all
    .filter(({ check, is }) => check !== 'printer' && !(check === 'hub' && is === 'none'))
    .map((each) => [`${each.check}, ${each.is}`, each]),
)('%s has words on the page', (_, found) => {
  const [line] = coreLines(WORDS, [found as Finding]);
  expect(line).toMatchObject({ check: (found as Finding).check, state: stateOf(found as Finding) });
  expect(line?.says).toMatch(/^[A-Z\d][^{}]{5,}$/);
  expect(`${line?.says} ${line?.does}`).not.toMatch(/NaN|\[object/);
});

test('the worst comes first, and only what can be mended leads elsewhere', () => {
  const lines = coreLines(WORDS, [
    finding('address', 'answers'),
    finding('key', 'refused'),
    finding('scope', 'unasked'),
    finding('zone', 'differs'),
    finding('hub', 'none'),
  ]);
  expect(lines.map(({ check, mendedOn }) => [check, mendedOn])).toEqual([
    ['key', 'settings'],
    ['zone', 'settings'],
    ['scope', undefined],
    ['address', undefined],
  ]);
  expect(overallOf(lines)).toBe('red');
});

test.each<[string, CheckLine[], boolean, string]>([
  ['marked, once all was tried', [A_LINE.amber], false, 'passed'],
  ['marked, and not all was tried', [A_LINE.amber, A_LINE.todo], false, 'look'],
  ['marked, on a device that was checked today', [A_LINE.amber, A_LINE.todo], true, 'passed'],
  ['not good, on a device that was checked today', [A_LINE.red, A_LINE.amber], true, 'stop'],
])('the headline where something is %s', (_, lines, passedToday, headline) => {
  const words: Partial<Record<string, unknown>> = WORDS.preflight;
  expect(overallWords(WORDS, lines, passedToday)).toBe(words[headline]);
});

test('the hub is told of if the device has joined one, and its line is entered in Settings', () => {
  const lineOf = (found: Finding) => coreLines(WORDS, [found])[0];
  const address = '192.168.1.7:4222';
  expect(lineOf(finding('hub', 'none'))).toBeUndefined();
  expect(lineOf(finding('hub', 'connected', { address, ms: 3 }))?.says).toContain('3 ms');
  const unreachable = lineOf(finding('hub', 'unreachable', { address }));
  expect(unreachable?.says).toContain(address);
  expect(unreachable?.does).toMatch(/npm\srun\shub/);
  const mended = (is: 'unreachable' | 'refused' | 'another' | 'no-claims') =>
    lineOf(finding('hub', is, { address }))?.mendedOn;
  expect([mended('refused'), mended('another')]).toEqual(['settings', 'settings']);
  expect([mended('unreachable'), mended('no-claims')]).toEqual([undefined, undefined]);
});

test.each<[string, Partial<DeviceFacts>, Finding[], boolean]>([
  ['everything is green', {}, [finding('key', 'works')], true],
  ['something is to be looked at', {}, [finding('pin', 'easy')], true],
  ['nobody knows whether the screen sleeps', {}, [finding('power', 'not-known')], true],
  ['nobody has tried the sound', { heard: null }, [], false],
  ['the tone was not heard', { heard: false }, [], true],
  ['the key is refused', {}, [finding('key', 'refused')], false],
])('whether the check is passed if %s', (_, known, findings, passed) => {
  const lines = [...coreLines(WORDS, findings), ...deviceLines(WORDS, device(known))];
  expect(isPassed(lines)).toBe(passed);
});

test.each<[string, Partial<DeviceFacts>]>([
  ['a scanner and no camera', { cameras: [], tried: [wedge()], hasTouch: false }],
  ['a camera and no other scanner', { tried: [byCamera] }],
  ['a scanner and a touchscreen', { cameras: [], tried: [wedge()] }],
  [
    'a chosen camera among others',
    {
      cameras: ['Other camera', 'Webcam'],
      settings: { ...device().settings, camera: { ...aState().camera, name: 'Webcam' } },
    },
  ],
])('nothing is found on a sound device with %s', (_, known) => {
  const lines = deviceLines(WORDS, device(known));
  expect(lines.filter(({ state }) => state !== 'green')).toEqual([]);
});

test('what can’t be known keeps nobody waiting, and what is still to be tried does', () => {
  const lines = [
    ...coreLines(WORDS, [finding('power', 'not-known')]),
    ...deviceLines(WORDS, device()),
  ];
  expect(overallOf(lines)).toBe('green');
  expect(overallOf(deviceLines(WORDS, device({ heard: null })))).toBe('unknown');
});
