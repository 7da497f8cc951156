import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../electron/core/system/clock.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import { StaffPin } from '../../electron/settings/staff-pin.ts';
import { writeJoinLine } from '../../shared/hub/join-line.ts';
import { startGateProcess } from '../fixtures/gate-process.ts';
import { joinOf, startTestHub, whyNoHub } from '../fixtures/running-hub.ts';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

/** `npm run preflight` as a process: its lines, its exit codes, and what it leaves alone. */

const MAIN = path.resolve(import.meta.dirname, '../../electron/preflight/main.ts');
const CHECKS = [
  'address',
  'key',
  'scope',
  'clock',
  'zone',
  'disk',
  'queue',
  'hub',
  'printer',
  'version',
  'pin',
];

let confera: Simulator;
beforeAll(async () => {
  confera = await startSimulator();
});
afterAll(() => confera.close());

type Line = { check: string; state: string; detail: string; fix: string | null };

/** The environment of a device with nothing wrong. */
const sound = (dataDir = temporaryFolder()) => ({
  CONFERA_BASE_URL: confera.url,
  CONFERA_API_KEY: 'cat_demo_gate',
  KIOSK_TIME_ZONE: 'Asia/Karachi',
  TZ: 'Asia/Karachi',
  KIOSK_DATA_DIR: dataDir,
});

async function preflight(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    ended,
  ]);
  const lines = Buffer.concat(stdout).toString().split('\n').slice(0, -1);
  const told = lines.map((line) => JSON.parse(line) as Line);
  const state = (check: string) => told.find((line) => line.check === check)?.state;
  return { code, told, state, lines, stderr: Buffer.concat(stderr).toString() };
}

