import type { Session } from './documents.ts';

const HOUR_MS = 60 * 60_000;

/** A session whose end isn't known counts as over after an hour, or when the next one begins in its room. */
const USUAL_LENGTH_MS = HOUR_MS;

/** Later sessions aren't announced: the screen shows times of day, which are clear within a day only. */
const AHEAD_MS = 24 * HOUR_MS;

/** How many sessions are passed on at most. The screen shows as many of them as fit. */
const MOST = { now: 12, next: 6 };

export type NowAndNext = {
  /** What is on, by its start. */
  now: Session[];
  /** What begins next, by its start. */
  next: Session[];
  /** When this changes, in Unix milliseconds; null if it doesn't. */
  changesAt: number | null;
};

export type Place = {
  /** Where this kiosk stands, as staff have named it. */
  location: string | null;
  /** The names of all venues. */
  rooms: readonly string[];
};

/**
 * What is on at a moment, and what comes next: in this kiosk's room, if the event has a room of that name, otherwise in
 * the whole event.
 *
 * @param at Unix milliseconds
 */
export function nowAndNext(sessions: readonly Session[], place: Place, at: number): NowAndNext {
  const here = inPlace(sessions, place).toSorted(
    (a, b) => a.startsAt - b.startsAt || (a.title < b.title ? -1 : 1),
  );
  const ends = endsOf(here);
  const now = here.filter(({ startsAt }, i) => startsAt <= at && at < (ends[i] ?? 0));
  const next = here.filter(({ startsAt }) => startsAt > at && startsAt <= at + AHEAD_MS);
  const starts = here.flatMap(({ startsAt }) => [startsAt - AHEAD_MS, startsAt]);
  const later = [...starts, ...ends].filter((moment) => moment > at);
  return {
    now: now.slice(0, MOST.now),
    next: next.slice(0, MOST.next),
    changesAt: later.length > 0 ? Math.min(...later) : null,
  };
}

function inPlace(sessions: readonly Session[], { location, rooms }: Place): readonly Session[] {
  const wanted = location === null ? '' : plain(location);
  const known = [...rooms, ...sessions.flatMap(({ room }) => room ?? [])];
  if (wanted === '' || !known.some((room) => plain(room) === wanted)) return sessions;
  return sessions.filter(({ room }) => room !== null && plain(room) === wanted);
}

/** A name as people compare it: by its letters, large or small. */
const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase();

/**
 * When each session is over.
 *
 * @param sorted all sessions of the place, by their start
 */
function endsOf(sorted: readonly Session[]): number[] {
  // From the last one on, the earliest start in each room, and the earliest one after that.
  const rooms = new Map<string, { start: number; following: number }>();
  const ends: number[] = [];
  for (const { startsAt, endsAt, room } of sorted.toReversed()) {
    let following = Number.POSITIVE_INFINITY;
    if (room !== null) {
      const later = rooms.get(room);
      if (later) following = later.start > startsAt ? later.start : later.following;
      rooms.set(room, { start: startsAt, following });
    }
    ends.push(endsAt ?? Math.min(startsAt + USUAL_LENGTH_MS, following));
  }
  return ends.reverse();
}
