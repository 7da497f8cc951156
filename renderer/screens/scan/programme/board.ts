import type { Programme, ProgrammeSession } from '../../../../shared/bridge/programme.ts';

/** How many sessions are shown at once. More would have to be too small to be read from three metres. */
const ROWS = 3;

/** One part of the board: the sessions that it shows, and how many others there are. */
export type BoardPart = { sessions: readonly ProgrammeSession[]; others: number };

export type Board = {
  now: BoardPart;
  next: BoardPart;
  /** How many turns it takes until every session that is on has been shown. */
  turns: number;
};

/**
 * Which sessions are shown. What is on now comes first, but leaves room for what comes next. If more are on than there
 * is room for, they take turns.
 *
 * @param turn counts up as time passes
 */
export function boardOf({ now, next }: Pick<Programme, 'now' | 'next'>, turn: number): Board {
  const room = next.length > 0 ? ROWS - 1 : ROWS;
  const turns = Math.max(1, Math.ceil(now.length / room));
  // The last turn is filled up with sessions of the one before, so that what comes next doesn't move.
  const from = Math.min((turn % turns) * room, Math.max(0, now.length - room));
  const on = now.slice(from, from + room);
  const coming = next.slice(0, ROWS - on.length);
  return {
    now: { sessions: on, others: now.length - on.length },
    next: { sessions: coming, others: next.length - coming.length },
    turns,
  };
}
