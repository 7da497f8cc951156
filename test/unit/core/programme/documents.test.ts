import { describe, expect, it } from 'vitest';
import { eventList, site } from '../../../../electron/core/confera/schemas.ts';
import { DocumentReader, type Given } from '../../../../electron/core/programme/documents.ts';
import { viewProgramme } from '../../../../electron/core/programme/view.ts';
import { HOSTILE_SITE, hostileEvents } from '../../../simulator/conference/hostile-documents.ts';

const READING = { zone: 'Asia/Karachi', secrets: ['cat_secret'] };
const NOTHING = { site: null, venues: null, events: null };
const NOON = Date.UTC(2026, 1, 3, 12);
/** Reads documents as a kiosk does that has read nothing before. */
const readDocuments = (given: Given) => new DocumentReader(READING).read(given);

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

describe('The documents', () => {
  it('give what the screen shows, whatever is missing', async () => {
    expect(await readDocuments(NOTHING)).toEqual({
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

  it('name rooms by the event, or by its venue', async () => {
    const venues = [{ id: 7, name: 'Studio' }, { id: 'v2', name: null }, { name: 'Nameless' }];
    const start = { title: 'A', start_at: '2026-02-03T10:00', speakers: [] };
    const events = [
      { ...start, venue: { id: 'v1', name: 'Main hall' }, venue_id: 'v1' },
      { ...start, venue_id: '7' },
      { ...start, venue: { id: 7 } },
      { ...start, venue_id: 'v2' },
      start,
    ];
    const { sessions, rooms } = await readDocuments({ site: null, venues, events });
    expect(sessions.map(({ room }) => room)).toEqual(['Main hall', 'Studio', 'Studio', null, null]);
    expect(rooms).toEqual(['Studio']);
  });

  it('mean times of their own zone, if there is such a zone', async () => {
    const events = [{ title: 'A', start_at: '2026-02-03T10:00', speakers: [] }];
    const startIn = async (timezone: string) =>
      (await readDocuments({ site: { timezone }, venues: null, events })).sessions[0]?.startsAt;
    expect(await startIn('Europe/Berlin')).toBe(Date.UTC(2026, 1, 3, 9));
    expect(await startIn('Europe/Atlantis')).toBe(Date.UTC(2026, 1, 3, 5));
  });

  it('come out cleaned and bounded, however hostile they are', async () => {
    const { data } = site.parse({ data: HOSTILE_SITE });
    const events = eventList.parse({ data: hostileEvents(NOON) }).data;
    const documents = await readDocuments({ site: data, venues: null, events });
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

  it('are shown without emoji, and a title of emoji alone is none', async () => {
    const start = { start_at: '2026-02-03T10:00', speakers: [] };
    const venue = { id: 1, name: 'Main hall 🎤' };
    const events = [
      { ...start, title: '🚀 Tides 🌊', venue },
      { ...start, title: '🎉' },
    ];
    const given = { site: { name: 'Harbour ⚓' }, venues: null, events };
    const documents = await readDocuments(given);
    expect(documents.site.name).toBe('Harbour');
    expect(documents.sessions).toMatchObject([{ title: 'Tides', room: 'Main hall' }]);
  });

  it('never repeat the key', async () => {
    const named = { site: { name: 'Our cat_secret event' }, venues: null, events: null };
    expect((await readDocuments(named)).site.name).toBe('Our … event');
  });

  it.each([
    ['#0B4F6C', '#0b4f6c'],
    [' #abc ', '#abc'],
    ['#abcd', null],
    ['red', null],
    ['#0b4f6c;}', null],
    ['var(--x)', null],
  ])('have a colour in %s, or none', async (primary_color, expected) => {
    const given = { site: { primary_color }, venues: null, events: null };
    expect((await readDocuments(given)).site.colours.primary).toBe(expected);
  });
});

describe('Without Confera the programme is shown', () => {
  const shownAt = async (end_date: string | null, now: number, stale = true) => {
    const documents = await readDocuments({ ...NOTHING, site: { name: 'Harbour', end_date } });
    const nobody = { logo: null, location: null, deviceAhead: 0 };
    const { programme, isOver } = viewProgramme({
      ...nobody,
      documents,
      asOf: NOON,
      overdueAsOf: stale ? NOON : null,
      now,
    });
    expect(isOver).toBe(programme === null);
    return programme !== null;
  };
  // The last day ends at 19:00 UTC in Karachi.
  const lastDayEnds = Date.UTC(2026, 1, 5, 19);

  it('until a day after the event', async () => {
    expect(await shownAt('2026-02-05', lastDayEnds + DAY_MS - 1)).toBe(true);
    expect(await shownAt('2026-02-05', lastDayEnds + DAY_MS)).toBe(false);
  });

  it('for seven days, if the end is not known', async () => {
    expect(await shownAt(null, NOON + 7 * DAY_MS - 1)).toBe(true);
    expect(await shownAt(null, NOON + 7 * DAY_MS)).toBe(false);
  });

  it('and with Confera for as long as it is told', async () => {
    expect(await shownAt('2026-02-05', NOON + 30 * DAY_MS, false)).toBe(true);
  });

  it('with the age of the oldest part that could not be renewed', async () => {
    const documents = await readDocuments({ ...NOTHING, site: { name: 'Harbour' } });
    const from = { logo: null, location: null, documents, now: NOON, deviceAhead: 0 };
    const shown = (overdueAsOf: number | null) =>
      viewProgramme({ ...from, asOf: NOON, overdueAsOf }).programme;
    expect(shown(NOON - 3 * HOUR_MS)).toMatchObject({ asOf: NOON - 3 * HOUR_MS, stale: true });
    expect(shown(null)).toMatchObject({ asOf: NOON, stale: false });
  });

  it('with its age by this device’s clock', async () => {
    const documents = await readDocuments({ ...NOTHING, site: { name: 'Harbour' } });
    const from = {
      logo: null,
      location: null,
      documents,
      asOf: NOON,
      overdueAsOf: null,
      now: NOON,
    };
    const { programme } = viewProgramme({ ...from, deviceAhead: HOUR_MS + 300 });
    expect(programme?.asOf).toBe(NOON + HOUR_MS);
  });
});

describe('The documents that were read before', () => {
  const START = '2026-02-03T10:00';
  const events = Array.from({ length: 250 }, (_, n) => ({
    title: `S${n}`,
    start_at: START,
    venue_id: n % 2,
    speakers: [],
  }));
  const site = { timezone: 'Asia/Karachi' };
  const venues = [{ id: 0, name: 'Studio' }];

  it('are not read again while nothing has changed', async () => {
    const reader = new DocumentReader(READING);
    const { sessions } = await reader.read({ site, venues, events });
    expect(sessions).toHaveLength(250);
    const again = await reader.read({
      site: { ...site, name: 'New' },
      venues: [...venues],
      events,
    });
    expect(again.site.name).toBe('New');
    expect(again.sessions).toBe(sessions);
  });

  it.each<[string, Partial<Given>, object]>([
    ['the zone', { site: { timezone: 'UTC' } }, { startsAt: Date.UTC(2026, 1, 3, 10) }],
    ['the rooms', { venues: [{ id: 0, name: 'Hall' }] }, { room: 'Hall' }],
    ['the events', { events: [{ title: 'B', start_at: START, speakers: [] }] }, { title: 'B' }],
  ])('are read again with %s', async (_, change, first) => {
    const reader = new DocumentReader(READING);
    const before = { site, venues, events };
    await reader.read(before);
    expect((await reader.read({ ...before, ...change })).sessions[0]).toMatchObject(first);
  });

  it('leave a scan its turn in between, however many there are', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const many = Array.from({ length: 8 }, () => events).flat();
    await new DocumentReader(READING).read({ site, venues, events: many });
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(19);
  });
});
