import { type Connection, KINDS, type Kind, type Reason } from '../../../shared/scan/outcome.ts';
import { backoffMs, waitMs } from './backoff.ts';
import type { Effect } from './classify-answer.ts';

/** Different rows in a row that met a failing server before the device counts as offline. */
export const TROUBLED_ROWS = 5;

/** Something that is tried alone from time to time until it succeeds. Times are monotonic milliseconds. */
type Trial = { reason: Reason; failures: number; nextAt: number };

/**
 * How the device stands with Confera: in reach or not, which kinds are refused, and until when it was asked to
 * wait. Everything here is about the device, never about one scan.
 */
export type Standing = {
  /** Null while Confera is in reach. */
  offline: Trial | null;
  blocked: Record<Kind, Trial | null>;
  /** Monotonic milliseconds; in the past where nothing is paused. */
  pausedUntil: number;
  /** Pauses in a row that named no time: they set the backoff. */
  pauses: number;
  /** Rows that met a failing server since Confera last gave a verdict. */
  troubledRows: readonly number[];
};

/** At start the device counts as online: the first scan is always tried. */
export const START: Standing = {
  offline: null,
  blocked: { badge: null, attendance: null },
  pausedUntil: 0,
  pauses: 0,
  troubledRows: [],
};

/** An attempt's effect, with what is needed to judge it. `rowId` is null for a health probe. */
export type Observation = {
  effect: Effect;
  kind: Kind | null;
  rowId: number | null;
  /** Monotonic milliseconds. */
  now: number;
  /** A draw from [0, 1) for the jitter. */
  random: number;
};

/** The standing after an attempt: the same object where nothing has changed. */
export function observe(standing: Standing, seen: Observation): Standing {
  const { effect } = seen;
  switch (effect.kind) {
    case 'answered':
    case 'rejected':
    case 'conflict':
      if (isUntroubled(standing)) return standing;
      return { ...reached(standing, seen), blocked: unblock(standing, seen.kind) };
    case 'reached':
      return isUntroubled(standing) ? standing : reached(standing, seen);
    case 'unreachable':
      return { ...standing, offline: fail(standing.offline, 'no-network', seen) };
    case 'server-trouble':
      return observeTrouble(standing, seen);
    case 'rate-limited':
      return observePause(standing, effect.retryAfterMs, seen);
    case 'key-refused': {
      const blocked = fail(
        standing.blocked.badge ?? standing.blocked.attendance,
        'key-refused',
        seen,
      );
      return { ...reached(standing, seen), blocked: { badge: blocked, attendance: blocked } };
    }
    case 'not-allowed':
      return observeNotAllowed(standing, seen);
  }
}

/** What a person at the kiosk is told at once, without asking Confera; null where it is asked. */
export function answerWithoutAsking(
  standing: Standing,
  kind: Kind,
  now: number,
): { outcome: 'queued' | 'attention'; reason: Reason } | null {
  const blocked = standing.blocked[kind];
  if (blocked) return { outcome: 'attention', reason: blocked.reason };
  if (standing.offline) return { outcome: 'queued', reason: standing.offline.reason };
  if (now < standing.pausedUntil) return { outcome: 'queued', reason: 'rate-limited' };
  return null;
}

/** The one word for screens and scripts. A refusal comes first: only a person can end it. */
export function connectionOf(standing: Standing): Connection {
  if (KINDS.some((kind) => standing.blocked[kind])) return 'blocked';
  return standing.offline ? 'offline' : 'online';
}

/** Whether an answer has nothing to lift. */
function isUntroubled({ offline, blocked, pauses, troubledRows }: Standing): boolean {
  const free = !offline && !blocked.badge && !blocked.attendance;
  return free && pauses === 0 && troubledRows.length === 0;
}

/** Confera itself has answered. What it asked for by a pause still holds. */
function reached(standing: Standing, { now }: Observation): Standing {
  const pauses = now < standing.pausedUntil ? standing.pauses : 0;
  return { ...standing, offline: null, troubledRows: [], pauses };
}

/** Why the device isn't online; null where it is. */
export function reasonOf({ blocked, offline }: Standing): Reason | null {
  return (blocked.badge ?? blocked.attendance ?? offline)?.reason ?? null;
}

/** One more failure; what was under way when the first one came counts with it. */
function fail(trial: Trial | null, reason: Reason, { now, random }: Observation): Trial {
  if (trial && now < trial.nextAt) return { ...trial, reason };
  const failures = (trial?.failures ?? 0) + 1;
  return { reason, failures, nextAt: now + backoffMs(failures, random) };
}

function observeTrouble(standing: Standing, seen: Observation): Standing {
  if (standing.offline) {
    return { ...standing, offline: fail(standing.offline, 'server-trouble', seen) };
  }
  const { rowId } = seen;
  const known = rowId === null || standing.troubledRows.includes(rowId);
  const troubledRows = known ? standing.troubledRows : [...standing.troubledRows, rowId];
  return troubledRows.length < TROUBLED_ROWS
    ? { ...standing, troubledRows }
    : { ...standing, troubledRows: [], offline: fail(null, 'server-trouble', seen) };
}

function observePause(standing: Standing, asked: number | undefined, seen: Observation): Standing {
  const pauses = seen.now < standing.pausedUntil ? standing.pauses : standing.pauses + 1;
  const until = seen.now + waitMs(asked, backoffMs(pauses, seen.random));
  return { ...standing, pauses, pausedUntil: Math.max(standing.pausedUntil, until) };
}

/** The key is known, so whatever blocks the other kind, it isn't the key. */
function observeNotAllowed(standing: Standing, seen: Observation): Standing {
  const blocked = unblock(standing, null);
  if (seen.kind) blocked[seen.kind] = fail(standing.blocked[seen.kind], 'not-allowed', seen);
  return { ...reached(standing, seen), blocked };
}

/** A verdict of Confera's lifts a refused key, and what was not allowed for the verdict's kind. */
function unblock({ blocked }: Standing, kind: Kind | null): Standing['blocked'] {
  const still = (of: Kind) =>
    of === kind || blocked[of]?.reason === 'key-refused' ? null : blocked[of];
  return { badge: still('badge'), attendance: still('attendance') };
}
