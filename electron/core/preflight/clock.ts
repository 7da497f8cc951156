import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import { isKeptByProxy } from '../key/key-test.ts';
import type { ConferaAnswers } from './ask-confera.ts';

/** Up to this difference a clock counts as right: nobody at an entrance would notice more. */
const RIGHT_MS = 30_000;

/**
 * From this difference on it is red. Scans are corrected by Confera's clock, but certificates are checked by this one,
 * and an authority dates a new certificate back by no more than an hour. A clock that is further behind refuses a
 * certificate that was renewed overnight, and nothing can be sent any more.
 */
const FAR_OFF_MS = 60 * 60_000;

/** A `Date` header has whole seconds, so the true time is half a second later on average. */
const HALF_A_SECOND = 500;

/** Compares this device's clock with Confera's. */
export function checkClock({ health, time }: ConferaAnswers): Finding {
  if (isKeptByProxy(health)) return finding('clock', 'unasked');
  if (time === null) {
    const hasAnswered = health.ok || health.error.fromConfera;
    return finding('clock', hasAnswered ? 'untold' : 'unasked');
  }
  const ahead = time.device - (time.confera + HALF_A_SECOND);
  const off = Math.abs(ahead);
  const values = { seconds: Math.round(off / 1000), way: ahead > 0 ? 'ahead' : 'behind' };
  if (off <= RIGHT_MS) return finding('clock', 'right', values);
  return finding('clock', off < FAR_OFF_MS ? 'off' : 'far-off', values);
}
