import { DAY_MS } from '../days.ts';
import type { Conference, Entry } from './conference.ts';

const HOUR_MS = 3_600_000;

const MAIN_HALL = { id: 'venue-1', name: 'Main hall' };
const STUDIO = { id: 'venue-2', name: 'Studio' };
const LIBRARY = { id: 'venue-3', name: 'Library' };
type Room = typeof MAIN_HALL;

const AYESHA = { id: 'speaker-1', name: 'Ayesha Khan' };
const JOSE = { id: 'speaker-2', name: 'José Ángel Núñez' };
const FATIMA = { id: 'speaker-3', name: 'فاطمة نور' };
type Speaker = typeof AYESHA;

/** A day of the programme: the hour that a session begins in, counted from the day's first, and how long it takes. */
const DAY: readonly (readonly [
  from: number,
  hours: number,
  title: string,
  room: Room,
  speakers: readonly Speaker[],
])[] = [
  [0, 1, 'Opening', MAIN_HALL, [AYESHA]],
  [1, 1, 'Reading the tides', MAIN_HALL, [JOSE]],
  [1, 1.5, 'Drawing coastlines', STUDIO, [JOSE, FATIMA]],
  [2, 1, 'What a harbour hears', MAIN_HALL, [FATIMA]],
  [2.5, 1.5, 'Ropes, knots and patience: a workshop for beginners', STUDIO, [AYESHA]],
  [3, 1, 'الملاحة بالنجوم', MAIN_HALL, [FATIMA]],
  [3, 2, 'Open archive', LIBRARY, []],
  [4, 1, 'Ships that think', MAIN_HALL, [AYESHA, JOSE]],
  [4, 1.5, 'Lanterns', STUDIO, [FATIMA]],
  [5, 1, 'The price of salt', MAIN_HALL, [JOSE]],
  [6, 2, 'Maps without edges', MAIN_HALL, [AYESHA]],
  [6, 1, 'Mending nets', STUDIO, []],
  [8, 2, 'Evening by the water', MAIN_HALL, []],
];
/** So that something is on, and something comes next, for a while from whenever the simulator is started. */
const BEFORE_NOW_MS = 1.5 * HOUR_MS;
/** Nobody announces a session for 10:07. */
const STEP_MS = 5 * 60_000;

/**
 * A conference of two days. Its first day began an hour and a half ago, in the middle of what is on now.
 *
 * @param now Unix milliseconds
 * @param origin where the pictures are served, as `http://HOST:PORT`
 */
export function sampleConference(now: number, origin: string): Conference {
  const start = Math.floor(now / STEP_MS) * STEP_MS - BEFORE_NOW_MS;
  const iso = (time: number) => new Date(time).toISOString();
  const day = (time: number) => iso(time).slice(0, 10);
  const created = (daysAgo: number) => ({ created_at: iso(start - daysAgo * DAY_MS) });
  const picture = (name: string) => `${origin}/images/${name}`;
  return {
    site: {
      id: 'site-1',
      name: 'Harbour Conference',
      tagline: 'Two days by the water',
      logo_url: picture('logo.png'),
      cover_image_url: picture('cover.webp'),
      primary_color: '#0b4f6c',
      accent_color: '#f4a259',
      timezone: 'Asia/Karachi',
      start_date: day(start),
      end_date: day(start + DAY_MS),
    },
    events: [
      ...[0, 1].flatMap((dayIndex) => sessions(start + dayIndex * DAY_MS, dayIndex)),
      {
        id: 'event-draft',
        title: 'Not decided yet',
        status: 'draft',
        start_at: iso(start + HOUR_MS),
        end_at: iso(start + 2 * HOUR_MS),
      },
    ],
    workshops: [
      {
        id: 'workshop-1',
        title: 'Knots for beginners',
        start_at: iso(start + 2 * HOUR_MS),
        end_at: iso(start + 4 * HOUR_MS),
        venue_id: STUDIO.id,
        venue: STUDIO,
        capacity: 24,
      },
      {
        id: 'workshop-2',
        title: 'Your first chart',
        start_at: iso(start + DAY_MS),
        end_at: iso(start + DAY_MS + 2 * HOUR_MS),
        venue_id: LIBRARY.id,
        venue: LIBRARY,
        capacity: 12,
      },
    ],
    venues: [
      { ...STUDIO, address: 'Pier 2, first floor', capacity: 90 },
      { ...MAIN_HALL, address: 'Pier 1', capacity: 800 },
      { ...LIBRARY, address: 'Pier 2', capacity: 30 },
    ],
    speakers: [
      { ...JOSE, bio: 'Cartographer', photo_url: picture('speaker-2.jpg') },
      { ...FATIMA, bio: 'Navigator', photo_url: null },
      { ...AYESHA, bio: 'Harbour engineer', photo_url: picture('speaker-1.jpg') },
    ],
    exhibits: [
      {
        id: 'exhibit-1',
        title: 'Lamps of the old harbour',
        short_description: 'Seven lamps, all of them lit.',
        cover_image_url: picture('cover.webp'),
        booth_code: 'A1',
        ...created(2),
      },
      { id: 'exhibit-2', title: 'Instruments', booth_code: 'A2', ...created(1) },
    ],
    registrationConfig: {
      public_registration_enabled: true,
      ticket_types: [{ id: 'ticket-1', name: 'Both days', price: 80, currency: 'EUR' }],
      payment_methods: [{ id: 'transfer', name: 'Bank transfer' }],
      fields: [{ name: 'email', label: 'E-mail', required: true, enabled: true }],
      open_phase: { id: 'phase-1', name: 'Regular' },
    },
    registrations: Array.from({ length: 60 }, (_, index) => ({
      id: `registration-${index + 1}`,
      email: `guest-${index + 1}@example.org`,
      status: index % 3 === 2 ? 'pending' : 'confirmed',
      verification_status: index % 2 === 0 ? 'verified' : 'unverified',
      ...created(index),
    })),
  };
}

function sessions(dayStart: number, dayIndex: number): Entry[] {
  return DAY.map(([from, hours, title, venue, speakers], index) => ({
    id: `event-${dayIndex * DAY.length + index + 1}`,
    title,
    description: `${title}, in the ${venue.name}.`,
    status: 'published',
    start_at: new Date(dayStart + from * HOUR_MS).toISOString(),
    end_at: new Date(dayStart + (from + hours) * HOUR_MS).toISOString(),
    venue_id: venue.id,
    venue,
    speakers,
  }));
}
