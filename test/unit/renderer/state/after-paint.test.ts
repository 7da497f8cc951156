import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterPaint } from '../../../../renderer/state/after-paint.ts';

/** What waits for the next picture. */
let callbacks: (() => void)[] = [];

function drawPicture() {
  const now = callbacks;
  callbacks = [];
  for (const callback of now) callback();
}

beforeEach(() => {
  callbacks = [];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => callbacks.push(callback));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the picture comes first, and what follows it happens once', () => {
  const then = vi.fn();
  afterPaint(then);
  // Its callbacks come before a picture is drawn.
  drawPicture();
  expect(then).not.toHaveBeenCalled();
  drawPicture();
  expect(then).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(then).toHaveBeenCalledOnce();
});

test('a page that draws nothing waits for 200 ms', () => {
  const then = vi.fn();
  afterPaint(then);
  vi.advanceTimersByTime(199);
  expect(then).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(then).toHaveBeenCalledOnce();
  drawPicture();
  drawPicture();
  expect(then).toHaveBeenCalledOnce();
});
