import type { Outcome, Reason, RejectionReason } from '../../../shared/scan/outcome.ts';
import { type ConferaApiError, isFromTheWay } from '../confera/api-error.ts';
import { saysNo } from '../confera/says-no.ts';

/** What came back for a request: the body of Confera's answer, or the client's error. */
export type Answer =
  | { ok: true; body: Record<string, unknown> }
  | { ok: false; error: ConferaApiError };

/** What an answer says about the device's standing with Confera, beyond the scan that it is about. */
export type Effect =
  /** Confera has answered, but about no scan. */
  | { kind: 'reached' }
  /** Confera has taken the scan, or had it already. */
  | { kind: 'answered' }
  | { kind: 'rejected' }
  /** A verdict on this scan alone, which says nothing about the next. */
  | { kind: 'conflict' }
  | { kind: 'unreachable' }
  | { kind: 'server-trouble' }
  | { kind: 'rate-limited'; retryAfterMs: number | undefined }
  | { kind: 'key-refused' }
  | { kind: 'not-allowed' };

/** What an answer means for the row and for the person who waits. */
export type Verdict = {
  state: 'done' | 'rejected' | 'attention' | 'pending';
  outcome: Outcome;
  reason: Reason | null;
  /** Whether Confera may have acted on this attempt or an earlier one without our knowing. */
  ambiguous: boolean;
  effect: Effect;
  /** Whether it makes sense to try once more while the person waits. */
  worthRetrying: boolean;
};

/**
 * Decides what an answer to a check-in means. The first case that fits counts.
 *
 * @param ambiguousBefore whether Confera may have acted on an earlier attempt at this scan, so that a duplicate is our
 *   own success
 */
export function classifyAnswer(answer: Answer, ambiguousBefore: boolean): Verdict {
  if (answer.ok) {
    return saysNo(answer.body)
      ? serverTrouble()
      : { ...done('checked-in'), ambiguous: ambiguousBefore };
  }
  const { kind, status, codes, retryAfterMs, requestSent } = answer.error;
  const stay = { state: 'pending', ambiguous: ambiguousBefore, worthRetrying: false } as const;

  if (kind === 'network' || kind === 'timeout') {
    return { ...unreachable(ambiguousBefore || requestSent), worthRetrying: true };
  }
  if (isFromTheWay(status)) return unreachable(ambiguousBefore);
  if (status === 429) {
    const effect = { kind: 'rate-limited', retryAfterMs } as const;
    return { ...stay, outcome: 'queued', reason: 'rate-limited', effect };
  }
  if (status >= 500 || status === 408) return serverTrouble();
  if (kind === 'decoding') {
    return unreachable(ambiguousBefore || (status >= 200 && status < 300));
  }
  if (status === 409 && codes.includes('IDEMPOTENCY_KEY_REUSED')) {
    return {
      ...stay,
      state: 'attention',
      outcome: 'attention',
      reason: 'key-reused',
      effect: { kind: 'conflict' },
    };
  }
  if (status === 409) {
    const ours = ambiguousBefore ? 'checked-in' : 'already-checked-in';
    return { ...done(ours), ambiguous: ambiguousBefore };
  }
  if (status === 401 || kind === 'notConfigured') {
    return {
      ...stay,
      outcome: 'attention',
      reason: 'key-refused',
      effect: { kind: 'key-refused' },
    };
  }
  if (status === 403) {
    return {
      ...stay,
      outcome: 'attention',
      reason: 'not-allowed',
      effect: { kind: 'not-allowed' },
    };
  }
  return {
    ...stay,
    state: 'rejected',
    outcome: 'rejected',
    reason: rejectionReason(status),
    effect: { kind: 'rejected' },
  };
}

/** Whether the answer to `health` is Confera's own, so that a scan may be tried. */
export function isAnswerOfConfera({ kind }: Effect): boolean {
  return (
    kind === 'answered' || kind === 'rejected' || kind === 'conflict' || kind === 'not-allowed'
  );
}

/** Whether Confera refuses the key that the attempt was made with, wholly or for this kind of check-in. */
export function refusesKey({ kind }: Effect): boolean {
  return kind === 'key-refused' || kind === 'not-allowed';
}

/**
 * What the answer to an attempt means whose key has been replaced since. A refusal of that key says nothing about the
 * new one: the scan is tried again under that.
 */
export function underOldKey(verdict: Verdict): Verdict {
  if (!refusesKey(verdict.effect)) return verdict;
  const reached = { kind: 'reached' } as const;
  return { ...verdict, outcome: 'queued', reason: null, effect: reached, worthRetrying: true };
}

function done(outcome: 'checked-in' | 'already-checked-in') {
  return {
    state: 'done',
    outcome,
    reason: null,
    effect: { kind: 'answered' },
    worthRetrying: false,
  } as const;
}

function unreachable(ambiguous: boolean): Verdict {
  return {
    state: 'pending',
    outcome: 'queued',
    reason: 'no-network',
    ambiguous,
    effect: { kind: 'unreachable' },
    worthRetrying: false,
  };
}

/** A server that fails may have acted before it failed, so the attempt is ambiguous. */
function serverTrouble(): Verdict {
  return {
    state: 'pending',
    outcome: 'queued',
    reason: 'server-trouble',
    ambiguous: true,
    effect: { kind: 'server-trouble' },
    worthRetrying: true,
  };
}

function rejectionReason(status: number): RejectionReason {
  if (status === 404) return 'unknown-badge';
  if (status === 410) return 'revoked-badge';
  return 'invalid-code';
}
