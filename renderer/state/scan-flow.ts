import type { ScanAnswer } from '../../shared/bridge/scan-answer.ts';
import type { Outcome } from '../../shared/scan/outcome.ts';
import type { Moment } from './time.ts';

/** An outcome that is shown. `ignored` never is. */
export type ShownOutcome = Exclude<Outcome, 'ignored'>;

/** How a result looks and sounds: as its outcome does, or as the question whether it was the same person. */
export type Look = ShownOutcome | 'pass-back';

export function lookOf({ outcome, passBack }: Pick<ShownResult, 'outcome' | 'passBack'>): Look {
  return passBack ? 'pass-back' : outcome;
}

/** How long a result stays unless another scan comes first, in milliseconds. It is longer if the person must act. */
export const STAY_MS: Record<Look, number> = {
  'checked-in': 2500,
  'already-checked-in': 2500,
  queued: 3000,
  rejected: 5000,
  attention: 5000,
  'not-saved': 5000,
  unreadable: 5000,
  'pass-back': 5000,
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

/** What a person is told of one scan. Times are monotonic milliseconds, if not told otherwise. */
export type ShownResult = ScanMark & {
  outcome: ShownOutcome;
  reason: ScanAnswer['reason'];
  name: string | null;
  /** The scan that came before; null if there was none, or if nothing is known of it. */
  first: ScanAnswer['first'];
  /** The scan because of which a steward is asked whether it was the same person; null for no question. */
  passBack: ScanAnswer['passBack'];
  scanId: string | null;
  answeredAt: number;
  /** The same by the wall clock, in Unix milliseconds. */
  answeredWallAt: number;
  /** Infinity if it stays until the next scan. */
  until: number;
  /** Whether the core has not answered yet. Its answer then replaces this result. */
  isAssumed: boolean;
};

type OpenScan = ScanMark & { startedAt: number; giveUpAt: number };

/** The scan screen's local state: which scans are under way, and the newest result. */
export type ScanFlow = {
  now: number;
  /** The time of the last event by the wall clock, in Unix milliseconds. */
  wallNow: number;
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
  /** Whether names are forgotten, those that are known already included. */
  hidesNames: boolean;
};

export type ScanFlowEvent = Moment &
  (
    | { is: 'scan-noticed' }
    | ({ is: 'scan-started'; giveUpMs: number } & ScanMark)
    | { is: 'scan-answered'; sequence: number; answer: ScanAnswer }
    /** The core could not be reached, so the scan was not saved. */
    | { is: 'scan-failed'; sequence: number }
    /** A steward has seen the result that stays. */
    | { is: 'result-cleared' }
    /** Names are to be kept off the screen from now on, or no longer. */
    | { is: 'names-hidden'; hidden: boolean }
    | { is: 'time-passed' }
  );

export const NO_SCANS: ScanFlow = {
  now: 0,
  wallNow: 0,
  open: [],
  result: null,
  lastScans: [],
  answeredUpTo: 0,
  repeats: 0,
  refusals: 0,
  noticedUntil: null,
  hidesNames: false,
};

/**
 * The flow after an event. The newest scan owns the screen. An answer to an older scan is shown only if all newer ones
 * turn out to be repeats, so that nobody takes another person's result for their own.
 */
export function nextFlow(before: ScanFlow, event: ScanFlowEvent): ScanFlow {
  const flow = { ...before, now: Math.max(before.now, event.at), wallNow: event.wallAt };
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
    case 'names-hidden':
      return event.hidden ? withoutNames(flow) : { ...flow, hidesNames: false };
    case 'time-passed':
      return giveUp(expire(flow));
  }
}

const NOT_TAKEN = {
  outcome: 'not-saved',
  reason: null,
  name: null,
  first: null,
  passBack: null,
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
  first: null,
  passBack: null,
};

type Told = Pick<ScanAnswer, 'outcome' | 'reason' | 'name' | 'first' | 'passBack' | 'scanId'>;

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

/** A name that was shown before must not come back by itself, so it isn't kept. */
function withoutNames(flow: ScanFlow): ScanFlow {
  const lastScans = flow.lastScans.map((each) => ({ ...each, name: null }));
  const result = flow.result && { ...flow.result, name: null };
  return { ...flow, hidesNames: true, lastScans, result };
}

/** Null for a repeat, and for a refusal at a closed entrance. */
function resultOf(
  { now, wallNow, hidesNames }: ScanFlow,
  scan: ScanMark,
  told: Told,
): ShownResult | null {
  const { sequence, codeTail, stays } = scan;
  const { outcome, reason, first, passBack, scanId } = told;
  // The answer may have left the core before it knew.
  const name = hidesNames ? null : told.name;
  if (outcome === 'ignored' || outcome === null) return null;
  const until = stays ? Number.POSITIVE_INFINITY : now + STAY_MS[lookOf({ outcome, passBack })];
  const mark = { sequence, codeTail, stays, answeredAt: now, answeredWallAt: wallNow };
  return { ...mark, outcome, reason, name, first, passBack, scanId, until, isAssumed: false };
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
    const [newest, ...older] = told.lastScans;
    if (!newest) return told;
    // A steward sees it below a newer scan's as well, and the core may answer after all.
    const assumed = { ...newest, isAssumed: true, until: told.now + ASSUMED_STAY_MS };
    const isShown = told.result?.sequence === sequence;
    return { ...told, lastScans: [assumed, ...older], result: isShown ? assumed : told.result };
  }, flow);
}

/** Scans that may still take the screen. */
export function awaited(flow: ScanFlow): readonly OpenScan[] {
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
