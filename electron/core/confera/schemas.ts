import { z } from 'zod';
import type { JsonObject } from './json-object.ts';

// What the reads answer with. Confera documents few of these fields, so none is needed: a field that is missing, or is
// something else than expected, is left undefined, a list is then empty, and a field that is not listed here is passed
// on as it came.

const text = z.string().nullish().catch(undefined);
const number = z.number().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
const id = z.union([z.string(), z.number()]).nullish().catch(undefined);

/** An object, or undefined in place of anything else. */
function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).nullish().catch(undefined);
}

/** A list of objects. Whatever else is in it is left out, and what is no list is an empty one. */
function listOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.filter(isObject))
    .pipe(z.array(z.looseObject(shape)));
}

/** An answer with a list in `data`. */
function answerWithList<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject({ data: listOf(shape) });
}

/** An answer with a part of a list in `data`. */
function answerWithPage<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject({
    data: listOf(shape),
    pagination: part({ offset: number, limit: number }),
  });
}

/** An answer with one object in `data`. An answer without that envelope is itself the object. */
function answerWith<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .looseObject({})
    .transform((answer) => (isObject(answer.data) ? answer : { data: answer }))
    .pipe(z.looseObject({ data: z.looseObject(shape) }));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const named = { id, name: text };

const eventFields = {
  id,
  title: text,
  description: text,
  /** ISO 8601. */
  start_at: text,
  end_at: text,
  venue_id: id,
  venue: part(named),
  speakers: listOf(named),
};

export const site = answerWith({
  name: text,
  tagline: text,
  logo_url: text,
  cover_image_url: text,
  primary_color: text,
  accent_color: text,
  /** An IANA zone. */
  timezone: text,
  start_date: text,
  end_date: text,
});

export const eventList = answerWithPage(eventFields);

export const workshopList = answerWithPage({ ...eventFields, capacity: number });

export const venueList = answerWithList({ ...named, address: text, capacity: number });

export const speakerList = answerWithList({ ...named, bio: text, photo_url: text });

export const exhibitList = answerWithPage({
  id,
  title: text,
  short_description: text,
  cover_image_url: text,
  booth_code: text,
});

export const registrationConfig = answerWith({
  public_registration_enabled: flag,
  open_phase: z.unknown().optional(),
  ticket_types: z.unknown().optional(),
  payment_methods: z.unknown().optional(),
  fields: z.unknown().optional(),
});

export const registrationList = answerWithPage({ id, email: text, status: text });

export type ConferaSite = z.output<typeof site>['data'];
export type ConferaEvent = z.output<typeof eventList>['data'][number];
export type ConferaWorkshop = z.output<typeof workshopList>['data'][number];
export type ConferaVenue = z.output<typeof venueList>['data'][number];
export type ConferaSpeaker = z.output<typeof speakerList>['data'][number];
export type ConferaExhibit = z.output<typeof exhibitList>['data'][number];
export type ConferaRegistrationConfig = z.output<typeof registrationConfig>['data'];
export type ConferaRegistration = z.output<typeof registrationList>['data'][number];

/** A part of a list. */
export type ConferaPage<Item> = {
  data: Item[];
  /** What the server says about the part. */
  pagination?: z.output<typeof eventList>['pagination'];
  [other: string]: unknown;
};
