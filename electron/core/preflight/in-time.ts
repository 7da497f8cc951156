import type { Clock } from '../system/clock.ts';

/** What has not answered by then has failed, milliseconds. Nobody waits longer for a check. */
export const NO_ANSWER_MS = 10_000;

/** Takes the place of an answer that did not come in time. */
export const NO_ANSWER = Symbol('no answer');

/** The result of work, or `NO_ANSWER` if that takes longer than ten seconds. The work itself can't be stopped. */
export async function inTime<T>(work: Promise<T>, clock: Clock): Promise<T | typeof NO_ANSWER> {
  let cancel = () => {};
  const late = new Promise<typeof NO_ANSWER>((resolve) => {
    cancel = clock.schedule(NO_ANSWER_MS, () => resolve(NO_ANSWER));
  });
  try {
    return await Promise.race([late, work]);
  } finally {
    cancel();
  }
}
