// What the idle screen shows of the event, read from the simulator over real HTTP while a day passes by hand.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { runProgramme } from '../fixtures/running-programme.ts';
import type { HostileAnswer } from '../simulator/hostile-answers.ts';
import { SAMPLE_IMAGES } from '../simulator/images/sample-images.ts';
import { startSimulator } from '../simulator/simulator.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 14:00 in Karachi. The simulated conference began an hour ago. */
const NINE = Date.UTC(2026, 1, 3, 9);

async function simulate(port = 0, now = () => NINE) {
  const simulator = await startSimulator({ port, now });
  onTestFinished(() => simulator.close());
  return simulator;
}

const KEPT_FOR_10_MINUTES = {
  etag: true,
  lastModified: true,
  headers: { 'Cache-Control': 'max-age=600' },
};

/** A kiosk and a Confera with one clock. */
async function simulateBoth(options: Partial<Parameters<typeof runProgramme>[0]> = {}) {
  const clock = new ManualClock(NINE);
  const simulator = await simulate(0, clock.now);
  simulator.setBehaviour({ readCaching: KEPT_FOR_10_MINUTES, imageCaching: KEPT_FOR_10_MINUTES });
  const given = { baseUrl: simulator.url, clock, ...options };
  return { clock, simulator, given, run: () => runProgramme(given) };
}

const titles = (sessions: readonly { title: string }[] | undefined) =>
  sessions?.map(({ title }) => title);

/** The cache's files. */
const keptFiles = (dataDir: string) => {
  const folder = path.join(dataDir, 'http-cache');
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
};

test('shows the event, what is on and what comes next, and the logo from the page’s origin', async () => {
  const { run } = await simulateBoth();
  const { programme, pass, lines } = run();
  await pass(SECOND);
  const { shown } = programme;
  expect(shown).toMatchObject({
    name: 'Harbour Conference',
    colours: { primary: '#0b4f6c', accent: '#f4a259' },
    stale: false,
  });
  expect(titles(shown?.now)).toEqual(['Drawing coastlines', 'Reading the tides']);
  expect(shown?.now[0]).toMatchObject({ room: 'Studio', startsAt: NINE - 30 * MINUTE });
  expect(titles(shown?.next)?.slice(0, 2)).toEqual([
    'What a harbour hears',
    'Ropes, knots and patience: a workshop for beginners',
  ]);
  const name = shown?.logo?.replace('images/', '') ?? '';
  expect(programme.picture(name)).toMatchObject({
    type: 'image/png',
    body: SAMPLE_IMAGES['logo.png']?.().bytes,
  });
  expect(programme.picture('0'.repeat(64))).toBeNull();
  expect(lines).toEqual([]);
});

test('shows what is on in its own room, and changes as sessions begin and end', async () => {
  const { run } = await simulateBoth({ location: 'studio' });
  const { programme, pass } = run();
  await pass(SECOND);
  expect(titles(programme.shown?.now)).toEqual(['Drawing coastlines']);
  await pass(60 * MINUTE - 2 * SECOND, 30 * MINUTE);
  expect(titles(programme.shown?.now)).toEqual(['Drawing coastlines']);
  await pass(SECOND);
  expect(titles(programme.shown?.now)).toEqual([
    'Ropes, knots and patience: a workshop for beginners',
  ]);
});

test('tells a change of the programme within its lifetime', async () => {
  const { run, simulator } = await simulateBoth();
  const kiosk = run();
  await kiosk.pass(SECOND);
  simulator.setConference({ site: { name: 'Renamed' } });
  await kiosk.pass(10 * MINUTE, MINUTE);
  expect(kiosk.programme.shown?.name).toBe('Renamed');
  // The new document has no logo any more.
  expect(kiosk.programme.shown?.logo).toBeNull();
});

