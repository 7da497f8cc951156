import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import { StaffPin } from '../../electron/settings/staff-pin.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** Staff save a new key in the settings form. */

const PIN = '2468';
const OLD = 'cat_saved_old';
const NEW = 'cat_saved_new';
const BOTH = ['badges:write', 'attendance:write'] as const;

/** A kiosk that scans with the old key; staff have unlocked it. */
async function runKiosk() {
  const simulator = await startSimulator({
    keys: { [OLD]: { state: 'live', scopes: BOTH }, [NEW]: { state: 'live', scopes: BOTH } },
  });
  onTestFinished(() => simulator.close());
  const dataDir = temporaryFolder();
  const keyStore = keyStoreWithHub(dataDir);
  writeSavedSettings(dataDir, { baseUrl: simulator.url });
  keyStore.save({ origin: simulator.url, key: OLD });
  await new StaffPin({ dataDir, clock: new ManualClock() }).set(PIN);
  const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const session = openScreen(kiosk);
  await session.unlockStaff({ pin: PIN });
  const save = (values: Record<string, string>, untestedKey?: boolean) =>
    session.saveSettings({
      values,
      waitingScans: null,
      ...(untestedKey !== undefined && { untestedKey }),
    });
  return {
    simulator,
    kiosk,
    session,
    save,
    scan: (raw: string) => session.scan({ raw, source: 'typed' }),
    /** The end of the key that this code was sent under last. */
    lastKeyOf: (code: string) =>
      simulator
        .journal()
        .filter((entry) => entry.code === code)
        .at(-1)?.apiKeyTail,
    storedKey: () => keyStore.load()?.key,
    file: path.join(dataDir, 'device.key'),
  };
}

test('a new key is stored and used by the core that is running', async () => {
  const { kiosk, save, scan, lastKeyOf, storedKey, file, session } = await runKiosk();
  const { core } = kiosk;
  const saving = save({ apiKey: NEW });
  // Nobody has to wait while it is tested.
  expect(await scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });
  expect(await saving).toEqual({ ok: true });
  expect(kiosk.core).toBe(core);
  expect(await scan('TEST-2')).toMatchObject({ outcome: 'checked-in' });
  expect(lastKeyOf('TEST-2')).toBe(NEW.slice(-4));
  expect(storedKey()).toBe(NEW);
  expect(readFileSync(file, 'utf8')).not.toContain(OLD);
  expect(kiosk.settings.forScreen.apiKey).toBe(NEW);
  // A text that arrives late may still repeat the old one.
  expect(kiosk.settings.secrets).toEqual(expect.arrayContaining([OLD, NEW]));
  expect(JSON.stringify(await session.getSettings({}))).not.toMatch(/cat_saved/);
});

test('a bad key changes nothing, neither on disk nor in the core', async () => {
  const { kiosk, simulator, save, scan, lastKeyOf, storedKey } = await runKiosk();
  const { core } = kiosk;
  simulator.setKey(NEW, { state: 'revoked', scopes: BOTH });
  for (const untested of [false, true]) {
    expect(await save({ apiKey: NEW, location: 'gate-z' }, untested)).toEqual({
      ok: false,
      problem: 'key-not-taken',
      why: 'unauthorized',
      mayGoUntested: false,
    });
  }
  expect(kiosk.core).toBe(core);
  expect(kiosk.settings.forScreen).toMatchObject({ apiKey: OLD, location: null });
  expect(storedKey()).toBe(OLD);
  await scan('TEST-1');
  expect(lastKeyOf('TEST-1')).toBe(OLD.slice(-4));
});

test('a key that comes with other settings is tested, too, and saved with them', async () => {
  const { kiosk, save, scan, lastKeyOf, storedKey, simulator } = await runKiosk();
  expect(await save({ apiKey: NEW, location: 'gate-z' })).toEqual({ ok: true });
  expect(simulator.journal().some(({ code }) => code?.startsWith('kiosk-preflight-'))).toBe(true);
  expect(kiosk.settings.forScreen).toMatchObject({ apiKey: NEW, location: 'gate-z' });
  expect(storedKey()).toBe(NEW);
  await scan('TEST-1');
  expect(lastKeyOf('TEST-1')).toBe(NEW.slice(-4));
});

