import type { ScanAnswer } from '../../shared/bridge/scan-answer.ts';
import type { Outcome } from '../../shared/scan/outcome.ts';

/** An outcome that is shown. `ignored` never is. */
export type ShownOutcome = Exclude<Outcome, 'ignored'>;

/** How long a result stays unless another scan comes first, in milliseconds. It is longer if the person must act. */
export const STAY_MS: Record<ShownOutcome, number> = {
  'checked-in': 2500,
  'already-checked-in': 2500,
  queued: 3000,
  rejected: 5000,
  attention: 5000,
  'not-saved': 5000,
  unreadable: 5000,
};

/**
 * An answer that comes sooner than this, in milliseconds, is shown without "Checking…" before it, because two pictures
 * in a blink are worse than one. Even with the time to paint it, a person sees within 100 ms that the scan was noticed.
 */
export const CHECKING_SHOWN_AFTER_MS = 60;

/**
 * How long a scan counts as noticed before it is handed on, in milliseconds. A scanner's text waits for what may follow
 * it, and seldom comes to nothing.
 */
export const NOTICED_MS = 400;

/**
 * The core answers within its own wait, at most 8 s, unless the disk that should store the scan hangs. After this time,
 * in milliseconds, the person is sent to staff, because nobody knows whether an answer will ever come.
 */
export const GIVE_UP_MS = 10_000;

/** The same while the core is known to be out of reach, so that nobody waits in vain. */
export const GIVE_UP_UNREACHABLE_MS = 1500;

/** How long the result that is then assumed stays at most, in milliseconds, while the core may still answer. */
export const ASSUMED_STAY_MS = 30_000;

/** How many of the last scans are kept for a steward to see. */
export const LAST_SCANS_KEPT = 6;

/** What is known of a scan before it has an answer. */
type ScanMark = {
  sequence: number;
  /** The end of its code, by which a steward knows it again. */
  codeTail: string;
  /** Whether its result stays until the next scan. */
  stays: boolean;
};

/** What a person is told of one scan. Times are monotonic milliseconds. */
export type ShownResult = ScanMark & {
  outcome: ShownOutcome;
  reason: ScanAnswer['reason'];
  name: string | null;
  scanId: string | null;
  answeredAt: number;
  /** Infinity if it stays until the next scan. */
  until: number;
  /** Whether the core has not answered yet. Its answer then replaces this result. */
  isAssumed: boolean;
};

type OpenScan = ScanMark & { startedAt: number; giveUpAt: number };

/** The scan screen's local state: which scans are under way, and the newest result. */
export type ScanFlow = {
  now: number;
  /** The scans that have no answer yet, oldest first. */
  open: readonly OpenScan[];
  result: ShownResult | null;
  /** What was told of the last scans, newest first. */
  lastScans: readonly ShownResult[];
  /** The newest scan that has a result, even if the result has left the screen. */
  answeredUpTo: number;
  /** How many repeats there have been. Each gives one quiet cue. */
  repeats: number;
  /** How many scans weren't looked at because the entrance is closed. Each is told at once. */
  refusals: number;
  /** Until when a scan counts as noticed that a scanner has typed, but that was not handed on yet; null if none was. */
  noticedUntil: number | null;
};

export type ScanFlowEvent =
  | { is: 'scan-noticed'; at: number }
  | ({ is: 'scan-started'; at: number; giveUpMs: number } & ScanMark)
  | { is: 'scan-answered'; sequence: number; at: number; answer: ScanAnswer }
  /** The core could not be reached, so the scan was not saved. */
  | { is: 'scan-failed'; sequence: number; at: number }
  /** A steward has seen the result that stays. */
  | { is: 'result-cleared'; at: number }
  | { is: 'time-passed'; at: number };

export const NO_SCANS: ScanFlow = {
  now: 0,
  open: [],
  result: null,
  lastScans: [],
  answeredUpTo: 0,
  repeats: 0,
  refusals: 0,
  noticedUntil: null,
};

/**
 * The flow after an event. The newest scan owns the screen. An answer to an older scan is shown only if all newer ones
 * turn out to be repeats, so that nobody takes another person's result for their own.
 */
export function nextFlow(before: ScanFlow, event: ScanFlowEvent): ScanFlow {
  const flow = { ...before, now: Math.max(before.now, event.at) };
  switch (event.is) {
    case 'scan-noticed':
      return { ...flow, noticedUntil: event.at + NOTICED_MS };
    case 'scan-started': {
      const { sequence, codeTail, stays, at, giveUpMs } = event;
      const scan = { sequence, codeTail, stays, startedAt: at, giveUpAt: at + giveUpMs };
      return { ...flow, noticedUntil: null, open: [...flow.open, scan] };
    }
    case 'scan-answered':
      return settle(flow, event.sequence, event.answer);
    case 'scan-failed':
      return settle(flow, event.sequence, NOT_TAKEN);
    case 'result-cleared':
      return { ...flow, result: null };
    case 'time-passed':
      return giveUp(expire(flow));
  }
}

