import { KINDS, type Kind } from '../../../shared/scan/outcome.ts';
import type { Standing } from './standing.ts';

/** Different codes rejected in a row that stop the backlog: a wrong address or a wrong event, not ten bad badges. */
export const REJECTION_LIMIT = 10;

/** Attempts at once while someone at the kiosk waits for an answer: theirs comes first. */
const LIMIT_WHILE_WAITING = 2;

/**
 * How many scans are claimed ahead for each attempt that may be under way at once, and how few may be left of them before
 * more are claimed. A disk takes as long to sync a claim as a quick server takes for some thirty answers. Claiming more
 * gained nothing.
 */
const CLAIM_UP_TO = 8;
const CLAIM_BELOW = 4;

/** What the next step of the worker depends on. Times are monotonic milliseconds. */
export type SyncView = {
  now: number;
  standing: Standing;
  /** Attempts of the worker under way, by kind. */
  inFlight: Record<Kind, number>;
  /** Scans claimed and not yet under way, by kind. */
  claimed: Record<Kind, number>;
  /** When the first scan of a kind that waits unclaimed is due, in the past where one is; null where none waits. */
  dueAt: Record<Kind, number | null>;
  /** Attempts at once that Confera takes without complaint. */
  limit: number;
  peopleWaiting: number;
  /** Different codes. */
  rejectedInARow: number;
  /**
   * What is to be done about the times of the scans that wait: settle them, now that Confera's clock is known, or ask
   * for it before attendance is sent, which carries a day.
   */
  times: 'set' | 'to-set' | 'to-ask-for';
};

export type SyncPlan =
  /** Settle when scans were made. */
  | { do: 'set-times' }
  /** Ask `health` for the time. */
  | { do: 'ask-time' }
  /** Ask `health`, then send one scan alone. */
  | { do: 'probe' }
  /** Send up to `limit` scans of these kinds, and claim more of them: the next ones needn't wait for the disk then. */
  | { do: 'send'; kinds: Kind[]; limit: number; claim: number }
  /** Send one scan of a refused kind alone. */
  | { do: 'try'; kind: Kind }
  /** As many are under way as may be. */
  | { do: 'go-on' }
  /** Nothing before this moment, or before something changes (null). */
  | { do: 'wait'; until: number | null };

/** What the worker does next. */
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

/** When a scan of this kind may go out next; null while none waits or a blocked kind is being tried. */
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

/** Never more at once than may still be rejected, so that the limit is not overrun by what is under way. */
function roomFor({ limit, peopleWaiting, rejectedInARow }: SyncView): number {
  const atOnce = peopleWaiting > 0 ? Math.min(limit, LIMIT_WHILE_WAITING) : limit;
  return Math.min(atOnce, REJECTION_LIMIT - rejectedInARow);
}
