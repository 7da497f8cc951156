import { KINDS, type Kind } from '../../shared/outcome.ts';
import type { Standing } from '../connection/standing.ts';

/** Rejections in a row that stop the backlog: a wrong address or a wrong event, not ten bad badges. */
export const REJECTION_LIMIT = 10;

/** Attempts at once while someone at the kiosk waits for an answer: theirs comes first. */
const LIMIT_WHILE_WAITING = 2;

/** What the next step of the worker depends on. Times are monotonic milliseconds. */
export type SyncView = {
  now: number;
  standing: Standing;
  /** Attempts of the worker under way, by kind. */
  inFlight: Record<Kind, number>;
  /** When the first waiting scan of a kind is due, in the past where one is; null where none waits. */
  dueAt: Record<Kind, number | null>;
  /** Attempts at once that Confera takes without complaint. */
  limit: number;
  peopleWaiting: number;
  rejectedInARow: number;
};

export type SyncPlan =
  /** Ask `health`, then send one scan alone. */
  | { do: 'probe' }
  /** Send up to `limit` scans of these kinds. */
  | { do: 'send'; kinds: Kind[]; limit: number }
  /** Nothing before this moment, or before something changes (null). */
  | { do: 'wait'; until: number | null };

/** What the worker does next. */
export function planSync(view: SyncView): SyncPlan {
  const { now, standing, inFlight } = view;
  const busy = inFlight.badge + inFlight.attendance;

  if (now < standing.pausedUntil) return { do: 'wait', until: standing.pausedUntil };
  if (standing.offline) {
    if (busy > 0) return { do: 'wait', until: null };
    return now < standing.offline.nextAt
      ? { do: 'wait', until: standing.offline.nextAt }
      : { do: 'probe' };
  }
  const room = roomFor(view) - busy;
  if (isBacklogStopped(view) || room <= 0) return { do: 'wait', until: null };

  const starts = KINDS.flatMap((kind) => {
    const at = startOf(view, kind);
    return at === null ? [] : [{ kind, at, trial: standing.blocked[kind] !== null }];
  });
  const due = starts.filter(({ at }) => at <= now);
  const trial = due.find((start) => start.trial);
  if (trial) return { do: 'send', kinds: [trial.kind], limit: 1 };
  if (due.length > 0) return { do: 'send', kinds: due.map(({ kind }) => kind), limit: room };
  return { do: 'wait', until: starts.length > 0 ? Math.min(...starts.map(({ at }) => at)) : null };
}

/** When a scan of this kind may go out next; null while none waits or a blocked kind is being tried. */
function startOf({ standing, inFlight, dueAt }: SyncView, kind: Kind): number | null {
  const at = dueAt[kind];
  const blocked = standing.blocked[kind];
  if (at === null || !blocked) return at;
  return inFlight[kind] > 0 ? null : Math.max(at, blocked.nextAt);
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
