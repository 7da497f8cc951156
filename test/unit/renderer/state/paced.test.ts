import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '../../../../renderer/state/paced.ts';

const PAUSE_MS = 1000;

/** Ends the work that is under way. */
let end: () => void = () => {};
const work = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));

beforeEach(() => {
  vi.useFakeTimers();
  work.mockClear();
});

afterEach(() => vi.useRealTimers());

test('the first to ask is served at once', () => {
  paced(work, PAUSE_MS).ask();
  expect(work).toHaveBeenCalledOnce();
});

test('all who ask while it is done share one more turn, which comes a pause after its end', async () => {
  const { ask } = paced(work, PAUSE_MS);
  for (let times = 0; times < 2000; times += 1) ask();
  await vi.advanceTimersByTimeAsync(10 * PAUSE_MS);
  expect(work).toHaveBeenCalledTimes(1);
  end();
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  ask();
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
  end();
  await vi.advanceTimersByTimeAsync(10 * PAUSE_MS);
  expect(work).toHaveBeenCalledTimes(2);
});

test('after the pause it is done at once again', async () => {
  const { ask } = paced(work, PAUSE_MS);
  ask();
  end();
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  ask();
  expect(work).toHaveBeenCalledTimes(2);
});

test('what is forgotten is not done, and can be asked for again', async () => {
  const { ask, forget } = paced(work, PAUSE_MS);
  ask();
  ask();
  forget();
  end();
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(work).toHaveBeenCalledTimes(1);
  ask();
  expect(work).toHaveBeenCalledTimes(2);
});
