import {
  awaited,
  CHECKING_SHOWN_AFTER_MS,
  type ScanFlow,
  type ShownOutcome,
  type ShownResult,
} from './scan-flow.ts';

/** What the screen shows. `mark` changes at once, as soon as a scan is noticed; `picture` leaves out a "Checking…" that nobody could read. */
export type ScanView = {
  mark: ShownOutcome | 'idle' | 'checking';
  picture: { is: 'idle' } | { is: 'checking' } | { is: 'result'; result: ShownResult };
};

/** The view that follows from a flow. */
export function viewOf(flow: ScanFlow): ScanView {
  const { result, now, noticedUntil } = flow;
  const standing = result ? ({ is: 'result', result } as const) : ({ is: 'idle' } as const);
  const [first] = awaited(flow);
  if (!first) {
    const mark = noticedUntil === null ? (result?.outcome ?? 'idle') : 'checking';
    return { mark, picture: standing };
  }
  // A result that came after the newest scan began has never been on the screen, and must not flash up now.
  const stoodBefore = !result || result.answeredAt <= first.startedAt;
  const soon = now < first.startedAt + CHECKING_SHOWN_AFTER_MS;
  return { mark: 'checking', picture: soon && stoodBefore ? standing : { is: 'checking' } };
}

/**
 * The view while the entrance is closed, which covers every result: whoever reads one of them beside a closed entrance
 * would take it for their own.
 */
export function coveredView({ mark }: ScanView): ScanView {
  return { mark: mark === 'checking' ? mark : 'idle', picture: { is: 'idle' } };
}