const NOT_TAKEN = {
  outcome: 'not-saved',
  reason: null,
  name: null,
  scanId: null,
} satisfies Partial<ScanAnswer>;

/** What stands for the answer to a scan that the core can't be asked about while it is known that the entrance is closed. */
export const REFUSED: ScanAnswer = {
  scanId: null,
  outcome: null,
  kind: null,
  day: null,
  reason: null,
  name: null,
};

type Told = Pick<ScanAnswer, 'outcome' | 'reason' | 'name' | 'scanId'>;

function settle(flow: ScanFlow, sequence: number, told: Told): ScanFlow {
  const scan = flow.open.find((each) => each.sequence === sequence);
  if (!scan) return correct(flow, sequence, told);
  const open = flow.open.filter((each) => each !== scan);
  if (told.outcome === 'ignored') return { ...flow, open, repeats: flow.repeats + 1 };
  const refusals = flow.refusals + Number(told.outcome === null);
  const result = resultOf(flow, scan, told);
  const lastScans = [result ?? [], flow.lastScans].flat().slice(0, LAST_SCANS_KEPT);
  if (sequence < flow.answeredUpTo) return { ...flow, open, refusals, lastScans };
  return { ...flow, open, refusals, lastScans, answeredUpTo: sequence, result };
}

/** Null for a repeat, and for a refusal at a closed entrance. */
function resultOf({ now }: ScanFlow, scan: ScanMark, told: Told): ShownResult | null {
  const { sequence, codeTail, stays } = scan;
  const { outcome, reason, name, scanId } = told;
  if (outcome === 'ignored' || outcome === null) return null;
  const until = stays ? Number.POSITIVE_INFINITY : now + STAY_MS[outcome];
  const mark = { sequence, codeTail, stays };
  return { ...mark, outcome, reason, name, scanId, answeredAt: now, until, isAssumed: false };
}

/** The core answers after all. Its answer replaces the result that was assumed, if that is still the newest one. */
function correct(flow: ScanFlow, sequence: number, told: Told): ScanFlow {
  const assumed = flow.lastScans.find((each) => each.sequence === sequence);
  if (!assumed?.isAssumed) return flow;
  const result = resultOf(flow, assumed, told);
  const lastScans = flow.lastScans.flatMap((each) => (each === assumed ? (result ?? []) : each));
  const isShown = flow.result?.sequence === sequence;
  const repeats = flow.repeats + Number(isShown && told.outcome === 'ignored');
  const refusals = flow.refusals + Number(told.outcome === null);
  return { ...flow, lastScans, repeats, refusals, result: isShown ? result : flow.result };
}

function expire(flow: ScanFlow): ScanFlow {
  const { now, result, noticedUntil } = flow;
  return {
    ...flow,
    result: result && result.until <= now ? null : result,
    noticedUntil: noticedUntil !== null && noticedUntil <= now ? null : noticedUntil,
  };
}

function giveUp(flow: ScanFlow): ScanFlow {
  const lost = flow.open.filter((scan) => scan.giveUpAt <= flow.now);
  return lost.reduce((after, { sequence }) => {
    const told = settle(after, sequence, NOT_TAKEN);
    if (told.result?.sequence !== sequence) return told;
    const until = told.now + ASSUMED_STAY_MS;
    const result = { ...told.result, isAssumed: true, until };
    const lastScans = told.lastScans.with(0, result);
    return { ...told, lastScans, result };
  }, flow);
}

/** Scans that may still take the screen. */
function awaited(flow: ScanFlow): readonly OpenScan[] {
  return flow.open.filter((scan) => scan.sequence > flow.answeredUpTo);
}

/** When the flow next changes without any event, in monotonic milliseconds; null if it doesn't. */
export function nextChangeAt(flow: ScanFlow): number | null {
  const times = flow.open.map((scan) => scan.giveUpAt);
  if (flow.result && Number.isFinite(flow.result.until)) times.push(flow.result.until);
  if (flow.noticedUntil !== null) times.push(flow.noticedUntil);
  const [first] = awaited(flow);
  const showsAt = first ? first.startedAt + CHECKING_SHOWN_AFTER_MS : 0;
  if (showsAt > flow.now) times.push(showsAt);
  return times.length === 0 ? null : Math.min(...times);
}

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
