// Code as users of `@confera/sdk` write it by its documentation. That it compiles shows that our client has the same
// names and types; `mistakes` shows that the types are no looser than that.
import {
  ConferaApiError,
  type ConferaClient,
  type ConferaEvent,
  type ConferaPage,
  createConferaPublicClient,
  isConferaApiError,
} from 'confera-kiosk/confera';
import { expectTypeOf } from 'vitest';

/** Makes every documented call once. */
export async function everyCall(baseUrl: string, apiKey: string) {
  const confera: ConferaClient = createConferaPublicClient({ baseUrl, apiKey });
  await confera.health();
  await confera.badges.checkin({ qr: 'BADGE-1', location: 'Entrance A' });
  await confera.badges.checkin({ qr: 'BADGE-2' });
  const dayDate = new Date().toISOString().slice(0, 10);
  const qr = 'confera-attendance:DAY1-XYZ';
  await confera.attendance.checkin({ qr, location: 'Gate A', dayDate });

  const site = await confera.website.getSite();
  const events = await confera.events.list({ limit: 200, offset: 0 });
  const offset: number | null | undefined = events.pagination?.offset;
  const venues = await confera.events.listVenues();
  const speakers = await confera.events.listSpeakers();
  const workshops = await confera.events.listWorkshops({ limit: 200, offset: 0 });
  const exhibits = await confera.exhibition.listExhibits({ limit: 100, offset: 0 });
  const cards = exhibits.data.map((exhibit) => ({
    title: exhibit.title,
    text: exhibit.short_description,
    image: exhibit.cover_image_url,
    booth: exhibit.booth_code,
  }));

  const cfg = await confera.registrations.getConfig();
  if (!cfg.data.public_registration_enabled) throw new Error('Registrations are closed');
  const { open_phase, ticket_types, payment_methods, fields } = cfg.data;
  const registrations = await confera.registrations.list({ limit: 5 });

  let paged = 0;
  for await (const page of confera.events.pages({ limit: 2 })) {
    expectTypeOf(page).toEqualTypeOf<ConferaPage<ConferaEvent>>();
    paged += page.data.length;
  }
  const lists = { events, venues, speakers, workshops, exhibits, registrations };
  return {
    site,
    offset,
    cards,
    paged,
    open_phase,
    ticket_types,
    payment_methods,
    fields,
    ...lists,
  };
}

/** What an error says, as the documentation's samples ask for it. */
export function statusOf(e: unknown): number | undefined {
  if (isConferaApiError(e)) {
    expectTypeOf(e).toEqualTypeOf<ConferaApiError>();
    return e.status;
  }
  return e instanceof ConferaApiError ? e.status : undefined;
}

/** Never called: none of this may compile. */
export function mistakes(confera: ConferaClient): unknown[] {
  return [
    // @ts-expect-error A client needs a key.
    createConferaPublicClient({ baseUrl: 'https://your-domain' }),
    // @ts-expect-error A check-in needs a code.
    confera.badges.checkin({ location: 'Entrance A' }),
    // @ts-expect-error A limit is a number.
    confera.events.list({ limit: '200' }),
    // @ts-expect-error There is no such filter.
    confera.registrations.list({ name: 'Ayesha' }),
    // @ts-expect-error A field may be missing.
    confera.events.list().then(({ data }) => data[0].title.length),
    // @ts-expect-error What nobody documents is of an unknown type.
    confera.events.list().then(({ data }) => data[0]?.track.length),
  ];
}
