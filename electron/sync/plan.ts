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
  pending: Record<Kind, number>;
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
  const { now, standing, pending, inFlight } = view;
  const busy = inFlight.badge + inFlight.attendance;

  if (now < standing.pausedUntil) return { do: 'wait', until: standing.pausedUntil };
  if (standing.offline) {
    if (busy > 0) return { do: 'wait', until: null };
    return now < standing.offline.nextAt
      ? { do: 'wait', until: standing.offline.nextAt }
      : { do: 'probe' };
  }
  if (isBacklogStopped(view)) return { do: 'wait', until: null };

  const room = roomFor(view) - busy;
  if (room <= 0) return { do: 'wait', until: null };
  const waiting = KINDS.filter((kind) => pending[kind] > 0);
  const trial = waiting.find((kind) => {
    const blocked = standing.blocked[kind];
    return blocked && now >= blocked.nextAt && inFlight[kind] === 0;
  });
  if (trial) return { do: 'send', kinds: [trial], limit: 1 };

  const kinds = waiting.filter((kind) => !standing.blocked[kind]);
  if (kinds.length > 0) return { do: 'send', kinds, limit: room };

  const trials = waiting.flatMap((kind) => {
    const blocked = standing.blocked[kind];
    return blocked && inFlight[kind] === 0 ? [blocked.nextAt] : [];
  });
  return { do: 'wait', until: trials.length > 0 ? Math.min(...trials) : null };
}

/** Whether the backlog waits for a person to look at what was rejected. */
export function isBacklogStopped({ rejectedInARow }: Pick<SyncView, 'rejectedInARow'>): boolean {
  return rejectedInARow >= REJECTION_LIMIT;
}

/** Never more at once than may still be rejected, so that the limit is not overrun by what is under way. */
function roomFor({ limit, peopleWaiting, rejectedInARow }: SyncView): number {
  const kind = peopleWaiting > 0 ? Math.min(limit, LIMIT_WHILE_WAITING) : limit;
  return Math.min(kind, REJECTION_LIMIT - rejectedInARow);
}
