import type { CheckState } from '../../../../shared/preflight/findings.ts';
import type { Words } from '../../../words/words.ts';
import type { CheckLine } from './check-line.ts';

/** From the worst on. What has not been tried is no success. */
const WORST_FIRST: readonly CheckState[] = ['red', 'amber', 'unknown'];

/** What all checks come to: the worst of them counts. */
export function overallOf(lines: readonly CheckLine[]): CheckState {
  return WORST_FIRST.find((state) => lines.some((line) => line.state === state)) ?? 'green';
}

/** The same in one sentence. */
export function overallWords({ preflight }: Words, lines: readonly CheckLine[]): string {
  switch (overallOf(lines)) {
    case 'red':
      return preflight.stop;
    case 'amber':
      return preflight.look;
    case 'unknown':
      return preflight.todo;
    case 'green':
      return preflight.ready;
  }
}
