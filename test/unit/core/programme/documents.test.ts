import { describe, expect, it } from 'vitest';
import { eventList, site } from '../../../../electron/core/confera/schemas.ts';
import { readDocuments } from '../../../../electron/core/programme/documents.ts';
import { viewProgramme } from '../../../../electron/core/programme/view.ts';
import { HOSTILE_SITE, hostileEvents } from '../../../simulator/conference/hostile-documents.ts';

const READING = { zone: 'Asia/Karachi', secrets: ['cat_secret'] };
const NOTHING = { site: null, venues: null, events: null };
const NOON = Date.UTC(2026, 1, 3, 12);
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

describe('The documents', () => {
  it('give what the screen shows, whatever is missing', () => {
    expect(readDocuments(NOTHING, READING)).toEqual({
      site: {
        name: null,
        logoUrl: null,
        colours: { primary: null, accent: null },
        zone: 'Asia/Karachi',
        endsAt: null,
      },
      sessions: [],
      rooms: [],
    });
  });

  it('name rooms by the event, or by its venue', () => {
    const venues = [{ id: 7, name: 'Studio' }, { id: 'v2', name: null }, { name: 'Nameless' }];
    const start = { title: 'A', start_at: '2026-02-03T10:00', speakers: [] };
    const events = [
      { ...start, venue: { id: 'v1', name: 'Main hall' }, venue_id: 'v1' },
      { ...start, venue_id: '7' },
      { ...start, venue: { id: 7 } },
      { ...start, venue_id: 'v2' },
      start,
    ];
    const { sessions, rooms } = readDocuments({ site: null, venues, events }, READING);
    expect(sessions.map(({ room }) => room)).toEqual(['Main hall', 'Studio', 'Studio', null, null]);
    expect(rooms).toEqual(['Studio']);
  });

  it('mean times of their own zone, if there is such a zone', () => {
    const events = [{ title: 'A', start_at: '2026-02-03T10:00', speakers: [] }];
    const startIn = (timezone: string) =>
      readDocuments({ site: { timezone }, venues: null, events }, READING).sessions[0]?.startsAt;
    expect(startIn('Europe/Berlin')).toBe(Date.UTC(2026, 1, 3, 9));
    expect(startIn('Europe/Atlantis')).toBe(Date.UTC(2026, 1, 3, 5));
  });

  it('come out cleaned and bounded, however hostile they are', () => {
    const { data } = site.parse({ data: HOSTILE_SITE });
    const events = eventList.parse({ data: hostileEvents(NOON) }).data;
    const documents = readDocuments({ site: data, venues: null, events }, READING);
    expect(documents.site).toMatchObject({
      colours: { primary: null, accent: null },
      zone: 'Asia/Karachi',
      endsAt: null,
    });
    expect(documents.site.name).toMatch(/^Harbour \[2J ecnerefnoC <script>/);
    expect(documents.site.name?.length).toBeLessThanOrEqual(101);
    const texts = documents.sessions.flatMap(({ title, room }) => [title, room ?? '']);
    expect(texts.join('')).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(161);
    const odd = documents.sessions.filter(({ title }) => /^(Ends|Never)/.test(title));
    expect(odd.map(({ endsAt }) => endsAt)).toEqual([null, null]);
  });

  it('never repeat the key', () => {
    const named = { site: { name: 'Our cat_secret event' }, venues: null, events: null };
    expect(readDocuments(named, READING).site.name).toBe('Our … event');
  });

  it.each([
    ['#0B4F6C', '#0b4f6c'],
    [' #abc ', '#abc'],
    ['#abcd', null],
    ['red', null],
    ['#0b4f6c;}', null],
    ['var(--x)', null],
  ])('have a colour in %s, or none', (primary_color, expected) => {
    const given = { site: { primary_color }, venues: null, events: null };
    expect(readDocuments(given, READING).site.colours.primary).toBe(expected);
  });
});

describe('Without Confera the programme is shown', () => {
  const shownAt = (end_date: string | null, now: number, stale = true) => {
    const documents = readDocuments({ ...NOTHING, site: { name: 'Harbour', end_date } }, READING);
    const nobody = { logo: null, location: null, deviceAhead: 0 };
    const { programme, isOver } = viewProgramme({ ...nobody, documents, asOf: NOON, stale, now });
    expect(isOver).toBe(programme === null);
    return programme !== null;
  };
  // The last day ends at 19:00 UTC in Karachi.
  const lastDayEnds = Date.UTC(2026, 1, 5, 19);

  it('until a day after the event', () => {
    expect(shownAt('2026-02-05', lastDayEnds + DAY_MS - 1)).toBe(true);
    expect(shownAt('2026-02-05', lastDayEnds + DAY_MS)).toBe(false);
  });

  it('for seven days, if the end is not known', () => {
    expect(shownAt(null, NOON + 7 * DAY_MS - 1)).toBe(true);
    expect(shownAt(null, NOON + 7 * DAY_MS)).toBe(false);
  });

  it('and with Confera for as long as it is told', () => {
    expect(shownAt('2026-02-05', NOON + 30 * DAY_MS, false)).toBe(true);
  });

  it('with its age by this device’s clock', () => {
    const documents = readDocuments({ ...NOTHING, site: { name: 'Harbour' } }, READING);
    const from = { logo: null, location: null, documents, asOf: NOON, stale: false, now: NOON };
    const { programme } = viewProgramme({ ...from, deviceAhead: HOUR_MS + 300 });
    expect(programme?.asOf).toBe(NOON + HOUR_MS);
  });
});