test('tells each check in a line of JSON, and ends with 0 if nothing is red', async () => {
  const env = sound();
  const { code, told, lines, stderr } = await preflight(env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(told).toEqual(
    CHECKS.map((check) => ({ check, state: 'green', detail: expect.any(String), fix: null })),
  );
  expect(lines.join()).not.toContain('cat_demo_gate');
  expect(readdirSync(env.KIOSK_DATA_DIR)).toEqual([]);
  expect(confera.checkins()).toEqual([]);
});

test('ends with 5 if a check is red, and says what to do', async () => {
  const { code, told, lines } = await preflight({ ...sound(), CONFERA_API_KEY: 'cat_misspelt' });
  expect(code).toBe(5);
  expect(told.map(({ check }) => check)).toEqual(CHECKS);
  expect(told.find(({ check }) => check === 'key')).toEqual({
    check: 'key',
    state: 'red',
    detail: expect.stringContaining('does not accept the key'),
    fix: expect.stringContaining('CONFERA_API_KEY'),
  });
  expect(lines.join()).not.toContain('cat_misspelt');
});

test.each<[string, Record<string, string>, RegExp]>([
  ['without a key', { CONFERA_API_KEY: '' }, /^CONFERA_API_KEY is missing: [^\n]+\n$/],
  [
    'that names the way to a kiosk’s folder, without an address',
    { CONFERA_BASE_URL: '' },
    /^CONFERA_BASE_URL is missing: [^\n]+\. No kiosk has been set up in \/[^\n]+: name the folder of one that has by --data-dir\n$/,
  ],
  ['with a bad zone', { KIOSK_TIME_ZONE: 'Mars' }, /^KIOSK_TIME_ZONE must be [^\n]+\n$/],
  ['with a bad proxy', { HTTPS_PROXY: 'venue' }, /^HTTPS_PROXY must be [^\n]+\n$/],
])('ends with 2 and one line %s', async (_, env, line) => {
  const { code, lines, stderr } = await preflight({ ...sound(), ...env });
  expect({ code, lines }).toEqual({ code: 2, lines: [] });
  expect(stderr).toMatch(line);
});

test('reads what was saved in the data folder, and lets flags go before', async () => {
  const dataDir = temporaryFolder();
  writeSavedSettings(dataDir, { mode: 'attendance', location: 'Gate A' });
  const env = { ...sound(dataDir), CONFERA_API_KEY: 'cat_demo_badges' };
  expect((await preflight(env)).state('scope')).toBe('red');
  expect((await preflight(env, '--mode', 'badge')).state('scope')).toBe('green');
});

test('finds a PIN that is easy to guess, kept or to be set at the first start', async () => {
  const dataDir = temporaryFolder();
  await new StaffPin({ dataDir, clock: systemClock }).set('1234');
  const kept = await preflight(sound(dataDir));
  expect([kept.code, kept.state('pin')]).toEqual([0, 'amber']);
  const given = await preflight({ ...sound(), KIOSK_STAFF_PIN: '2026' });
  expect(given.state('pin')).toBe('amber');
  expect(given.lines.at(-1)).not.toMatch(/2026/);
});

test('works beside a running gate, whose scans it counts and which goes on', async () => {
  const dataDir = temporaryFolder();
  const env = { ...sound(dataDir), CONFERA_BASE_URL: 'http://127.0.0.1:9' };
  const gate = startGateProcess({ env, args: ['--drain-ms', '0'] });
  gate.child.stdin.write('BADGE-1\n');
  await gate.event(({ event }) => event === 'scan');

  const { told, state } = await preflight(sound(dataDir));
  expect(state('queue')).toBe('amber');
  expect(told.find(({ check }) => check === 'queue')?.detail).toMatch(
    /^1 scan waits for another address \(http:\/\/127\.0\.0\.1:9\)/,
  );
  expect((await preflight(env)).state('queue')).toBe('green');

  gate.child.stdin.end('BADGE-2\n');
  expect(await gate.exited).toBe(3);
  expect(gate.events.filter(({ event }) => event === 'scan')).toMatchObject([
    { outcome: 'queued' },
    { outcome: 'queued' },
  ]);
});

test('a file in the data folder’s place is a bad setting, as for the gate', async () => {
  const file = path.join(temporaryFolder(), 'data');
  writeFileSync(file, '');
  const { code, told } = await preflight(sound(file));
  expect([code, told]).toEqual([2, []]);
});

test('tells of a data folder that is read-only, and goes on with the rest', async ({ skip }) => {
  const why = whyNoMount();
  if (why) skip(why);
  const disk = mountSmallDisk('4m');
  writeSavedSettings(disk.folder, { location: 'Gate A' });
  disk.makeReadOnly();
  const { code, told } = await preflight(sound(disk.folder));
  expect(code).toBe(5);
  expect(told.filter((line) => line.state !== 'green')).toMatchObject([
    { check: 'disk', detail: expect.stringContaining('is read-only') },
  ]);
});

const stateOf = (told: readonly Line[]) =>
  Object.fromEntries(told.map(({ check, state }) => [check, state]));

/** Has the process that touches the data folder stand still at its first step, as one does that a disk never answers. */
const STANDING_STILL = `
  if (process.argv[1]?.endsWith('read-folder.ts')) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  }`;

test('a disk that never answers is red within a time, and holds up no other check', async () => {
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(STANDING_STILL)}`;
  const env = sound();
  const began = performance.now();
  const [all, without] = await Promise.all([
    preflight({ ...env, NODE_OPTIONS }),
    preflight({ ...env, NODE_OPTIONS, CONFERA_API_KEY: '' }),
  ]);
  expect(performance.now() - began).toBeLessThan(40_000);
  expect(all.code).toBe(5);
  expect(stateOf(all.told)).toEqual({
    ...Object.fromEntries(CHECKS.map((check) => [check, 'green'])),
    ...{ disk: 'red', queue: 'red', hub: 'unknown', pin: 'unknown' },
  });
  expect(all.told.find(({ check }) => check === 'disk')?.detail).toMatch(
    /did not answer within 10 s/,
  );
  // Without the key, which may be on that disk, nothing else can be checked.
  expect(without.code).toBe(5);
  expect(stateOf(without.told)).toEqual({
    ...Object.fromEntries(CHECKS.map((check) => [check, 'unknown'])),
    ...{ disk: 'red', printer: 'green', version: 'green' },
  });
});

test('a folder whose files can’t be read is red, and what was given from outside is checked', async () => {
  const dataDir = temporaryFolder();
  mkdirSync(path.join(dataDir, 'settings.json'));
  const { code, told, stderr } = await preflight(sound(dataDir));
  expect(code).toBe(5);
  expect(told.filter(({ state }) => state !== 'green')).toMatchObject([
    { check: 'disk', state: 'red', detail: expect.stringContaining("can't be read") },
    { check: 'hub', state: 'unknown' },
    { check: 'pin', state: 'unknown' },
  ]);
  expect(stderr).toMatch(/^[^\n]*settings\.json is a folder[^\n]*\n$/);
});

test('asks the hub that the device has joined, which is amber if it can’t be reached', async ({
  skip,
}) => {
  const why = whyNoHub();
  if (why) skip(why);
  const hub = await startTestHub();
  const line = await hub.join('North');
  const join = joinOf(line);
  const elsewhere = writeJoinLine({ ...join, addresses: ['127.0.0.1:1'] });
  const [well, away] = await Promise.all(
    [line, elsewhere].map((each) => preflight({ ...sound(), KIOSK_HUB_JOIN: each })),
  );
  expect({ code: well?.code, hub: hubLine(well?.told) }).toEqual({
    code: 0,
    hub: {
      check: 'hub',
      state: 'green',
      detail: expect.stringMatching(/^The hub answers at 127\.0\.0\.1:\d+ \(\d+ ms\)\.$/),
      fix: null,
    },
  });
  expect({ code: away?.code, hub: hubLine(away?.told) }).toMatchObject({
    code: 0,
    hub: { state: 'amber', detail: expect.stringContaining('127.0.0.1:1, so this device') },
  });
  const said = `${well?.lines}${well?.stderr}${away?.lines}${away?.stderr}`;
  for (const kept of [join.seed, join.secret]) expect(said).not.toContain(kept);
});

const hubLine = (told: readonly Line[] = []) => told.find(({ check }) => check === 'hub');

test('changes nothing on the disk, whether files are damaged or the folder is missing', async () => {
  const dataDir = temporaryFolder();
  const files = ['settings.json', 'staff.json', 'steward.json', 'staff-tries.json', 'device.json'];
  for (const file of files) writeFileSync(path.join(dataDir, file), '{"hal', { mode: 0o644 });
  const damaged = await preflight(sound(dataDir));
  expect([damaged.code, damaged.state('pin')]).toEqual([5, 'red']);
  expect(readdirSync(dataDir).sort()).toEqual(files.sort());
  for (const file of files) {
    expect(readFileSync(path.join(dataDir, file), 'utf8')).toBe('{"hal');
    expect(statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o644);
  }

  const missing = path.join(temporaryFolder(), 'kiosk', 'data');
  expect((await preflight(sound(missing))).code).toBe(0);
  expect(existsSync(path.dirname(missing))).toBe(false);
  // Where no folder can be made, that is told at once.
  const nowhere = await preflight(sound('/proc/kiosk'));
  expect(nowhere.state('disk')).toBe('red');
  expect(nowhere.lines.join()).toContain('/proc/kiosk');
});
