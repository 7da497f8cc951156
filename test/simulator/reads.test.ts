import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { USUAL_BEHAVIOUR } from './behaviour.ts';
import { type Call, call, type Reply } from './client.ts';
import { sampleConference } from './conference/sample-conference.ts';
import { SCOPES, type Scope } from './scopes.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const NOON = Date.parse('2026-05-10T12:00:00Z');

let now = NOON;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ now: () => now });
});
afterAll(() => simulator.close());
beforeEach(() => {
  now = NOON;
  simulator.reset();
  simulator.setBehaviour(USUAL_BEHAVIOUR);
  simulator.setConference(sampleConference(NOON, simulator.url));
});

function read(path: string, options: Call = {}): Promise<Reply> {
  return call(simulator, `/api/public/v1/${path}`, options);
}

type Page = { data: Record<string, unknown>[]; pagination: object };

async function pageOf(path: string): Promise<Page> {
  return (await read(path)).json() as Page;
}

const SCOPE_OF: Record<string, Scope> = {
  'website/site': 'website:read',
  'events/events': 'events:read',
  'events/workshops': 'events:read',
  'events/venues': 'events:read',
  'events/speakers': 'events:read',
  'exhibition/exhibits': 'exhibition:read',
  'registrations/config': 'registrations:read',
  'registrations/registrations': 'registrations:read',
};

