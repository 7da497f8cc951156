import type { Programme } from '../../../shared/bridge/programme.ts';
import type { Documents } from './documents.ts';
import { nowAndNext } from './now-and-next.ts';

const DAY_MS = 24 * 60 * 60_000;

/** How long the programme is shown without Confera: for a day after the event, in milliseconds. */
const AFTER_EVENT_MS = DAY_MS;

/** The same if Confera hasn't said when the event ends, counted from its last answer. */
const WITHOUT_END_MS = 7 * DAY_MS;

/** Differences between this device's clock and the true time are passed on in whole seconds. */
const SECOND_MS = 1000;

export type ViewFrom = {
  documents: Documents;
  /** When Confera last vouched for the newest of them, in Unix milliseconds; null if there is none. */
  asOf: number | null;
  /** The same for the oldest of those that should have been renewed and were not; null if there is none. */
  overdueAsOf: number | null;
  /** The path of the logo on the page's origin. */
  logo: string | null;
  location: string | null;
  /** The true time, in Unix milliseconds. */
  now: number;
  /** By how much this device's clock is ahead of it, in milliseconds. */
  deviceAhead: number;
};

export type ProgrammeView = {
  programme: Programme | null;
  /** When it changes by itself, in Unix milliseconds; null if it doesn't. */
  changesAt: number | null;
  /** Whether Confera has been out of reach for so long that nothing of it should be kept. */
  isOver: boolean;
};

/** Works out what the idle screen shows at a moment. */
export function viewProgramme(from: ViewFrom): ProgrammeView {
  const { asOf, overdueAsOf, logo, location, now } = from;
  const stale = overdueAsOf !== null;
  const { site, sessions, rooms } = from.documents;
  if (asOf === null) return { programme: null, changesAt: null, isOver: false };
  const until = site.endsAt === null ? asOf + WITHOUT_END_MS : site.endsAt + AFTER_EVENT_MS;
  if (stale && now >= until) return { programme: null, changesAt: null, isOver: true };

  const found = nowAndNext(sessions, { location, rooms }, now);
  const ahead = Math.round(from.deviceAhead / SECOND_MS) * SECOND_MS;
  const programme = {
    name: site.name,
    logo,
    colours: site.colours,
    now: found.now,
    next: found.next,
    asOf: (overdueAsOf ?? asOf) + ahead,
    stale,
  };
  return { programme, changesAt: found.changesAt, isOver: false };
}
