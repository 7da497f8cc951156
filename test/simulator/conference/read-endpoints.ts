import { type Answer, refuses, says } from '../answers.ts';
import type { Scope } from '../scopes.ts';
import { byName, type Conference, type Entry, newestFirst, schedule } from './conference.ts';

/** What can be read with GET, and the scope that the key needs for it. */
export interface ReadEndpoint {
  readonly scope: Scope;
  answer(conference: Conference, query: URLSearchParams): Answer;
}

/** How many entries a page has when the request doesn't say, and at most. */
interface PageSize {
  readonly usual: number;
  readonly most: number;
}

const SCHEDULE_PAGE: PageSize = { usual: 100, most: 500 };
const REGISTRATIONS_PAGE: PageSize = { usual: 50, most: 200 };
const REGISTRATION_FILTERS = ['email', 'status', 'verification_status'] as const;

/** By their paths below `/api/public/v1/`. */
export const READ_ENDPOINTS: Readonly<Record<string, ReadEndpoint>> = {
  'website/site': {
    scope: 'website:read',
    answer: ({ site }) => says({ ok: true, data: site }),
  },
  'events/events': {
    scope: 'events:read',
    answer: ({ events }, query) => page(schedule(events), query, SCHEDULE_PAGE),
  },
  'events/workshops': {
    scope: 'events:read',
    answer: ({ workshops }, query) => page(schedule(workshops), query, SCHEDULE_PAGE),
  },
  'events/venues': {
    scope: 'events:read',
    answer: ({ venues }) => says({ data: byName(venues) }),
  },
  'events/speakers': {
    scope: 'events:read',
    answer: ({ speakers }) => says({ data: byName(speakers) }),
  },
  'exhibition/exhibits': {
    scope: 'exhibition:read',
    answer: ({ exhibits }, query) => page(newestFirst(exhibits), query, SCHEDULE_PAGE),
  },
  'registrations/config': {
    scope: 'registrations:read',
    answer: ({ registrationConfig }) => says({ data: registrationConfig }),
  },
  'registrations/registrations': {
    scope: 'registrations:read',
    answer: ({ registrations }, query) =>
      page(newestFirst(filtered(registrations, query)), query, REGISTRATIONS_PAGE),
  },
};

function page(entries: readonly Entry[], query: URLSearchParams, size: PageSize): Answer {
  const limit = Number(query.get('limit') ?? size.usual);
  const offset = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > size.most) {
    return refuses(400, 'VALIDATION', `limit must be a whole number from 1 to ${size.most}.`);
  }
  if (!Number.isInteger(offset) || offset < 0) {
    return refuses(400, 'VALIDATION', 'offset must be a whole number from 0.');
  }
  return says({ data: entries.slice(offset, offset + limit), pagination: { offset, limit } });
}

/** The entries that agree with every filter in the query. */
function filtered(entries: readonly Entry[], query: URLSearchParams): readonly Entry[] {
  return entries.filter((entry) =>
    REGISTRATION_FILTERS.every((field) => [null, entry[field]].includes(query.get(field))),
  );
}
