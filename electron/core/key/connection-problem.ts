import type { ConnectionProblem } from '../../../shared/bridge/connection-problem.ts';
import { saysNo } from '../confera/says-no.ts';
import type { Answer } from '../delivery/classify-answer.ts';
import { troubleOf } from '../delivery/trouble.ts';

/**
 * Tells from an answer what stands between this device and Confera, or else what Confera itself says about the key;
 * null if nothing is wrong.
 */
export function problemOf(answer: Answer): ConnectionProblem | null {
  if (answer.ok) return saysNo(answer.body) ? 'server-trouble' : null;
  const { error } = answer;
  const trouble = troubleOf(error);
  if (trouble) return trouble.is;
  switch (error.kind) {
    case 'unauthorized':
    case 'notConfigured':
      return 'unauthorized';
    case 'forbidden':
      return 'forbidden';
    case 'rateLimited':
      return 'rate-limited';
    case 'server':
      return 'server-trouble';
    default:
      return 'not-confera';
  }
}
