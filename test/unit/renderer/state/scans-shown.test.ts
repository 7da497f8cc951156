import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  CHECKING_SHOWN_AFTER_MS,
  GIVE_UP_MS,
  STAY_MS,
} from '../../../../renderer/state/scan-flow.ts';
import { ScansShown } from '../../../../renderer/state/scans-shown.ts';
import { momentNow } from '../../../../renderer/state/time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The scans of a kiosk, and how often its screen was drawn. */
function watched() {
  const scans = new ScansShown();
  let drawn = 0;
  const stop = scans.subscribe(() => {
    drawn += 1;
  });
  return { scans, stop, drawn: () => drawn };
}

const notice = (scans: ScansShown) => scans.tell({ is: 'scan-noticed', ...momentNow() });
const start = (scans: ScansShown, sequence: number) =>
  scans.tell({
    is: 'scan-started',
    sequence,
    codeTail: 'GE-1',
    stays: false,
    ...momentNow(),
    giveUpMs: GIVE_UP_MS,
  });
const answer = (scans: ScansShown, sequence: number, outcome: 'checked-in' | 'ignored') =>
  scans.tell({
    is: 'scan-answered',
    sequence,
    ...momentNow(),
    answer: {
      outcome,
      scanId: 'scan',
      kind: 'badge',
      day: null,
      reason: null,
      name: 'Ada',
      first: null,
      passBack: null,
    },
  });

test('a scan that is answered in a blink is drawn twice: noticed, and with its result', () => {
  const { scans, drawn } = watched();
  notice(scans);
  expect(scans.current().view.mark).toBe('checking');
  vi.advanceTimersByTime(25);
  start(scans, 1);
  expect(drawn()).toBe(1);
  vi.advanceTimersByTime(20);
  answer(scans, 1, 'checked-in');
  expect(scans.current().view).toMatchObject({ mark: 'checked-in', picture: { is: 'result' } });
  vi.advanceTimersByTime(STAY_MS['checked-in'] - 1);
  expect(drawn()).toBe(2);
});

test('what is to be drawn is one object until something else can be seen', () => {
  const { scans } = watched();
  notice(scans);
  const noticed = scans.current();
  start(scans, 1);
  expect(scans.current()).toBe(noticed);
});

test('what changes with the time alone is told as well', () => {
  const { scans, drawn } = watched();
  start(scans, 1);
  expect(scans.current().view.picture).toEqual({ is: 'idle' });
  vi.advanceTimersByTime(CHECKING_SHOWN_AFTER_MS + 1);
  expect(scans.current().view.picture).toEqual({ is: 'checking' });
  answer(scans, 1, 'checked-in');
  vi.advanceTimersByTime(STAY_MS['checked-in'] + 1);
  expect(scans.current().view).toEqual({ mark: 'idle', picture: { is: 'idle' } });
  expect(drawn()).toBe(4);
});

test('a repeat that changes no picture is told, because it has a sound', () => {
  const { scans, drawn } = watched();
  start(scans, 1);
  answer(scans, 1, 'ignored');
  expect(scans.current()).toMatchObject({ repeats: 1, view: { mark: 'idle' } });
  expect(drawn()).toBe(2);
});

test('nobody is told any more who has stopped listening', () => {
  const { scans, stop, drawn } = watched();
  stop();
  notice(scans);
  expect(drawn()).toBe(0);
});
