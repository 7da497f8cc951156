import { type Connection, KINDS, type Kind, type Reason } from '../../../shared/scan/outcome.ts';
import { backoffMs, waitMs } from './backoff.ts';
import type { Effect } from './classify-answer.ts';

/** How many different scans in succession must meet a failing server before the device counts as offline. */
export const TROUBLED_ROWS = 5;

/** Something that is tried on its own from time to time until it succeeds. Times are in monotonic milliseconds. */
type Trial = { reason: Reason; failures: number; nextAt: number };

/**
 * The device's standing with Confera: whether Confera is in reach, which kinds it refuses, and how long it has asked
 * the device to wait. Everything here is about the device, and nothing is about a single scan.
 */
export type Standing = {
  /** Null as long as Confera is in reach. */
  offline: Trial | null;
  blocked: Record<Kind, Trial | null>;
  /** Monotonic milliseconds. The time lies in the past if nothing is paused. */
  pausedUntil: number;
  /** How many pauses have come in a row. It sets the backoff when Confera names no time. */
  pauses: number;
  /** The rows that have met a failing server since Confera last gave a verdict. */
  troubledRows: readonly number[];
};

/** The standing at the start. The device counts as online, so that the first scan is always tried. */
export const START: Standing = {
  offline: null,
  blocked: { badge: null, attendance: null },
  pausedUntil: 0,
  pauses: 0,
  troubledRows: [],
};

/**
 * The effect of an attempt, with what is needed to judge it. For a request to `health`, `kind` and `rowId` are null.
 */
export type Observation = {
  effect: Effect;
  kind: Kind | null;
  rowId: number | null;
  /** Monotonic milliseconds. */
  now: number;
  /** A draw from [0, 1) for the jitter. */
  random: number;
};

/** Returns the standing after an attempt. It is the same object if nothing has changed. */
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

/**
 * The standing once the device has another key: nothing is refused any more, and if Confera was out of reach, it is
 * tried at once. It is the same object if nothing has changed.
 *
 * @param now monotonic milliseconds
 */
export function withNewKey(standing: Standing, now: number): Standing {
  const { offline, blocked } = standing;
  if (!offline && !blocked.badge && !blocked.attendance) return standing;
  return { ...standing, offline: offline && { ...offline, nextAt: now }, blocked: START.blocked };
}

/** Whether Confera refuses the key itself, and not only one kind of check-in. */
export function isKeyRefused({ blocked }: Standing): boolean {
  return KINDS.some((kind) => blocked[kind]?.reason === 'key-refused');
}

/** Returns what a person at the kiosk is told at once, without asking Confera, or null if Confera is to be asked. */
export function toldWithoutAsking(
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

/**
 * Sums the standing up in one word for screens and scripts. A refusal comes first, because only a person can end it.
 */
export function connectionOf(standing: Standing): Connection {
  if (KINDS.some((kind) => standing.blocked[kind])) return 'blocked';
  return standing.offline ? 'offline' : 'online';
}

/** Whether nothing is in force that an answer could clear. */
function isUntroubled({ offline, blocked, pauses, troubledRows }: Standing): boolean {
  const free = !offline && !blocked.badge && !blocked.attendance;
  return free && pauses === 0 && troubledRows.length === 0;
}

/** The standing once Confera itself has answered. A pause that it asked for still holds. */
function reached(standing: Standing, { now }: Observation): Standing {
  const pauses = now < standing.pausedUntil ? standing.pauses : 0;
  return { ...standing, offline: null, troubledRows: [], pauses };
}

/** Returns why the device isn't online, or null if it is. */
export function reasonOf({ blocked, offline }: Standing): Reason | null {
  return (blocked.badge ?? blocked.attendance ?? offline)?.reason ?? null;
}

/** Counts one more failure. Requests that were under way when an earlier one failed count together with it. */
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

/** Confera knows the key if it answers 403. So whatever blocks the other kind, it isn't the key. */
function observeNotAllowed(standing: Standing, seen: Observation): Standing {
  const blocked = unblock(standing, null);
  if (seen.kind) blocked[seen.kind] = fail(standing.blocked[seen.kind], 'not-allowed', seen);
  return { ...reached(standing, seen), blocked };
}

/** A verdict of Confera's shows that the key is good again, and that the verdict's own kind is allowed. */
function unblock({ blocked }: Standing, kind: Kind | null): Standing['blocked'] {
  const still = (of: Kind) =>
    of === kind || blocked[of]?.reason === 'key-refused' ? null : blocked[of];
  return { badge: still('badge'), attendance: still('attendance') };
}
