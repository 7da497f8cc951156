import type { ScanAnswer } from '../../shared/bridge/bridge.ts';
import type { Outcome } from '../../shared/scan/outcome.ts';

/** An outcome that takes the screen; `ignored` never does. */
export type ShownOutcome = Exclude<Outcome, 'ignored'>;

/** How long a result stays, in milliseconds, unless the next scan comes first. Whoever must act gets longer. */
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
 * An answer that comes sooner than this needs no "Checking…" before it: two pictures in a blink are worse than one. With
 * the time to paint it, whoever scans sees within 100 ms that the scan was heard.
 */
export const CHECKING_SHOWN_AFTER_MS = 60;

/**
 * The core answers within its own wait, at most 8 s, unless a disk hangs that is to take the scan: beyond this the person
 * is sent to staff, since nobody knows whether it ever will.
 */
export const GIVE_UP_MS = 10_000;

/** The same where the core is known to be out of reach: nobody should stand there for nothing. */
export const GIVE_UP_UNREACHABLE_MS = 1500;

/** For how long at most such a word stays while the core may still say what is true. */
export const ASSUMED_STAY_MS = 30_000;

/** What a person is told of one scan. Times are monotonic milliseconds. */
export type ShownResult = {
  sequence: number;
  outcome: ShownOutcome;
  reason: ScanAnswer['reason'];
  name: string | null;
  scanId: string | null;
  answeredAt: number;
  until: number;
  /** The core has not spoken: what it says takes the place of this. */
  isAssumed: boolean;
};

type OpenScan = { sequence: number; startedAt: number; giveUpAt: number };

/** The scan screen's local state: which scans are under way, and the newest result. */
export type ScanFlow = {
  now: number;
  /** Without an answer yet, oldest first. */
  open: readonly OpenScan[];
  result: ShownResult | null;
  /** The newest scan that has a result, also after the result has left the screen. */
  answeredUpTo: number;
  /** Repeats so far: each is one quiet cue. */
  repeats: number;
};

export type ScanFlowEvent =
  | { is: 'scan-started'; sequence: number; at: number; giveUpMs: number }
  | { is: 'scan-answered'; sequence: number; at: number; answer: ScanAnswer }
  /** The core could not be asked: the scan was not taken. */
  | { is: 'scan-failed'; sequence: number; at: number }
  | { is: 'time-passed'; at: number };

export const NO_SCANS: ScanFlow = { now: 0, open: [], result: null, answeredUpTo: 0, repeats: 0 };

/**
 * The flow after an event. The newest scan owns the screen: an answer to an older one is shown only where all newer
 * ones turn out to be repeats, so nobody takes another person's result for their own.
 */
export function nextFlow(before: ScanFlow, event: ScanFlowEvent): ScanFlow {
  const flow = { ...before, now: Math.max(before.now, event.at) };
  switch (event.is) {
    case 'scan-started': {
      const { sequence, at, giveUpMs } = event;
      return {
        ...flow,
        open: [...flow.open, { sequence, startedAt: at, giveUpAt: at + giveUpMs }],
      };
    }
    case 'scan-answered':
      return settle(flow, event.sequence, event.answer);
    case 'scan-failed':
      return settle(flow, event.sequence, NOT_TAKEN);
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

type Told = Pick<ScanAnswer, 'outcome' | 'reason' | 'name' | 'scanId'>;

function settle(flow: ScanFlow, sequence: number, told: Told): ScanFlow {
  if (!flow.open.some((scan) => scan.sequence === sequence)) return correct(flow, sequence, told);
  const open = flow.open.filter((scan) => scan.sequence !== sequence);
  if (told.outcome === 'ignored') return { ...flow, open, repeats: flow.repeats + 1 };
  if (sequence < flow.answeredUpTo) return { ...flow, open };
  return { ...flow, open, answeredUpTo: sequence, result: resultOf(flow, sequence, told) };
}

function resultOf({ now }: ScanFlow, sequence: number, told: Told): ShownResult | null {
  const { outcome, reason, name, scanId } = told;
  if (outcome === 'ignored') return null;
  const until = now + STAY_MS[outcome];
  return { sequence, outcome, reason, name, scanId, answeredAt: now, until, isAssumed: false };
}

/** The core speaks after all: the truth takes the place of what was assumed, while that is the newest word. */
function correct(flow: ScanFlow, sequence: number, told: Told): ScanFlow {
  const { result } = flow;
  if (!result?.isAssumed || result.sequence !== sequence) return flow;
  const repeats = flow.repeats + Number(told.outcome === 'ignored');
  return { ...flow, repeats, result: resultOf(flow, sequence, told) };
}

function expire(flow: ScanFlow): ScanFlow {
  return flow.result && flow.result.until <= flow.now ? { ...flow, result: null } : flow;
}

function giveUp(flow: ScanFlow): ScanFlow {
  const lost = flow.open.filter((scan) => scan.giveUpAt <= flow.now);
  return lost.reduce((after, { sequence }) => {
    const told = settle(after, sequence, NOT_TAKEN);
    if (told.result?.sequence !== sequence) return told;
    const until = told.now + ASSUMED_STAY_MS;
    return { ...told, result: { ...told.result, isAssumed: true, until } };
  }, flow);
}

/** Scans that may still take the screen. */
function awaited(flow: ScanFlow): readonly OpenScan[] {
  return flow.open.filter((scan) => scan.sequence > flow.answeredUpTo);
}

/** When the flow next changes by time alone; null where it doesn't. */
export function nextChangeAt(flow: ScanFlow): number | null {
  const times = flow.open.map((scan) => scan.giveUpAt);
  if (flow.result) times.push(flow.result.until);
  const [first] = awaited(flow);
  const showsAt = first ? first.startedAt + CHECKING_SHOWN_AFTER_MS : 0;
  if (showsAt > flow.now) times.push(showsAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** What the screen shows: `mark` is true at once, `picture` leaves out a "Checking…" too short to be read. */
export type ScanView = {
  mark: ShownOutcome | 'idle' | 'checking';
  picture: { is: 'idle' } | { is: 'checking' } | { is: 'result'; result: ShownResult };
};

/** The view that follows from a flow. */
export function viewOf(flow: ScanFlow): ScanView {
  const { result, now } = flow;
  const standing = result ? ({ is: 'result', result } as const) : ({ is: 'idle' } as const);
  const [first] = awaited(flow);
  if (!first) return { mark: result?.outcome ?? 'idle', picture: standing };
  // A result that came after the newest scan began has never been on screen, and must not flash up now.
  const stoodBefore = !result || result.answeredAt <= first.startedAt;
  const soon = now < first.startedAt + CHECKING_SHOWN_AFTER_MS;
  return { mark: 'checking', picture: soon && stoodBefore ? standing : { is: 'checking' } };
}
