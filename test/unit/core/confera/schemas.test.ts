import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as schemas from '../../../../electron/core/confera/schemas.ts';

const LISTS = [
  ['eventList', schemas.eventList],
  ['workshopList', schemas.workshopList],
  ['venueList', schemas.venueList],
  ['speakerList', schemas.speakerList],
  ['exhibitList', schemas.exhibitList],
  ['registrationList', schemas.registrationList],
] as const;
const DOCUMENTS = [
  ['site', schemas.site],
  ['registrationConfig', schemas.registrationConfig],
] as const;

const EVENT = {
  id: 'event-1',
  title: 'Opening',
  description: null,
  start_at: '2026-02-03T04:00:00Z',
  end_at: '2026-02-03T05:00:00Z',
  venue_id: 7,
  venue: { id: 7, name: 'Main hall', floor: 2 },
  speakers: [{ id: 's-1', name: 'Ayesha Khan' }],
  track: { name: 'Plenary' },
};

test('an answer passes unchanged, with the fields that nobody listed', () => {
  const answer = { ok: true, data: [EVENT], pagination: { offset: 0, limit: 100, total: 1 }, v: 3 };
  expect(schemas.eventList.parse(answer)).toEqual(answer);
  const config = { data: { open_phase: { name: 'Early' }, ticket_types: [{ price: 9 }], x: 1 } };
  expect(schemas.registrationConfig.parse(config)).toEqual(config);
});

test.each<[string, unknown, unknown]>([
  ['a field of another kind', { id: {}, title: 5, start_at: 17 }, {}],
  ['a venue that is a text', { venue: 'Main hall' }, {}],
  ['speakers that are no list', { speakers: { id: 's-1' } }, { speakers: [] }],
  [
    'a speaker that is no object',
    { speakers: ['Ayesha', null, { name: 'Ayesha' }] },
    { speakers: [{ name: 'Ayesha' }] },
  ],
])('an event with %s keeps the rest', (_what, given, kept) => {
  const { data } = schemas.eventList.parse({ data: [{ ...EVENT, ...Object(given) }] });
  const rest = Object.entries(EVENT).filter(([name]) => !(name in Object(given)));
  expect(data).toEqual([{ ...Object.fromEntries(rest), ...Object(kept) }].map(withSpeakers));
});

function withSpeakers(event: object): object {
  return { speakers: [], ...event };
}

test.each([[{}], [{ data: null }], [{ data: { 0: EVENT } }], [{ data: 'none' }]])(
  'a list that is missing is empty: %j',
  (answer) => {
    expect(schemas.eventList.parse(answer).data).toEqual([]);
  },
);

test('what is no object is left out of a list', () => {
  expect(schemas.venueList.parse({ data: [null, 'x', 7, [], { name: 'Hall' }] }).data).toEqual([
    { name: 'Hall' },
  ]);
});

test('a site without an envelope is itself the site', () => {
  const site = { name: 'Harbour Conference', primary_color: '#0a5', theme: 'dark' };
  expect(schemas.site.parse(site).data).toEqual(site);
  expect(schemas.site.parse({ ok: true, data: site })).toEqual({ ok: true, data: site });
});

test('no JSON object whatsoever fails a read', () => {
  const names = fc.constantFrom('data', 'id', 'title', 'venue', 'speakers', 'pagination', 'x');
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 0 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(names, tie('value'), { maxKeys: 5 }),
    ),
  })).value;
  fc.assert(
    fc.property(fc.dictionary(names, json), (answer) => {
      for (const [, schema] of LISTS) expect(Array.isArray(schema.parse(answer).data)).toBe(true);
      for (const [, schema] of DOCUMENTS) expect(schema.parse(answer).data).toBeTypeOf('object');
    }),
  );
});

test('a field named __proto__ changes no object’s kind', () => {
  const answer = JSON.parse('{"data":[{"title":"A","__proto__":{"start_at":"2026-02-03"}}]}');
  const [event] = schemas.eventList.parse(answer).data;
  expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
  expect(event?.start_at).toBeUndefined();
});
