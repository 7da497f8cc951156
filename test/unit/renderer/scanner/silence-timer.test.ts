import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SilenceTimer } from '../../../../renderer/scanner/silence-timer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A timer for 100 ms, and what it calls. */
function timer() {
  const onSilence = vi.fn();
  const silence = new SilenceTimer(onSilence);
  silence.restart(100);
  return { silence, onSilence };
}

test('a silence is reported once it has lasted long enough', () => {
  const { onSilence } = timer();
  vi.advanceTimersByTime(99);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledOnce();
});

test('a key starts the wait anew', () => {
  const { silence, onSilence } = timer();
  vi.advanceTimersByTime(99);
  silence.restart(100);
  vi.advanceTimersByTime(99);
  expect(onSilence).not.toHaveBeenCalled();
});

test('a timer that fires late waits once more for the input behind it, and only once', () => {
  const { onSilence } = timer();
  const late = performance.now() + 1000;
  vi.spyOn(performance, 'now').mockReturnValue(late);
  vi.advanceTimersByTime(199);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledOnce();
});

test('a wait that was stopped, or a wait for nothing, reports no silence', () => {
  const { silence, onSilence } = timer();
  silence.stop();
  vi.advanceTimersByTime(1000);
  silence.restart(100);
  silence.restart(null);
  vi.advanceTimersByTime(1000);
  expect(onSilence).not.toHaveBeenCalled();
});
