import { KINDS, type Kind } from '../../../shared/scan/outcome.ts';
import type { Standing } from './standing.ts';

/**
 * This many different codes rejected in a row stop the backlog: a wrong address or event is likelier than ten bad
 * badges.
 */
export const REJECTION_LIMIT = 10;

/**
 * How many attempts the backlog may have under way while someone waits at the kiosk: that person's answer comes first.
 */
const LIMIT_WHILE_WAITING = 2;

/**
 * How many scans are claimed ahead for each attempt that may be under way at once, and how few may be left of them
 * before more are claimed. A disk takes as long to sync a claim as a quick server takes for some thirty answers.
 * Claiming more gained nothing.
 */
const CLAIM_UP_TO = 8;
const CLAIM_BELOW = 4;

/** What the worker's next step depends on. Times are in monotonic milliseconds. */
export type SyncView = {
  now: number;
  standing: Standing;
  /** How many attempts of the worker are under way, by kind. */
  inFlight: Record<Kind, number>;
  /** How many scans are claimed but not under way yet, by kind. */
  claimed: Record<Kind, number>;
  /** When the first unclaimed scan of each kind is due. The time may lie in the past, and is null if none waits. */
  dueAt: Record<Kind, number | null>;
  /** How many attempts at once Confera takes without complaint. */
  limit: number;
  peopleWaiting: number;
  /** How many different codes Confera has rejected since it last took one. */
  rejectedInARow: number;
  /**
   * What is to be done about the times of the waiting scans: nothing, correct them now that Confera's time is known, or
   * ask for that time before attendance is sent, because attendance carries a day.
   */
  times: 'set' | 'to-set' | 'to-ask-for';
};

export type SyncPlan =
  /** Correct the times of the waiting scans. */
  | { do: 'set-times' }
  /** Ask `health` for the time. */
  | { do: 'ask-time' }
  /** Ask `health`, then send one scan alone. */
  | { do: 'probe' }
  /** Send up to `limit` scans of these kinds, and claim more, so that the next ones needn't wait for the disk. */
  | { do: 'send'; kinds: Kind[]; limit: number; claim: number }
  /** Send one scan of a refused kind alone. */
  | { do: 'try'; kind: Kind }
  /** Do nothing: as many attempts are under way as are allowed. */
  | { do: 'go-on' }
  /** Do nothing before this moment, or, if it is null, before something changes. */
  | { do: 'wait'; until: number | null };

/** Decides what the worker does next. */
export function planSync(view: SyncView): SyncPlan {
  const { now, standing, inFlight } = view;
  const busy = inFlight.badge + inFlight.attendance;

  if (view.times === 'to-set') return { do: 'set-times' };
  if (now < standing.pausedUntil) return { do: 'wait', until: standing.pausedUntil };
  if (standing.offline) {
    if (busy > 0) return { do: 'wait', until: null };
    return now < standing.offline.nextAt
      ? { do: 'wait', until: standing.offline.nextAt }
      : { do: 'probe' };
  }
  if (isBacklogStopped(view)) return { do: 'wait', until: null };
  const atOnce = roomFor(view);
  const room = atOnce - busy;
  if (room <= 0) return { do: 'go-on' };

  const starts = KINDS.flatMap((kind) => {
    const at = startOf(view, kind);
    return at === null ? [] : [{ kind, at, trial: standing.blocked[kind] !== null }];
  });
  const due = starts.filter(({ at }) => at <= now);
  const trial = due.find((start) => start.trial);
  if (trial) return { do: 'try', kind: trial.kind };
  if (due.length === 0) {
    return {
      do: 'wait',
      until: starts.length > 0 ? Math.min(...starts.map(({ at }) => at)) : null,
    };
  }
  if (view.times === 'to-ask-for' && due.some(({ kind }) => kind === 'attendance')) {
    return { do: 'ask-time' };
  }
  const claimed = view.claimed.badge + view.claimed.attendance;
  const claim = claimed < CLAIM_BELOW * atOnce ? room + CLAIM_UP_TO * atOnce - claimed : 0;
  return { do: 'send', kinds: due.map(({ kind }) => kind), limit: room, claim };
}

/** Returns when a scan of this kind may be sent next, or null if none waits or if a blocked kind is being tried. */
function startOf(view: SyncView, kind: Kind): number | null {
  const { now, standing, inFlight, claimed, dueAt } = view;
  const at = dueAt[kind];
  const blocked = standing.blocked[kind];
  if (!blocked) return claimed[kind] > 0 ? now : at;
  return at === null || inFlight[kind] > 0 ? null : Math.max(at, blocked.nextAt);
}

/** Whether the backlog waits for a person to look at what was rejected. */
export function isBacklogStopped({ rejectedInARow }: Pick<SyncView, 'rejectedInARow'>): boolean {
  return rejectedInARow >= REJECTION_LIMIT;
}

/**
 * Returns how many attempts may be under way at once: never more than may still be rejected before the backlog stops.
 */
function roomFor({ limit, peopleWaiting, rejectedInARow }: SyncView): number {
  const atOnce = peopleWaiting > 0 ? Math.min(limit, LIMIT_WHILE_WAITING) : limit;
  return Math.min(atOnce, REJECTION_LIMIT - rejectedInARow);
}
