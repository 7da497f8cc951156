import type { CheckState } from '../../../../shared/preflight/findings.ts';
import type { Words } from '../../../words/words.ts';
import type { CheckLine } from './check-line.ts';

/**
 * What all checks come to: the worst of them counts. What somebody has still to try is no success. What can't be known on
 * this device is told in its own line, and keeps nobody waiting.
 */
export function overallOf(lines: readonly CheckLine[]): CheckState {
  const has = (state: CheckState) => lines.some((line) => line.state === state);
  if (has('red')) return 'red';
  if (has('amber')) return 'amber';
  return hasToDo(lines) ? 'unknown' : 'green';
}

/**
 * Whether the device has passed the check: nothing is red, and everything was tried. Amber is what somebody should have
 * seen, such as a laptop that isn't locked or a kiosk that is silent on purpose. It can be right for a venue, and a mark
 * that never went away there would soon be overlooked everywhere.
 */
export function isPassed(lines: readonly CheckLine[]): boolean {
  return !lines.some(({ state }) => state === 'red') && !hasToDo(lines);
}

const hasToDo = (lines: readonly CheckLine[]) => lines.some(({ isToDo }) => isToDo === true);

/**
 * The same in one sentence.
 *
 * @param passedToday whether the device has passed the check today, so that what is amber was seen
 */
export function overallWords(
  { preflight }: Words,
  lines: readonly CheckLine[],
  passedToday = false,
): string {
  switch (overallOf(lines)) {
    case 'red':
      return preflight.stop;
    case 'amber':
      return passedToday || isPassed(lines) ? preflight.passed : preflight.look;
    case 'unknown':
      return preflight.todo;
    case 'green':
      return preflight.ready;
  }
}