test('the scope that a key needs is that of the new mode', async () => {
  const { save, simulator } = await runKiosk();
  simulator.setKey(NEW, { state: 'live', scopes: ['badges:write'] });
  const refused = await save({ apiKey: NEW, mode: 'attendance' });
  expect(refused).toMatchObject({ problem: 'key-not-taken', why: 'attendance-forbidden' });
  expect(await save({ apiKey: NEW, mode: 'badge' })).toEqual({ ok: true });
});

test('a key that can’t be written is not used', async () => {
  const { save, scan, lastKeyOf, storedKey, file, kiosk } = await runKiosk();
  // With something in it, so that no file can take its place.
  const obstacle = path.join(`${file}.new`, 'in-the-way');
  mkdirSync(obstacle, { recursive: true });
  expect(await save({ apiKey: NEW })).toEqual({ ok: false, problem: 'not-written' });
  await scan('TEST-1');
  expect(lastKeyOf('TEST-1')).toBe(OLD.slice(-4));
  expect(storedKey()).toBe(OLD);
  expect(kiosk.settings.forScreen.apiKey).toBe(OLD);
  rmSync(`${file}.new`, { recursive: true });
  expect(await save({ apiKey: NEW })).toEqual({ ok: true });
  expect(storedKey()).toBe(NEW);
});

test('without Confera a new key is taken only in the place of one that it refuses', async () => {
  const { save, scan, simulator, kiosk, storedKey } = await runKiosk();
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all', key: NEW }]);
  const failed = { ok: false, problem: 'key-not-taken', why: 'broken' };
  expect(await save({ apiKey: NEW }, true)).toEqual({ ...failed, mayGoUntested: false });

  simulator.setKey(OLD, { state: 'revoked', scopes: BOTH });
  expect(await scan('TEST-1')).toMatchObject({ outcome: 'attention', reason: 'key-refused' });
  expect(await save({ apiKey: NEW })).toEqual({ ...failed, mayGoUntested: true });
  expect(storedKey()).toBe(OLD);
  expect(await save({ apiKey: NEW }, true)).toEqual({ ok: true });
  expect(storedKey()).toBe(NEW);
  expect(kiosk.state().connection.is).not.toBe('blocked');
});

test('a kiosk knows from its first set-up which conference its key is for', async () => {
  const { simulator } = await runKiosk();
  const dataDir = temporaryFolder();
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: {},
    keyStore: keyStoreWithHub(dataDir),
  });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const session = openScreen(kiosk);
  const baseUrl = simulator.url;
  expect(await session.testConnection({ baseUrl, apiKey: OLD, mode: 'auto' })).toEqual({
    ok: true,
  });
  const values = { baseUrl, apiKey: OLD, staffPin: PIN };
  expect(await session.saveSettings({ values, waitingScans: null })).toEqual({ ok: true });
  await session.unlockStaff({ pin: PIN });
  // The old key tells nothing any more.
  simulator.setKey(OLD, { state: 'revoked', scopes: BOTH });
  simulator.setKey(NEW, { state: 'live', scopes: BOTH, conference: 'Another Conference' });
  await session.scan({ raw: 'TEST-WAITING', source: 'typed' });
  const change = { values: { apiKey: NEW }, waitingScans: null, untestedKey: true };
  expect(await session.saveSettings(change)).toMatchObject({
    problem: 'key-not-taken',
    why: 'other-conference',
  });
  expect(readFileSync(path.join(dataDir, 'conference.json'), 'utf8')).not.toContain('Conference');
});

test('the conference of a key that comes with other settings is known at once', async () => {
  const { save, scan, simulator } = await runKiosk();
  simulator.setKey(NEW, { state: 'live', scopes: BOTH, conference: 'Another Conference' });
  simulator.setKey(OLD, { state: 'revoked', scopes: BOTH });
  expect(await save({ apiKey: NEW, location: 'gate-z' })).toEqual({ ok: true });
  // The new key tells nothing any more, and a scan waits for its conference.
  simulator.setKey(NEW, { state: 'revoked', scopes: BOTH });
  await scan('TEST-WAITING');
  simulator.setKey(OLD, { state: 'live', scopes: BOTH });
  expect(await save({ apiKey: OLD })).toMatchObject({ why: 'other-conference' });
});