// How an answer may be kept, and what that implies for an hour: the requests for each document, how many of them
// ask again by a validator, and how many are answered with 304.
const FOREVER = 'max-age=31536000';
test.each<[string, Record<string, string>, boolean, number, number]>([
  ['max-age=60', { 'Cache-Control': 'max-age=60' }, true, 61, 60],
  ['max-age=300', { 'Cache-Control': 'max-age=300' }, true, 13, 12],
  [
    'max-age=300, of which 100 are over',
    { 'Cache-Control': 'max-age=300', Age: '100' },
    true,
    19,
    18,
  ],
  [
    'max-age=300, must-revalidate',
    { 'Cache-Control': 'max-age=300, must-revalidate' },
    true,
    13,
    12,
  ],
  ['max-age=300 without a validator', { 'Cache-Control': 'max-age=300' }, false, 13, 0],
  [
    'max-age=300, stale-while-revalidate',
    { 'Cache-Control': 'max-age=300, stale-while-revalidate=600' },
    true,
    13,
    12,
  ],
  ['max-age=3600', { 'Cache-Control': 'max-age=3600' }, true, 2, 1],
  ['a year', { 'Cache-Control': FOREVER }, true, 1, 0],
  ['no-cache', { 'Cache-Control': 'no-cache' }, true, 61, 60],
  ['no-store', { 'Cache-Control': 'no-store' }, true, 61, 0],
  ['nothing', {}, false, 61, 0],
])('asks as rarely as the answers allow: %s', async (_, headers, validators, asked, unchanged) => {
  const { run, simulator } = await simulateBoth();
  const caching = { etag: validators, lastModified: false, headers };
  simulator.setBehaviour({ readCaching: caching, imageCaching: caching });
  const { pass, programme } = run();
  await pass(SECOND);
  await pass(HOUR, MINUTE / 6);
  const paths = ['website/site', 'events/venues', 'events/events', 'images/logo.png'];
  const counts = paths.map((path) => {
    const entries = simulator.journal().filter((entry) => entry.path.endsWith(path));
    return [entries.length, entries.filter(({ status }) => status === 304).length];
  });
  expect(counts).toEqual(paths.map(() => [asked, unchanged]));
  expect(programme.shown?.stale).toBe(false);
});

test('lasts through a day without Confera, with its age, and is renewed within 15 minutes', async () => {
  const { run, simulator, clock, given } = await simulateBoth();
  const { programme, pass, lines } = run();
  await pass(SECOND);
  await pass(2 * HOUR, MINUTE);
  const lastAnswer = clock.now();
  await simulator.close();
  await pass(6 * HOUR, MINUTE);
  expect(programme.shown).toMatchObject({
    name: 'Harbour Conference',
    logo: expect.stringMatching(/^images\/[0-9a-f]{64}$/),
    stale: true,
  });
  expect(programme.shown?.asOf).toBeGreaterThanOrEqual(lastAnswer - 10 * MINUTE);
  expect(programme.shown?.asOf).toBeLessThanOrEqual(lastAnswer);
  // It goes on with the day: the evening has begun meanwhile.
  expect(titles(programme.shown?.now)).toEqual(['Evening by the water']);
  expect(lines).toEqual([expect.stringMatching(/^the programme could not be renewed: /)]);

  const again = await simulate(Number(new URL(given.baseUrl).port), clock.now);
  again.setBehaviour({ readCaching: KEPT_FOR_10_MINUTES });
  await pass(15 * MINUTE, MINUTE);
  expect(programme.shown).toMatchObject({ stale: false });
  expect(programme.shown?.asOf).toBeGreaterThan(lastAnswer + 6 * HOUR);
  expect(lines.at(-1)).toBe('the programme is renewed again');
  const reads = again.journal().filter(({ path }) => path.endsWith('website/site'));
  expect(reads.length).toBeLessThanOrEqual(2);
});

test('asks for nothing while the device is offline, and soon after it is back', async () => {
  const { run, simulator } = await simulateBoth({ random: () => 0.5 });
  const { pass, monitor, programme } = run();
  await pass(10 * SECOND);
  const about = { kind: null, rowId: null };
  monitor.observe({ kind: 'unreachable' }, about);
  const before = simulator.journal().length;
  await pass(3 * HOUR, MINUTE);
  expect(simulator.journal()).toHaveLength(before);
  expect(programme.shown?.stale).toBe(true);
  monitor.observe({ kind: 'reached' }, about);
  await pass(14 * SECOND, SECOND);
  expect(simulator.journal()).toHaveLength(before);
  await pass(2 * SECOND, SECOND);
  expect(simulator.journal().length).toBeGreaterThan(before);
  expect(programme.shown?.stale).toBe(false);
});

