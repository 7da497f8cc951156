import { expect, test } from 'vitest';
import type { LayoutVerdict } from '../../../../../../renderer/scanner/wedge/reading.ts';
import type { Known, Overview } from '../../../../../../renderer/screens/staff/overview/fact.ts';
import { factsOf } from '../../../../../../renderer/screens/staff/overview/facts.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { checked, HEALTHY, NOW, OVERVIEW } from './known.ts';

const ids = (known: Known) => factsOf(known).map((fact) => fact.id);
const factIn = (known: Known, wanted: string) => factsOf(known).find(({ id }) => id === wanted);

test('the facts are the same whatever is wrong: the connection first, the device last', () => {
  const all = [
    'connection',
    'queue',
    'answer',
    'clock',
    'storage',
    'camera',
    'totals',
    'address',
    'device',
  ];
  expect(ids(HEALTHY)).toEqual(all);
  const connection = { is: 'offline', since: NOW - 60_000, reason: 'no-network' } as const;
  const state = checked({ connection, queued: 12, needsAttention: 3, storage: 'disk-full' });
  expect(ids({ ...HEALTHY, state })).toEqual(all);
});

test('the queue tells how long the oldest has waited', () => {
  const fact = factIn({ ...HEALTHY, state: checked({ queued: 5000 }) }, 'queue');
  expect(fact).toMatchObject({ what: '5,000 scans to confirm', age: 'for 12 min', detail: null });
});

test('not every scan is confirmed while one needs attention', () => {
  const queue = (needsAttention: number) =>
    factIn({ ...HEALTHY, state: checked({ needsAttention }) }, 'queue');
  expect(queue(0)?.what).toBe(WORDS.facts.queuedNone);
  expect(queue(1)?.what).toBe(WORDS.facts.queuedNoneElse);
});

test('before the first overview there are the facts of the state alone', () => {
  expect(ids({ ...HEALTHY, overview: null })).toEqual(['connection', 'queue', 'storage', 'camera']);
});

test('what a page without its core has last heard is not told as if it were so', () => {
  expect(ids({ ...HEALTHY, reachable: false })).toEqual(['totals', 'address', 'device']);
});

test('large numbers are grouped', () => {
  expect(factIn(HEALTHY, 'totals')?.detail).toBe('5,100');
});

test.each([
  [null, NOW, 'Right'],
  [null, null, 'Not known yet'],
  [3, NOW, '3 min ahead'],
  [-3, NOW, '3 min behind'],
])('a clock that is %s minutes off, with an answer at %s, is %s', (off, lastAnswerAt, says) => {
  const overview = { ...OVERVIEW, clockMinutesAhead: off, lastAnswerAt };
  expect(factIn({ ...HEALTHY, overview }, 'clock')?.detail).toBe(says);
});

test('a trouble that is over is told quietly; one that lasts is no quiet fact', () => {
  const withTrouble = (over: boolean): Known => {
    const trouble = { is: 'proxy-forbids', status: 403, at: NOW - 120_000, over } as const;
    return { ...HEALTHY, overview: { ...OVERVIEW, trouble } };
  };
  expect(factIn(withTrouble(true), 'trouble')).toMatchObject({ tone: 'plain', age: '2 min ago' });
  expect(factIn(withTrouble(false), 'trouble')).toBeUndefined();
});

test('a scanner that works is named', () => {
  const device = { id: 'hid-1', source: 'hid', name: 'Scanner 1', is: 'on' } as const;
  const scanners = { devices: [device], layout: null, tooShort: null };
  expect(factIn({ ...HEALTHY, scanners }, 'hid-1')).toMatchObject({
    tone: 'plain',
    what: 'HID scanner Scanner 1',
  });
});

test('staff are told which keyboard layouts a scanner and this machine have', () => {
  const of = (layout: LayoutVerdict) =>
    factIn({ ...HEALTHY, scanners: { devices: [], layout, tooShort: null } }, 'layout');
  expect(of({ is: 'plain' })).toBeUndefined();
  expect(of({ is: 'as-typed', machine: ['de'] })?.detail).toContain('German');
  expect(of({ is: 'mended', scanner: ['us'], machine: ['fr', 'be'] })?.detail).toBe(
    'The scanner types US English and this machine is set to French or Belgian. Scans are corrected.',
  );
});

test('the window system is named where everything works, and left out where it is unknown', () => {
  const on = (windowSystem: Overview['windowSystem'], locked = true) =>
    factIn(
      { ...HEALTHY, state: checked({ locked }), overview: { ...OVERVIEW, windowSystem } },
      'window-system',
    );
  expect(on(null)).toBeUndefined();
  expect(on('x11')?.detail).toBe('X11');
  expect(on('xwayland')?.detail).toBe('XWayland (X11 in a Wayland session)');
  expect(on('wayland', false)?.detail).toBe('Wayland');
  expect(on('wayland')).toMatchObject({
    what: 'The kiosk runs on Wayland',
    detail: expect.stringMatching(/^Other windows can cover .* Install XWayland/),
  });
});

test('nothing is said of the camera while the entrance is closed, because it is off then', () => {
  const state = checked({ closure: { since: NOW - 60_000, place: null, isKept: true } });
  expect(ids(HEALTHY)).toContain('camera');
  expect(ids({ ...HEALTHY, state })).toEqual(ids(HEALTHY).filter((id) => id !== 'camera'));
});