describe('scopes', () => {
  test.each(Object.entries(SCOPE_OF))('%s needs %s and no other', async (path, scope) => {
    simulator.setKey('cat_only', { state: 'live', scopes: [scope] });
    expect((await read(path, { key: 'cat_only' })).status).toBe(200);
    const others = SCOPES.filter((other) => other !== scope);
    simulator.setKey('cat_others', { state: 'live', scopes: others });
    const refused = await read(path, { key: 'cat_others' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain(scope);
    expect((await read(path, { key: null })).status).toBe(401);
  });
});

describe('documents and lists', () => {
  test('the site document', async () => {
    expect((await read('website/site')).json()).toMatchObject({
      ok: true,
      data: { name: 'Harbour Conference', timezone: 'Asia/Karachi', primary_color: '#0b4f6c' },
    });
  });

  test('something is on now, and something comes next', async () => {
    const { data } = await pageOf('events/events');
    const from = data.map(({ start_at }) => Date.parse(String(start_at)));
    const to = data.map(({ end_at }) => Date.parse(String(end_at)));
    expect(from.some((start, index) => start <= NOON && NOON < (to[index] ?? 0))).toBe(true);
    expect(from.some((start) => start > NOON)).toBe(true);
  });

  test('events are those published, the earliest first, in pages', async () => {
    const event = (id: string, hour: number, status = 'published') => {
      return { id, status, start_at: `2026-05-10T0${hour}:00:00Z` };
    };
    const events = [event('c', 3), event('hidden', 1, 'draft'), event('a', 1), event('b', 2)];
    simulator.setConference({ events });
    const all = await pageOf('events/events');
    expect(all.data.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(all.pagination).toEqual({ offset: 0, limit: 100 });
    const second = await pageOf('events/events?limit=1&offset=1');
    expect(second).toMatchObject({ data: [{ id: 'b' }], pagination: { offset: 1, limit: 1 } });
  });

  test.each([
    ['events/events', 500],
    ['events/workshops', 500],
    ['exhibition/exhibits', 500],
    ['registrations/registrations', 200],
  ])('%s gives at most %i at once', async (path, most) => {
    expect((await read(`${path}?limit=${most}`)).status).toBe(200);
    for (const query of [`limit=${most + 1}`, 'limit=0', 'limit=x', 'offset=-1', 'offset=1.5']) {
      expect((await read(`${path}?${query}`)).status, query).toBe(400);
    }
  });

  test('venues and speakers come by name, exhibits the newest first', async () => {
    const names = async (path: string) => (await pageOf(path)).data.map(({ name }) => name);
    expect(await names('events/venues')).toEqual(['Library', 'Main hall', 'Studio']);
    expect((await names('events/speakers'))[0]).toBe('Ayesha Khan');
    const exhibits = (await pageOf('exhibition/exhibits')).data;
    expect(exhibits.map(({ id }) => id)).toEqual(['exhibit-2', 'exhibit-1']);
  });

  test('registrations are filtered, fifty at a time', async () => {
    expect((await pageOf('registrations/registrations')).data).toHaveLength(50);
    const one = await pageOf('registrations/registrations?email=guest-7%40example.org');
    expect(one.data).toMatchObject([{ id: 'registration-7' }]);
    const few = await pageOf(
      'registrations/registrations?status=pending&verification_status=verified&name=nobody',
    );
    expect(few.data).toHaveLength(10);
  });
});

describe('caching', () => {
  test('an answer tells how long it keeps, and by what to ask again', async () => {
    const { headers } = await read('website/site');
    expect(headers).toMatchObject({
      date: 'Sun, 10 May 2026 12:00:00 GMT',
      'last-modified': 'Sun, 10 May 2026 12:00:00 GMT',
      'cache-control': 'private, max-age=60, stale-while-revalidate=300, stale-if-error=86400',
      vary: 'Accept-Encoding',
      etag: expect.stringMatching(/^"[\w-]+"$/),
    });
  });

  test.each([
    ['the same tag', (etag: string) => ({ 'if-none-match': etag }), 304],
    ['the same tag, weak', (etag: string) => ({ 'if-none-match': `"x", W/${etag}` }), 304],
    ['any tag', () => ({ 'if-none-match': '*' }), 304],
    ['another tag', () => ({ 'if-none-match': '"x"' }), 200],
    ['the same time', () => ({ 'if-modified-since': 'Sun, 10 May 2026 12:00:00 GMT' }), 304],
    ['an earlier time', () => ({ 'if-modified-since': 'Sun, 10 May 2026 11:59:59 GMT' }), 200],
    ['no time', () => ({ 'if-modified-since': 'yesterday' }), 200],
    [
      'the same time and another tag, which alone counts',
      () => ({ 'if-none-match': '"x"', 'if-modified-since': 'Sun, 10 May 2026 12:00:00 GMT' }),
      200,
    ],
  ])('asked again with %s', async (_, conditions, status) => {
    const etag = String((await read('website/site')).headers.etag);
    const again = await read('website/site', { headers: conditions(etag) });
    expect(again.status).toBe(status);
    expect(again.headers.etag).toBe(etag);
    expect(again.text === '').toBe(status === 304);
  });

  test('a changed conference has another tag and time', async () => {
    const before = await read('website/site');
    now += 60_000;
    simulator.setConference({ site: { name: 'Renamed' } });
    const after = await read('website/site');
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect(after.headers['last-modified']).toBe('Sun, 10 May 2026 12:01:00 GMT');
  });

  test('the headers are a switch', async () => {
    const headers = { Age: '50', 'Cache-Control': 'max-age=60', Vary: '*' };
    simulator.setBehaviour({ readCaching: { etag: false, lastModified: false, headers } });
    const answer = await read('events/venues');
    expect(answer.headers).toMatchObject({ age: '50', vary: '*' });
    expect([answer.headers.etag, answer.headers['last-modified']]).toEqual([undefined, undefined]);
    expect((await read('events/venues', { headers: { 'if-none-match': '*' } })).status).toBe(200);
  });

  test('a refusal has none of them', async () => {
    const { headers } = await read('website/site', { key: 'cat_demo_gate' });
    expect([headers.etag, headers['cache-control']]).toEqual([undefined, undefined]);
  });
});

describe('pictures', () => {
  test('everybody may have them, and keep them', async () => {
    const { site } = simulator.conference();
    expect(site.logo_url).toBe(`${simulator.url}/images/logo.png`);
    const logo = await call(simulator, '/images/logo.png', { key: null });
    expect([logo.status, logo.headers['content-type']]).toEqual([200, 'image/png']);
    const again = await call(simulator, '/images/logo.png', {
      headers: { 'if-none-match': String(logo.headers.etag) },
    });
    expect(again.status).toBe(304);
    expect((await call(simulator, '/images/nothing.png')).status).toBe(404);
    expect(simulator.journal().map(({ kind }) => kind)).toEqual(['image', 'image', 'image']);
  });
});
