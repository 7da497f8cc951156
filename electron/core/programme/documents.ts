import { setImmediate as othersTurn } from 'node:timers/promises';
import { outsideText } from '../../../shared/text/outside-text.ts';
import { withoutEmoji } from '../../../shared/text/without-emoji.ts';
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

/** What Confera has said about the event, as it came. */
export type Given = {
  site: ConferaSite | null;
  venues: readonly ConferaVenue[] | null;
  events: readonly ConferaEvent[] | null;
};

/** So many events are read at a stretch, which takes a few milliseconds. Then a scan may have its turn. */
const STRETCH = 100;

/** Reads the documents. It reads the sessions again only if they, their rooms or their zone have changed. */
export class DocumentReader {
  readonly #reading: Reading;
  #before: { given: Given; rooms: ReadonlyMap<string, string>; documents: Documents };

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#before = {
      given: { site: null, venues: null, events: null },
      rooms: new Map(),
      documents: this.nothing,
    };
  }

  /** What is known before anything was read. */
  get nothing(): Documents {
    return { site: siteFrom({}, this.#reading), sessions: [], rooms: [] };
  }

  /** Reads all that there is. What is missing is empty. */
  async read(given: Given): Promise<Documents> {
    const { given: had, rooms: known, documents: before } = this.#before;
    const site = siteFrom(given.site ?? {}, this.#reading);
    const found =
      given.venues === had.venues ? known : roomsFrom(given.venues ?? [], this.#reading);
    const rooms = areSame(found, known) ? known : found;
    const isSame = given.events === had.events && rooms === known && site.zone === before.site.zone;
    const reading = { ...this.#reading, zone: site.zone };
    const sessions = isSame
      ? before.sessions
      : await sessionsFrom(given.events ?? [], rooms, reading);
    const documents = { site, sessions, rooms: [...rooms.values()] };
    this.#before = { given, rooms, documents };
    return documents;
  }
}

function areSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a === b || JSON.stringify([...a]) === JSON.stringify([...b]);
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
async function sessionsFrom(
  events: readonly ConferaEvent[],
  rooms: ReadonlyMap<string, string>,
  reading: Reading,
): Promise<Session[]> {
  const sessions: Session[] = [];
  for (let from = 0; from < events.length; from += STRETCH) {
    if (from > 0) await othersTurn();
    const stretch = events.slice(from, from + STRETCH);
    sessions.push(...stretch.flatMap((event) => sessionFrom(event, rooms, reading) ?? []));
  }
  return sessions;
}

function sessionFrom(
  { title, start_at, end_at, venue, venue_id: id }: ConferaEvent,
  rooms: ReadonlyMap<string, string>,
  { zone, secrets }: Reading,
): Session | null {
  const shown = clean(title, LONGEST.title, secrets);
  const startsAt = momentOf(start_at, zone);
  if (shown === null || startsAt === null) return null;
  const end = endMomentOf(end_at, zone);
  const named = clean(venue?.name, LONGEST.room, secrets);
  const room = named ?? rooms.get(String(id ?? venue?.id)) ?? null;
  return { title: shown, room, startsAt, endsAt: end !== null && end > startsAt ? end : null };
}

function clean(
  text: string | null | undefined,
  longest: number,
  secrets: readonly string[],
): string | null {
  return outsideText(withoutEmoji(text ?? ''), { secrets, longest }) || null;
}

/** A colour as `#rgb` or `#rrggbb`, and nothing else that a style sheet would understand. */
function colour(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(trimmed) ? trimmed.toLowerCase() : null;
}
