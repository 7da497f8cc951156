import { outsideText } from '../../../shared/text/outside-text.ts';
import type { ConferaEvent, ConferaSite, ConferaVenue } from '../confera/schemas.ts';
import { endMomentOf, isZone, momentOf } from './venue-time.ts';

/** The longest texts, in characters. The screen cuts them to the room that it has. */
const LONGEST = { name: 100, title: 160, room: 80 };

/** What is kept of the site document. */
export type EventSite = {
  name: string | null;
  /** As the document has it; it may lead anywhere. */
  logoUrl: string | null;
  colours: { primary: string | null; accent: string | null };
  /** The zone of times that name none. */
  zone: string;
  /** When the event is over, in Unix milliseconds; null if that isn't known. */
  endsAt: number | null;
};

/** One session, cleaned. Times are in Unix milliseconds. */
export type Session = {
  title: string;
  room: string | null;
  startsAt: number;
  endsAt: number | null;
};

export type Reading = {
  /** The venue's zone by this kiosk's settings. */
  zone: string;
  /** Texts that must not come out again. */
  secrets: readonly string[];
};

/** What Confera has said about the event, cleaned. */
export type Documents = {
  site: EventSite;
  sessions: readonly Session[];
  /** The names of all venues. */
  rooms: readonly string[];
};

/** Reads all documents. What is missing is empty. */
export function readDocuments(
  given: {
    site: ConferaSite | null;
    venues: readonly ConferaVenue[] | null;
    events: readonly ConferaEvent[] | null;
  },
  reading: Reading,
): Documents {
  const site = siteFrom(given.site ?? {}, reading);
  const rooms = roomsFrom(given.venues ?? [], reading);
  const sessions = sessionsFrom(given.events ?? [], rooms, { ...reading, zone: site.zone });
  return { site, sessions, rooms: [...rooms.values()] };
}

function siteFrom(site: ConferaSite, { zone: ours, secrets }: Reading): EventSite {
  const theirs = site.timezone?.trim() ?? '';
  const zone = theirs !== '' && isZone(theirs) ? theirs : ours;
  return {
    name: clean(site.name, LONGEST.name, secrets),
    logoUrl: site.logo_url?.trim() || null,
    colours: { primary: colour(site.primary_color), accent: colour(site.accent_color) },
    zone,
    endsAt: endMomentOf(site.end_date, zone),
  };
}

/** The names of the venues, by their ids. */
function roomsFrom(
  venues: readonly ConferaVenue[],
  { secrets }: Pick<Reading, 'secrets'>,
): ReadonlyMap<string, string> {
  const rooms = new Map<string, string>();
  for (const { id, name } of venues) {
    const clear = clean(name, LONGEST.room, secrets);
    if (id !== null && id !== undefined && clear !== null) rooms.set(String(id), clear);
  }
  return rooms;
}

/** Reads the events. One without a title or a time of its beginning can't be shown, and is left out. */
function sessionsFrom(
  events: readonly ConferaEvent[],
  rooms: ReadonlyMap<string, string>,
  { zone, secrets }: Reading,
): Session[] {
  return events.flatMap(({ title, start_at, end_at, venue, venue_id: id }) => {
    const shown = clean(title, LONGEST.title, secrets);
    const startsAt = momentOf(start_at, zone);
    if (shown === null || startsAt === null) return [];
    const end = endMomentOf(end_at, zone);
    const named = clean(venue?.name, LONGEST.room, secrets);
    const room = named ?? rooms.get(String(id ?? venue?.id)) ?? null;
    return [{ title: shown, room, startsAt, endsAt: end !== null && end > startsAt ? end : null }];
  });
}

function clean(
  text: string | null | undefined,
  longest: number,
  secrets: readonly string[],
): string | null {
  return outsideText(text ?? '', { secrets, longest }) || null;
}

/** A colour as `#rgb` or `#rrggbb`, and nothing else that a style sheet would understand. */
function colour(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(trimmed) ? trimmed.toLowerCase() : null;
}