test('waits as long as Confera asks for, whoever was told', async () => {
  const { run, simulator } = await simulateBoth();
  const { pass, monitor } = run();
  await pass(SECOND);
  await pass(9 * MINUTE, MINUTE);
  const paused = { kind: 'rate-limited', retryAfterMs: 290 * SECOND } as const;
  monitor.observe(paused, { kind: null, rowId: null });
  const before = simulator.journal().length;
  await pass(280 * SECOND);
  expect(simulator.journal()).toHaveLength(before);
  await pass(MINUTE);
  expect(simulator.journal().length).toBeGreaterThan(before);

  simulator.setFaults([{ fault: { kind: 'rate-limited', retryAfter: 600 }, on: 'reads' }]);
  await pass(11 * MINUTE, MINUTE / 2);
  const told = simulator.journal().length;
  // At most five minutes are believed.
  await pass(3 * MINUTE, MINUTE / 2);
  expect(simulator.journal()).toHaveLength(told);
});

test('is there at once after a start without Confera, with its age', async () => {
  const { run, simulator, clock, given } = await simulateBoth();
  const first = run();
  await first.pass(SECOND);
  await first.close();
  await simulator.close();
  clock.advance(HOUR);
  const second = runProgramme({ ...given, dataDir: first.dataDir });
  await second.pass(1, 1);
  expect(second.programme.shown).toMatchObject({ name: 'Harbour Conference', stale: true });
  expect(second.programme.shown?.asOf).toBe(NINE + SECOND);
  expect(second.programme.shown?.logo).not.toBeNull();
});

test('asks for nothing after a start, while what is kept is fresh', async () => {
  const { run, simulator, given } = await simulateBoth();
  const first = run();
  await first.pass(MINUTE);
  await first.close();
  const before = simulator.journal().length;
  const second = runProgramme({ ...given, dataDir: first.dataDir });
  await second.pass(8 * MINUTE);
  expect(second.programme.shown).toMatchObject({ name: 'Harbour Conference', stale: false });
  expect(simulator.journal()).toHaveLength(before);
});

test('is forgotten a day after the event, if Confera is not heard any more', async () => {
  const { run, simulator } = await simulateBoth();
  // In Karachi that day ends at 19:00 UTC.
  simulator.setConference({ site: { name: 'One day', end_date: '2026-02-03' } });
  const { programme, pass, dataDir } = run();
  await pass(MINUTE);
  await simulator.close();
  await pass(33 * HOUR, 30 * MINUTE);
  expect(programme.shown?.stale).toBe(true);
  expect(keptFiles(dataDir)).not.toEqual([]);
  await pass(HOUR, 30 * MINUTE);
  expect(programme.shown).toBeNull();
  expect(keptFiles(dataDir)).toEqual([]);
});

test('a key that may read nothing asks once an hour, and leaves the plain idle screen', async () => {
  const { run, simulator } = await simulateBoth({ apiKey: 'cat_demo_gate' });
  const { programme, pass, lines, monitor, dataDir } = run();
  const standing = monitor.standing;
  await pass(DAY, 5 * MINUTE);
  expect(programme.shown).toBeNull();
  const statuses = simulator.journal().map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([403]));
  expect(statuses.length).toBeLessThanOrEqual(3 * 24);
  expect(lines).toEqual([
    expect.stringMatching(/^the key may not read all that the idle screen shows: forbidden: /),
  ]);
  expect(monitor.standing).toBe(standing);
  expect(keptFiles(dataDir)).toEqual([]);
});

test('a key that may read the site alone shows the event without sessions', async () => {
  const { run, simulator } = await simulateBoth({ apiKey: 'cat_site' });
  simulator.setKey('cat_site', { state: 'live', scopes: ['website:read'] });
  const { programme, pass, lines } = run();
  await pass(HOUR, MINUTE);
  expect(programme.shown).toMatchObject({ name: 'Harbour Conference', now: [], next: [] });
  expect(simulator.journal().filter(({ path }) => path.includes('/events/'))).toHaveLength(2);
  expect(lines).toHaveLength(1);
});

test('a key that is refused shows nothing, and is tried every 15 minutes', async () => {
  const { run, simulator } = await simulateBoth({ apiKey: 'cat_later' });
  const { programme, pass, lines, monitor } = run();
  await pass(SECOND);
  await pass(HOUR, MINUTE);
  expect(programme.shown).toBeNull();
  expect(simulator.journal()).toHaveLength(3 * 5);
  expect(lines).toHaveLength(1);
  expect(monitor.standing.blocked).toEqual({ badge: null, attendance: null });
  simulator.setKey('cat_later', { state: 'live', scopes: ['website:read', 'events:read'] });
  await pass(15 * MINUTE, MINUTE);
  expect(programme.shown?.name).toBe('Harbour Conference');
});

