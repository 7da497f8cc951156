import type { EndedAttempt } from '../outbox/scan-row.ts';
import type { Attempt } from './requests.ts';

/**
 * What is written down about an attempt.
 *
 * @param endedAt Unix milliseconds
 */
export function endedAttempt(
  { verdict, status, code, ms, trouble, requestId }: Attempt,
  endedAt: number,
): EndedAttempt {
  const { outcome, reason } = verdict;
  const beganAt = Math.round(endedAt - ms);
  return { beganAt, ms: Math.round(ms), outcome, reason, status, code, trouble, requestId };
}
