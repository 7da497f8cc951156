import { type Answer, refuses, says } from './answers.ts';

/** The conference that the read endpoints tell of. */
export const site = {
  id: 'site-1',
  name: 'Harbour Conference',
  tagline: 'Two days by the water',
  time_zone: 'Asia/Karachi',
};

export const venues = [
  { id: 'venue-1', name: 'Main hall', capacity: 800 },
  { id: 'venue-2', name: 'Studio', capacity: 90 },
];

export const speakers = [
  { id: 'speaker-1', name: 'Ayesha Khan', title: 'Harbour engineer' },
  { id: 'speaker-2', name: 'José Ángel Núñez', title: 'Cartographer' },
];

/** Published events, ordered by `start_at`. */
const events = [
  {
    id: 'event-1',
    title: 'Opening',
    start_at: '2026-02-03T04:00:00Z',
    end_at: '2026-02-03T05:00:00Z',
    venue_id: 'venue-1',
    speaker_ids: ['speaker-1'],
  },
  {
    id: 'event-2',
    title: 'Drawing coastlines',
    start_at: '2026-02-03T06:00:00Z',
    end_at: '2026-02-03T07:30:00Z',
    venue_id: 'venue-2',
    speaker_ids: ['speaker-2'],
  },
  {
    id: 'event-3',
    title: 'Closing',
    start_at: '2026-02-04T11:00:00Z',
    end_at: '2026-02-04T12:00:00Z',
    venue_id: 'venue-1',
    speaker_ids: ['speaker-1', 'speaker-2'],
  },
];

/** One page of the events: `limit` 1–500 (default 100), `offset` from 0. */
export function listEvents(query: URLSearchParams): Answer {
  const limit = Number(query.get('limit') ?? 100);
  const offset = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) {
    return refuses(400, 'VALIDATION', 'limit must be a whole number from 1 to 500.');
  }
  if (!Number.isInteger(offset) || offset < 0) {
    return refuses(400, 'VALIDATION', 'offset must be a whole number from 0.');
  }
  return says({ data: events.slice(offset, offset + limit), pagination: { offset, limit } });
}