test('what belonged to another key or address is dropped', async () => {
  const { run, given } = await simulateBoth();
  const first = run();
  await first.pass(MINUTE);
  await first.close();
  expect(keptFiles(first.dataDir)).toHaveLength(4);
  const { dataDir } = first;
  const second = runProgramme({ ...given, dataDir, apiKey: 'cat_demo_gate' });
  await second.pass(0);
  expect(second.programme.shown).toBeNull();
  expect(keptFiles(dataDir)).toEqual([]);
});

test('a new key takes over at once, with its own rights', async () => {
  const { run, simulator } = await simulateBoth();
  simulator.setKey('cat_new', { state: 'live', scopes: ['website:read'] });
  const { programme, pass, dataDir } = run();
  await pass(MINUTE);
  const before = simulator.journal().length;
  programme.useKey('cat_new');
  expect(programme.shown).toBeNull();
  await pass(SECOND);
  expect(programme.shown).toMatchObject({ name: 'Harbour Conference', now: [] });
  const asked = simulator.journal().slice(before);
  expect(asked.map(({ status }) => status)).toEqual([200, 403, 403, 200]);
  // The site and the logo.
  expect(keptFiles(dataDir)).toHaveLength(2);
});

test('the disk keeps neither the key nor what Confera wants nobody to keep', async () => {
  const { run, simulator } = await simulateBoth();
  const headers = { 'Cache-Control': 'no-store', Vary: 'X-API-Key' };
  simulator.setBehaviour({ readCaching: { etag: true, lastModified: true, headers } });
  const { pass, dataDir, programme } = run();
  await pass(MINUTE);
  expect(programme.shown?.name).toBe('Harbour Conference');
  const texts = keptFiles(dataDir).map((file) => readFileSync(file, 'latin1'));
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('PNG');
  simulator.setBehaviour({
    readCaching: { etag: true, lastModified: true, headers: { Vary: 'X-API-Key' } },
  });
  await pass(MINUTE);
  await pass(10 * MINUTE, MINUTE);
  const all = keptFiles(dataDir).map((file) => readFileSync(file, 'latin1'));
  expect(all).toHaveLength(4);
  expect(all.join('')).not.toContain('cat_demo');
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['cut in half', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['full of zeros', (bytes) => Buffer.alloc(bytes.length)],
  ['empty', () => Buffer.alloc(0)],
])('a cache that is %s is only a miss', async (_, damage) => {
  const { run, simulator, given } = await simulateBoth();
  const first = run();
  await first.pass(MINUTE);
  await first.close();
  for (const file of keptFiles(first.dataDir)) writeFileSync(file, damage(readFileSync(file)));
  const before = simulator.journal().length;
  const second = runProgramme({ ...given, dataDir: first.dataDir });
  await second.pass(0);
  expect(second.programme.shown).toBeNull();
  await second.pass(SECOND);
  expect(second.programme.shown).toMatchObject({ name: 'Harbour Conference', stale: false });
  const statuses = simulator.journal().slice(before);
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(second.lines).toEqual([]);
});

test('a sign-in page in Confera’s place changes nothing but the age', async () => {
  const { run, simulator } = await simulateBoth();
  const { programme, pass, dataDir, lines } = run();
  await pass(SECOND);
  const before = programme.shown;
  // The logo isn't touched by the faults, and is renewed.
  const documents = () =>
    keptFiles(dataDir)
      .map((file) => readFileSync(file, 'latin1'))
      .filter((text) => !text.includes('PNG'));
  const kept = documents();
  for (const fault of [
    { kind: 'html-page' },
    { kind: 'redirect' },
    { kind: 'ok-false' },
  ] as const) {
    simulator.setFaults([{ fault, on: 'reads' }]);
    await pass(20 * MINUTE, MINUTE);
    expect(programme.shown).toMatchObject({ name: before?.name, asOf: before?.asOf, stale: true });
  }
  expect(documents()).toEqual(kept);
  expect(lines).toEqual([expect.stringMatching(/^the programme could not be renewed: /)]);
});

const PICTURES: HostileAnswer[] = [
  'huge-png',
  'cut-png',
  'svg-script',
  'svg-as-png',
  'page-as-png',
  'png-as-page',
  'loopback-redirect',
  'fifty-megabytes',
  'endless',
  'gzip-bomb',
];
test.each(PICTURES)('a hostile picture leaves no logo, and one line: %s', async (what) => {
  const { run, simulator } = await simulateBoth();
  simulator.setFaults([{ fault: { kind: 'hostile', what }, on: 'images' }]);
  const { programme, pass, lines, dataDir } = run();
  await pass(20 * MINUTE, MINUTE);
  expect(programme.shown).toMatchObject({ name: 'Harbour Conference', logo: null, stale: false });
  expect(lines).toEqual([expect.stringMatching(/^the event's logo is not shown: 127\.0\.0\.1/)]);
  expect(keptFiles(dataDir)).toHaveLength(3);
});

const DOCUMENTS = ['fifty-megabytes', 'endless', 'gzip-bomb', 'loopback-redirect'] as const;
test.each(DOCUMENTS)(
  'a hostile document leaves the plain screen, and one line: %s',
  async (what) => {
    const { run, simulator } = await simulateBoth();
    simulator.setFaults([{ fault: { kind: 'hostile', what }, on: 'reads' }]);
    const { programme, pass, lines, dataDir } = run();
    await pass(HOUR, MINUTE);
    expect(programme.shown).toBeNull();
    expect(lines).toEqual([expect.stringMatching(/^the programme could not be renewed: /)]);
    expect(keptFiles(dataDir)).toEqual([]);
  },
);

test('hostile texts come out as plain ones, and their addresses lead nowhere', async () => {
  const { run, simulator } = await simulateBoth();
  simulator.setFaults([{ fault: { kind: 'hostile', what: 'hostile-texts' }, on: 'reads' }]);
  const { programme, pass, lines } = run();
  await pass(5 * MINUTE, MINUTE);
  expect(programme.shown?.colours).toEqual({ primary: null, accent: null });
  expect(programme.shown?.now).toHaveLength(12);
  expect(programme.shown?.logo).toBeNull();
  expect(simulator.journal().filter(({ kind }) => kind === 'image')).toEqual([]);
  expect(lines).toHaveLength(1);
});

test('pages without an end are read up to a limit', async () => {
  const { run, simulator } = await simulateBoth();
  const fault = { kind: 'hostile', what: 'endless-pages' } as const;
  simulator.setFaults([{ fault, on: 'reads', path: 'events/events' }]);
  const { programme, pass } = run();
  await pass(SECOND);
  expect(programme.shown?.now).toHaveLength(12);
  const pages = simulator.journal().filter(({ path }) => path.endsWith('events/events'));
  expect(pages).toHaveLength(20);
});

test('a part that was refused for a while is shown again within the hour, with one line', async () => {
  const { run, simulator } = await simulateBoth();
  const { programme, pass, lines } = run();
  await pass(SECOND);
  simulator.setFaults([{ fault: { kind: 'forbidden' }, on: 'reads' }]);
  await pass(3 * HOUR, MINUTE);
  expect(programme.shown).toBeNull();
  simulator.setFaults([]);
  await pass(HOUR, MINUTE);
  expect(titles(programme.shown?.now)).not.toEqual([]);
  expect(programme.shown).toMatchObject({ name: 'Harbour Conference', stale: false });
  expect(lines).toHaveLength(1);
});

// The lifetime of each answer as it arrives, and what a minute later is answered: two requests would be one too many.
test.each([
  ['max-age=0', { 'Cache-Control': 'max-age=0, stale-while-revalidate=60' }],
  ['an age of its own', { 'Cache-Control': 'max-age=60, stale-while-revalidate=300', Age: '85' }],
])(
  'what is past its lifetime on arrival is neither asked for twice nor stale: %s',
  async (_, headers) => {
    const { run, simulator } = await simulateBoth();
    const caching = { etag: true, lastModified: false, headers };
    simulator.setBehaviour({ readCaching: caching, imageCaching: caching });
    const { pass, programme } = run();
    await pass(SECOND);
    const site = () =>
      simulator.journal().filter(({ path }) => path.endsWith('website/site')).length;
    expect(site()).toBe(1);
    await pass(10 * MINUTE, MINUTE);
    expect(site()).toBe(11);
    expect(programme.shown?.stale).toBe(false);
  },
);

test.each([
  ['429', { kind: 'rate-limited', retryAfter: 290 }],
  ['503', { kind: 'status', status: 503 }],
] as const)('a renewal that meets %s is not repeated at once', async (_, fault) => {
  const { run, simulator } = await simulateBoth();
  const headers = { 'Cache-Control': 'max-age=60, stale-while-revalidate=600' };
  simulator.setBehaviour({ readCaching: { etag: true, lastModified: false, headers } });
  const { pass, programme, lines } = run();
  await pass(SECOND);
  simulator.setFaults([{ fault, on: 'reads' }]);
  const before = simulator.journal().length;
  const reads = () =>
    simulator
      .journal()
      .slice(before)
      .filter(({ kind }) => kind === 'read').length;
  await pass(MINUTE);
  // Too many requests end the round.
  expect(reads()).toBe(fault.kind === 'rate-limited' ? 1 : 3);
  expect(programme.shown?.stale).toBe(true);
  await pass(50 * SECOND);
  expect(reads()).toBe(fault.kind === 'rate-limited' ? 1 : 3);
  if (fault.kind === 'rate-limited') {
    await pass(3 * MINUTE, SECOND);
    expect(reads()).toBe(1);
  }
  expect(lines).toEqual([expect.stringMatching(/^the programme could not be renewed: /)]);
});

test('a page that could not be had ends the asking for the others, which are taken from what is kept', async () => {
  const { run, simulator, clock } = await simulateBoth();
  const events = Array.from({ length: 250 }, (_, n) => ({
    id: `e${n}`,
    title: `Session ${n}`,
    start_at: new Date(clock.now() - HOUR).toISOString(),
    end_at: new Date(clock.now() + DAY).toISOString(),
  }));
  simulator.setConference({ events });
  const { pass, programme } = run();
  await pass(SECOND);
  const pages = () =>
    simulator.journal().filter(({ path }) => path.endsWith('events/events')).length;
  expect(pages()).toBe(3);
  simulator.setFaults([
    { fault: { kind: 'status', status: 503 }, on: 'reads', path: 'events/events' },
  ]);
  await pass(10 * MINUTE + SECOND, MINUTE);
  expect(pages()).toBe(4);
  // The sessions are as old as the first reading, however new the rest is.
  expect(programme.shown).toMatchObject({ stale: true, asOf: NINE + SECOND });
  expect(programme.shown?.now).toHaveLength(12);
});

test('a logo that may not be shown is left alone until its address changes, or for a day', async () => {
  const { run, simulator } = await simulateBoth();
  simulator.setFaults([{ fault: { kind: 'hostile', what: 'svg-script' }, on: 'images' }]);
  const { pass, lines, programme } = run();
  await pass(20 * HOUR, 5 * MINUTE);
  const pictures = () => simulator.journal().filter(({ kind }) => kind === 'image').length;
  expect(pictures()).toBe(1);
  expect(lines).toHaveLength(1);
  simulator.setFaults([]);
  await pass(5 * HOUR, 5 * MINUTE);
  expect(pictures()).toBeGreaterThan(1);
  expect(programme.shown?.logo).not.toBeNull();
});

test('a listener that fails is logged, and the reads go on', async () => {
  const { run, simulator } = await simulateBoth();
  const failing = run();
  failing.failNextTell();
  await failing.pass(SECOND);
  expect(failing.lines).toEqual([expect.stringMatching(/^the programme could not be told: /)]);
  const { journal } = simulator;
  expect(journal().map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await failing.pass(11 * MINUTE, MINUTE);
  expect(failing.programme.shown).toMatchObject({ name: 'Harbour Conference', stale: false });
  expect(failing.lines).toHaveLength(1);
});

test('a key that is changed while Confera is out of reach is tried once it is back', async () => {
  const { run, simulator } = await simulateBoth();
  const { pass, monitor, programme } = run();
  await pass(SECOND);
  const about = { kind: null, rowId: null };
  monitor.observe({ kind: 'unreachable' }, about);
  simulator.setKey('cat_new', { state: 'live', scopes: ['website:read', 'events:read'] });
  programme.useKey('cat_new');
  await pass(HOUR, MINUTE);
  expect(programme.shown).toBeNull();
  monitor.observe({ kind: 'reached' }, about);
  await pass(SECOND);
  expect(programme.shown?.name).toBe('Harbour Conference');
});