test('back at an address where scans wait, a key of another conference is refused', async () => {
  const { session, simulator, kiosk, scan } = await runKiosk();
  const elsewhere = await startSimulator({ keys: { [NEW]: { state: 'live', scopes: BOTH } } });
  onTestFinished(() => elsewhere.close());
  const tried = (baseUrl: string, apiKey: string | null) =>
    session.testConnection({ baseUrl, apiKey, mode: 'auto' });
  const moveTo = async (baseUrl: string, apiKey: string) => {
    const values = { baseUrl, apiKey };
    expect(await session.saveSettings({ values, waitingScans: 'keep' })).toEqual({ ok: true });
  };
  // The conference is known once the key was tested against the one in use.
  simulator.setKey(NEW, { state: 'live', scopes: BOTH, conference: 'Another Conference' });
  expect(await tried(simulator.url, NEW)).toMatchObject({ problem: 'other-conference' });

  await moveTo(elsewhere.url, NEW);
  // Nothing waits at the first address, so it may be used for the next event.
  expect(await tried(simulator.url, NEW)).toEqual({ ok: true });
  await moveTo(simulator.url, OLD);
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'checkins' }]);
  await scan('TEST-WAITING');
  await moveTo(elsewhere.url, NEW);
  simulator.setFaults([]);
  expect(await tried(simulator.url, NEW)).toEqual({ ok: false, problem: 'other-conference' });
  expect(await tried(simulator.url, OLD)).toEqual({ ok: true });
  expect(await tried(elsewhere.url, null)).toEqual({ ok: true });
  expect(kiosk.settings.forScreen.baseUrl).toBe(elsewhere.url);
});

test('while the core restarts during the test, nothing is saved', async () => {
  const { kiosk, save, simulator, storedKey } = await runKiosk();
  simulator.setFaults([{ fault: { kind: 'no-answer' }, on: 'health', key: NEW }]);
  const saving = save({ apiKey: NEW });
  await simulator.waitFor((journal) => journal.some(({ fault }) => fault === 'no-answer'));
  await kiosk.restart();
  expect(await saving).toMatchObject({ ok: false });
  expect(storedKey()).toBe(OLD);
});

test('the connection test compares a typed key with the one in use, and takes nothing', async () => {
  const { session, simulator, scan, lastKeyOf } = await runKiosk();
  const tried = (apiKey: string | null) =>
    session.testConnection({ baseUrl: simulator.url, apiKey, mode: 'auto' });
  expect(await tried(NEW)).toEqual({ ok: true });
  expect(await tried(null)).toEqual({ ok: true });
  simulator.setKey(NEW, { state: 'live', scopes: BOTH, conference: 'Another Conference' });
  expect(await tried(NEW)).toEqual({ ok: false, problem: 'other-conference' });
  await scan('TEST-1');
  expect(lastKeyOf('TEST-1')).toBe(OLD.slice(-4));
});

test('the connection test looks for the scope of the mode that the form shows', async () => {
  const { session, simulator } = await runKiosk();
  simulator.setKey(NEW, { state: 'live', scopes: ['badges:write'] });
  const tried = (mode: string) =>
    session.testConnection({ baseUrl: simulator.url, apiKey: NEW, mode });
  expect(await tried('badge')).toEqual({ ok: true });
  expect(await tried('attendance')).toEqual({ ok: false, problem: 'attendance-forbidden' });
});

test('while the conference is not active, the key can be changed untested', async () => {
  const { save, simulator, storedKey } = await runKiosk();
  simulator.setFaults([{ fault: { kind: 'forbidden' }, on: 'health' }]);
  const why = 'conference-inactive';
  expect(await save({ apiKey: NEW })).toMatchObject({ ok: false, why, mayGoUntested: true });
  expect(storedKey()).toBe(OLD);
  expect(await save({ apiKey: NEW }, true)).toEqual({ ok: true });
  expect(storedKey()).toBe(NEW);
});
