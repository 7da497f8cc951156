import { request } from 'undici';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from './client.ts';
import { HOSTILE_ANSWERS, type HostileAnswer } from './hostile-answers.ts';
import { HOSTILE_PRESETS } from './presets.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const MEGABYTE = 1024 * 1024;
const SITE = '/api/public/v1/website/site';
const LOGO = '/images/logo.png';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
afterEach(() => simulator.reset());

function plays(what: HostileAnswer): void {
  simulator.setFaults([{ fault: { kind: 'hostile', what }, on: 'all' }]);
}

/** Reads that much of an answer's body, as it comes over the wire, and leaves. */
async function bytesOf(path: string, atMost: number): Promise<number> {
  const headers = { 'x-api-key': 'cat_demo_all' };
  const { body } = await request(simulator.url + path, { headers });
  let length = 0;
  for await (const chunk of body) {
    length += (chunk as Buffer).length;
    if (length >= atMost) break;
  }
  return length;
}

test('a PNG claims a size that it does not have', async () => {
  plays('huge-png');
  const { body, headers } = await request(simulator.url + LOGO);
  const bytes = Buffer.from(await body.arrayBuffer());
  expect(headers['content-type']).toBe('image/png');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([30_000, 30_000]);
  expect(bytes.length).toBeLessThan(2_000);
});

test.each<[HostileAnswer, string, RegExp]>([
  ['svg-script', 'image/svg+xml', /<script>/],
  ['svg-as-png', 'image/png', /^<svg/],
  ['page-as-png', 'image/png', /^<!doctype html>/],
  ['png-as-page', 'text/html', /PNG/],
])('%s is called %s', async (what, type, content) => {
  plays(what);
  const answer = await call(simulator, LOGO);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
  expect(answer.text).toMatch(content);
});

test('a redirect leads to this machine', async () => {
  plays('loopback-redirect');
  const answer = await call(simulator, LOGO);
  expect(answer.status).toBe(302);
  expect(answer.headers.location).toMatch(/^http:\/\/127\.0\.0\.1:9\//);
});

test.each([LOGO, SITE])('bodies of %s that are too long', async (path) => {
  plays('fifty-megabytes');
  expect(await bytesOf(path, Number.POSITIVE_INFINITY)).toBe(50 * MEGABYTE);
  plays('endless');
  expect(await bytesOf(path, 60 * MEGABYTE)).toBeGreaterThanOrEqual(60 * MEGABYTE);
  plays('gzip-bomb');
  expect(await bytesOf(path, MEGABYTE)).toBeLessThan(MEGABYTE);
});

test('documents whose texts are no names', async () => {
  plays('hostile-texts');
  expect((await call(simulator, SITE)).text).toContain('__proto__');
  const events = (await call(simulator, '/api/public/v1/events/events')).json();
  expect((events as { data: unknown[] }).data.slice(0, 2)).toEqual([null, 'a text']);
});

test('pages that never become fewer', async () => {
  plays('endless-pages');
  const page = await call(simulator, '/api/public/v1/events/events?limit=3&offset=3000');
  expect(page.json()).toMatchObject({
    data: [{}, {}, {}],
    pagination: { offset: 3000, limit: 3 },
  });
});

test('a rule can name a path, and the kind of requests', async () => {
  const fault = { kind: 'status', status: 503 } as const;
  simulator.setFaults([{ fault, on: 'all', path: 'website/site' }]);
  expect((await call(simulator, SITE)).status).toBe(503);
  expect((await call(simulator, '/api/public/v1/events/venues')).status).toBe(200);
  simulator.setFaults([{ fault, on: 'images' }]);
  expect((await call(simulator, SITE)).status).toBe(200);
  expect((await call(simulator, LOGO)).status).toBe(503);
  simulator.setFaults([{ fault, on: 'reads' }]);
  expect((await call(simulator, SITE)).status).toBe(503);
  expect((await call(simulator, LOGO)).status).toBe(200);
});

test('the control page offers every hostile answer', () => {
  const offered = HOSTILE_PRESETS.map(({ rule }) => (rule.fault as { what?: string }).what);
  expect(new Set(offered)).toEqual(new Set(HOSTILE_ANSWERS));
});
