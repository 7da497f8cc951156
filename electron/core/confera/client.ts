import { randomUUID } from 'node:crypto';
import { callsTo } from './call.ts';
import type { CallOptions, ConferaClientOptions, WriteOptions } from './options.ts';
import { pagesOf } from './pages.ts';
import {
  type PageArguments,
  pageQuery,
  type RegistrationFilter,
  registrationQuery,
} from './query.ts';
import { type Read, readsBy } from './read.ts';
import {
  eventList,
  exhibitList,
  registrationConfig,
  registrationList,
  site,
  speakerList,
  venueList,
  workshopList,
} from './schemas.ts';

export type BadgeCheckin = { qr: string; location?: string };
/** `dayDate` is the day at the venue, as YYYY-MM-DD. */
export type AttendanceCheckin = { qr: string; location?: string; dayDate?: string };

/**
 * Creates a client of Confera's public API, compatible with `@confera/sdk` as far as that is documented.
 *
 * Every call resolves with the response's JSON object, or rejects with a {@link ConferaApiError}. A read resolves with
 * an object that has `data`, in which any field may be missing. Redirects are never followed. Creating a client never
 * throws: without a base URL or a key, its calls reject with kind `notConfigured`.
 */
export function createConferaPublicClient(options: ConferaClientOptions) {
  const call = callsTo(options);
  const read = readsBy(call);
  const write = (endpoint: string, body: object, options: WriteOptions = {}) => {
    const idempotencyKey = options.idempotencyKey ?? randomUUID();
    return call({
      method: 'POST',
      endpoint,
      body,
      mayBeCached: false,
      options: { ...options, idempotencyKey },
    });
  };

  return {
    /** Confirms that the key works. */
    health: (options: CallOptions = {}) =>
      call({ method: 'GET', endpoint: 'health', mayBeCached: false, options }),
    badges: {
      /** Needs the scope `badges:write`. Checking a badge in a second time gives a 409. */
      checkin: (body: BadgeCheckin, options?: WriteOptions) =>
        write('badges/checkin', body, options),
    },
    attendance: {
      /** Needs the scope `attendance:write`. Without `dayDate` the server uses its own day. */
      checkin: (body: AttendanceCheckin, options?: WriteOptions) =>
        write('attendance/checkin', body, options),
    },
    website: {
      /** The conference's name, logo and colours. Needs the scope `website:read`. */
      getSite: (options?: CallOptions) => read('website/site', site, options),
    },
    /** All of these need the scope `events:read`. */
    events: eventReads(read),
    exhibition: {
      /** One page of the exhibits, the newest first. Needs the scope `exhibition:read`. */
      listExhibits: (page: PageArguments = {}, options?: CallOptions) =>
        read('exhibition/exhibits', exhibitList, options, () =>
          pageQuery('exhibition.listExhibits', page),
        ),
    },
    /** Both of these need the scope `registrations:read`. */
    registrations: registrationReads(read),
  };
}

export type ConferaClient = ReturnType<typeof createConferaPublicClient>;

/** The reads of the event's programme. */
function eventReads(read: Read) {
  const list = (page: PageArguments = {}, options?: CallOptions) =>
    read('events/events', eventList, options, () => pageQuery('events.list', page));

  return {
    /** One page of the published events, the earliest first. At most 500, and 100 if no limit is given. */
    list,
    /**
     * All published events, page by page: `for await (const { data } of confera.events.pages()) …`. The limit is the
     * size of a page, and the offset is where to begin.
     */
    pages: (page?: PageArguments, options?: CallOptions) =>
      pagesOf((page) => list(page, options), page),
    /** The rooms, sorted by name. */
    listVenues: (options?: CallOptions) => read('events/venues', venueList, options),
    /** The speakers, sorted by name. */
    listSpeakers: (options?: CallOptions) => read('events/speakers', speakerList, options),
    /** One page of the published workshops. The limits are those of the events. */
    listWorkshops: (page: PageArguments = {}, options?: CallOptions) =>
      read('events/workshops', workshopList, options, () =>
        pageQuery('events.listWorkshops', page),
      ),
  };
}

/** The reads of the registrations. */
function registrationReads(read: Read) {
  return {
    /** Ticket types, fields and the phase that is open. */
    getConfig: (options?: CallOptions) => read('registrations/config', registrationConfig, options),
    /** One page of the registrations. At most 200, and 50 if no limit is given. */
    list: (filter: RegistrationFilter = {}, options?: CallOptions) =>
      read('registrations/registrations', registrationList, options, () =>
        registrationQuery('registrations.list', filter),
      ),
  };
}
