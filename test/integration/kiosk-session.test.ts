import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { pastSalvages } from '../../electron/core/outbox/salvage/set-aside.ts';
import { systemClock } from '../../electron/core/system/clock.ts';
import { venueDay } from '../../electron/core/system/venue-day.ts';
import { HubFolder } from '../../electron/hub/hub-folder.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import type { SettingTexts } from '../../electron/settings/saved-settings.ts';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

const PIN = '2468';
const KEY = 'cat_demo_all';

async function simulator() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  return sim;
}

/** A kiosk with one screen's session; time can be pushed on without waiting. */
async function kioskWithSession(given: { dataDir?: string; environment?: SettingTexts } = {}) {
  const dataDir = given.dataDir ?? temporaryFolder();
  let ahead = 0;
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + ahead };
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: given.environment ?? {},
    keyStore: keyStoreWithHub(dataDir),
    clock,
  });
  let open = true;
  const close = async () => {
    if (open) await kiosk.close();
    open = false;
  };
  onTestFinished(close);
  await kiosk.start();
  return {
    dataDir,
    kiosk,
    session: openScreen(kiosk),
    close,
    pass: (ms: number) => {
      ahead += ms;
    },
    stateIs: (fits: (state: KioskState) => boolean) =>
      new Promise<KioskState>((resolve) => {
        const look = (state: KioskState) => {
          if (!fits(state)) return;
          kiosk.events.off('state', look);
          resolve(state);
        };
        kiosk.events.on('state', look);
        look(kiosk.state());
      }),
  };
}

const setUp = (baseUrl: string) => ({
  values: { baseUrl, apiKey: KEY, location: 'gate-a', eventName: 'Conf', staffPin: PIN },
  waitingScans: null,
});

describe('a person’s name', () => {
  test.each([
    { hideNames: '', tells: expect.stringContaining('Ayesha') },
    { hideNames: '1', tells: null },
  ])('reaches the page unless it is hidden ("$hideNames")', async ({ hideNames, tells }) => {
    const sim = await simulator();
    const { kiosk, session } = await kioskWithSession({
      environment: { baseUrl: sim.url, apiKey: KEY, staffPin: PIN, hideNames },
    });
    const answer = await session.scan({ raw: 'BADGE-1', source: 'wedge' });
    expect(answer).toMatchObject({ outcome: 'checked-in', name: tells });
    // The page forgets those that it knows already.
    expect(kiosk.state().display.hideNames).toBe(tells === null);
  });
});

test('where a badge was scanned before reaches the page in letters that it can show', async () => {
  const sim = await simulator();
  const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN, location: '🚪 Gate B' };
  const { session, kiosk, pass } = await kioskWithSession({ environment });
  const scan = { raw: 'BADGE-1', source: 'wedge' } as const;
  expect(await session.scan(scan)).toMatchObject({ outcome: 'checked-in', first: null });
  pass(1000);
  const first = { at: expect.any(Number), location: 'Gate B' };
  expect(await session.scan(scan)).toMatchObject({ outcome: 'already-checked-in', first });
  expect(kiosk.state().display.location).toBe(first.location);
});

describe('first set-up', () => {
  test('needs address, key and PIN, and then the kiosk scans; a restart remembers all of it', async () => {
    const sim = await simulator();
    const first = await kioskWithSession();
    expect(first.kiosk.state().screen).toBe('setup');
    const { session } = first;
    for (const [setting, values] of [
      ['baseUrl', { apiKey: KEY, staffPin: PIN }],
      ['apiKey', { baseUrl: sim.url, staffPin: PIN }],
      ['staffPin', { baseUrl: sim.url, apiKey: KEY }],
      ['staffPin', { baseUrl: sim.url, apiKey: KEY, staffPin: '12' }],
      ['baseUrl', { baseUrl: 'http://confera.example', apiKey: KEY, staffPin: PIN }],
    ] as const) {
      expect(await session.saveSettings({ values, waitingScans: null })).toMatchObject({
        ok: false,
        problem: 'bad-setting',
        setting,
      });
    }
    expect(await session.saveSettings(setUp(sim.url))).toEqual({ ok: true });
    expect(first.kiosk.state()).toMatchObject({ screen: 'scan', display: { eventName: 'Conf' } });
    const scanned = await session.scan({ raw: 'BADGE-1', source: 'typed' });
    expect(scanned).toMatchObject({ outcome: 'checked-in', name: expect.any(String) });
    await first.close();

    const again = await kioskWithSession({ dataDir: first.dataDir });
    expect(again.kiosk.state()).toMatchObject({ screen: 'scan', display: { location: 'gate-a' } });
    expect(await again.session.unlockStaff({ pin: PIN })).toEqual({ ok: true, role: 'supervisor' });
  });

  test('the connection is tested in words of our own, without saving anything', async () => {
    const sim = await simulator();
    const { session, kiosk } = await kioskWithSession();
    const tried = (apiKey: string, baseUrl = sim.url) =>
      session.testConnection({ baseUrl, apiKey, mode: 'auto' });
    expect(await tried(KEY)).toEqual({ ok: true });
    expect(await tried('cat_wrong')).toEqual({ ok: false, problem: 'unauthorized' });
    sim.setFaults([{ fault: { kind: 'html-page' }, on: 'health' }]);
    expect(await tried(KEY)).toEqual({ ok: false, problem: 'sign-in' });
    sim.setFaults([{ fault: { kind: 'status', status: 503 }, on: 'health' }]);
    expect(await tried(KEY)).toEqual({ ok: false, problem: 'server-trouble' });
    const saysNo = { kind: 'status', status: 200, body: { success: false } } as const;
    sim.setFaults([{ fault: saysNo, on: 'health' }]);
    expect(await tried(KEY)).toEqual({ ok: false, problem: 'server-trouble' });
    const { url } = sim;
    await sim.close();
    expect(await tried(KEY, url)).toEqual({ ok: false, problem: 'refused' });
    expect(await tried(KEY, 'nonsense')).toMatchObject({
      problem: 'bad-setting',
      setting: 'baseUrl',
    });
    expect(kiosk.state().screen).toBe('setup');
  });

  test('neither key nor PIN comes out again, and the PIN is kept hashed only', async () => {
    const sim = await simulator();
    const { session, dataDir } = await kioskWithSession();
    await session.saveSettings(setUp(sim.url));
    await session.unlockStaff({ pin: PIN });
    const shown = JSON.stringify([
      await session.getSettings({}),
      await session.getStaffOverview({}),
    ]);
    expect(shown).not.toContain(KEY);
    expect(shown).not.toContain(PIN);
    const files = readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { name } of files) {
      const text = readFileSync(path.join(dataDir, name), 'latin1');
      if (name !== 'device.key') expect(text, name).not.toContain(KEY);
      if (name === 'staff.json') expect(text).toMatch(/\$argon2id\$/);
      expect(text.includes(`"${PIN}"`), name).toBe(false);
    }
  });
});

describe('the staff area', () => {
  async function running() {
    const sim = await simulator();
    const made = await kioskWithSession();
    await made.session.saveSettings(setUp(sim.url));
    return { sim, ...made };
  }

  test('is locked without the PIN, for every method of its own', async () => {
    const { session } = await running();
    const locked = { ok: false, problem: 'locked' };
    expect(await session.getSettings({})).toEqual(locked);
    expect(await session.getStaffOverview({})).toEqual(locked);
    expect(await session.sendAgain({ scanId: null })).toEqual(locked);
    expect(await session.exportWaiting({})).toEqual(locked);
    expect(await session.leave({})).toEqual(locked);
    expect(await session.saveSettings(setUp('http://127.0.0.1:9'))).toEqual(locked);
    expect(
      await session.testConnection({ baseUrl: 'http://127.0.0.1:9', apiKey: null, mode: 'auto' }),
    ).toEqual(locked);
  });

  test('opens for one screen alone, and closes by itself when nobody uses it', async () => {
    const { kiosk, session, pass } = await running();
    const other = openScreen(kiosk);
    await session.unlockStaff({ pin: PIN });
    expect(await session.getStaffOverview({})).toMatchObject({ ok: true });
    expect(await other.getStaffOverview({})).toMatchObject({ problem: 'locked' });
    pass(5 * 60_000);
    expect(await session.getStaffOverview({})).toMatchObject({ problem: 'locked' });
  });

  test('wrong PINs cost growing waits, and a right one is refused while they run', async () => {
    const { session, pass } = await running();
    const attempt = (pin: string) => session.unlockStaff({ pin });
    expect(await attempt('0000')).toEqual({ ok: false, problem: 'wrong-pin', waitMs: 0 });
    await attempt('0001');
    expect(await attempt('0002')).toMatchObject({ waitMs: 5_000 });
    expect(await attempt(PIN)).toMatchObject({ problem: 'wrong-pin' });
    pass(5_000);
    expect(await attempt('0003')).toMatchObject({ waitMs: 10_000 });
    pass(10_000);
    expect(await attempt(PIN)).toEqual({ ok: true, role: 'supervisor' });
  });

  test('a new address asks for its own key, and what becomes of waiting scans; none is lost', async () => {
    const { sim, session, stateIs, kiosk } = await running();
    const next = await simulator();
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await session.scan({ raw: 'BADGE-1', source: 'wedge' });
    await stateIs(({ queued }) => queued === 1);
    await session.unlockStaff({ pin: PIN });

    const moved = { baseUrl: next.url };
    expect(await session.saveSettings({ values: moved, waitingScans: null })).toMatchObject({
      problem: 'bad-setting',
      setting: 'apiKey',
    });
    expect(
      await session.testConnection({ baseUrl: next.url, apiKey: null, mode: 'auto' }),
    ).toMatchObject({
      setting: 'apiKey',
    });
    const withKey = { ...moved, apiKey: KEY };
    expect(await session.saveSettings({ values: withKey, waitingScans: null })).toEqual({
      ok: false,
      problem: 'scans-waiting',
      count: 1,
    });
    const file = await session.exportWaiting({});
    expect(file).toMatchObject({ ok: true, csv: expect.stringContaining('"BADGE-1"') });
    expect(await session.saveSettings({ values: withKey, waitingScans: 'keep' })).toEqual({
      ok: true,
    });
    expect(await session.scan({ raw: 'BADGE-2', source: 'wedge' })).toMatchObject({
      outcome: 'checked-in',
    });
    expect(kiosk.state().queued).toBe(1);
    expect(next.journal().flatMap(({ code }) => code ?? [])).toEqual(['BADGE-2']);

    sim.clearFaults();
    await session.saveSettings({ values: { baseUrl: sim.url, apiKey: KEY }, waitingScans: null });
    await stateIs(({ queued }) => queued === 0);
    expect(sim.checkins()).toMatchObject([{ code: 'BADGE-1' }]);
  });

  test('what was refused is listed and can be sent again', async () => {
    const { sim, session, stateIs, kiosk } = await running();
    const told = await session.scan({ raw: 'BADGE-KEY-REUSED', source: 'camera' });
    expect(told.outcome).toBe('attention');
    await stateIs(({ needsAttention }) => needsAttention === 1);
    await session.unlockStaff({ pin: PIN });
    const overview = await session.getStaffOverview({});
    expect(overview).toMatchObject({
      ok: true,
      attention: [{ scanId: told.scanId, codeTail: 'USED', state: 'attention' }],
      recent: [{ scanId: told.scanId }],
    });
    const sent = (journal: ReturnType<typeof sim.journal>) =>
      journal.filter(({ code }) => code === 'BADGE-KEY-REUSED');
    const [before] = sent(sim.journal());
    expect(await session.sendAgain({ scanId: told.scanId })).toEqual({ ok: true, count: 1 });
    const again = await sim.waitFor((journal) => sent(journal)[1]);
    expect(again?.idempotencyKey).not.toBe(before?.idempotencyKey);
    expect(kiosk.core?.outbox.overview.counts().attention).toBeLessThanOrEqual(1);
  });

  test('what was refused can be put away, by staff alone', async () => {
    const { session, stateIs } = await running();
    const { scanId } = await session.scan({ raw: 'BADGE-KEY-REUSED', source: 'camera' });
    await stateIs(({ needsAttention }) => needsAttention === 1);
    expect(await session.dismiss({ scanId: scanId ?? '', why: 'other' })).toMatchObject({
      ok: false,
    });
    await session.unlockStaff({ pin: PIN });
    expect(await session.dismiss({ scanId: scanId ?? '', why: 'other' })).toEqual({ ok: true });
    await stateIs(({ needsAttention }) => needsAttention === 0);
  });

  test('a new key from the settings lets a refused device go on, without a restart', async () => {
    const { sim, session, stateIs } = await running();
    sim.setKey(KEY, { state: 'revoked', scopes: [] });
    const told = await session.scan({ raw: 'BADGE-1', source: 'wedge' });
    expect(told).toMatchObject({ outcome: 'attention', reason: 'key-refused' });
    await stateIs(({ connection, queued }) => connection.is === 'blocked' && queued === 1);
    sim.setKey('cat_another', { state: 'live', scopes: ['badges:write'] });
    await session.unlockStaff({ pin: PIN });
    const values = { apiKey: 'cat_another' };
    expect(await session.saveSettings({ values, waitingScans: null })).toEqual({ ok: true });
    await stateIs(({ connection, queued }) => connection.is === 'online' && queued === 0);
    expect(sim.checkins()).toMatchObject([{ code: 'BADGE-1' }]);
  });

  test('a screen that may not end the kiosk is told so', async () => {
    const { session } = await running();
    await session.unlockStaff({ pin: PIN });
    expect(await session.leave({})).toEqual({ ok: false, problem: 'not-here' });
  });
});

describe('settings from outside', () => {
  test('are shown, not editable, never saved', async () => {
    const sim = await simulator();
    const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN, location: 'gate-x' };
    const { session, dataDir, kiosk } = await kioskWithSession({ environment });
    expect(kiosk.state().screen).toBe('scan');
    await session.unlockStaff({ pin: PIN });
    const shown = await session.getSettings({});
    expect(shown.ok && shown.settings.find(({ name }) => name === 'location')).toMatchObject({
      value: 'gate-x',
      source: 'environment',
      editable: false,
    });
    expect(
      await session.saveSettings({
        values: { location: 'gate-y', eventName: 'Changed' },
        waitingScans: null,
      }),
    ).toEqual({ ok: true });
    expect(kiosk.state().display).toMatchObject({ location: 'gate-x', eventName: 'Changed' });
    const saved = readFileSync(path.join(dataDir, 'settings.json'), 'utf8');
    expect(saved).not.toContain(sim.url);
    expect(readdirSync(dataDir)).not.toContain('device.key');
  });
});

test('what is given from outside is changed by nobody on the screen, the PIN included', async () => {
  const sim = await simulator();
  const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
  const { session, dataDir } = await kioskWithSession({ environment });
  await session.unlockStaff({ pin: PIN });
  const values = { staffPin: '9753', baseUrl: 'http://127.0.0.1:9' };
  expect(await session.saveSettings({ values, waitingScans: null })).toEqual({ ok: true });
  expect(await session.unlockStaff({ pin: PIN })).toEqual({ ok: true, role: 'supervisor' });
  expect(readFileSync(path.join(dataDir, 'settings.json'), 'utf8')).not.toContain('127.0.0.1:9');
});

test('two saves at once leave one core, and each scan is sent once', async () => {
  const sim = await simulator();
  const { session, kiosk } = await kioskWithSession();
  await session.saveSettings(setUp(sim.url));
  await session.unlockStaff({ pin: PIN });
  await Promise.all(
    ['one', 'two', 'three'].map((eventName) =>
      session.saveSettings({ values: { eventName }, waitingScans: null }),
    ),
  );
  expect(kiosk.state()).toMatchObject({ screen: 'scan', display: { eventName: 'three' } });
  await session.scan({ raw: 'BADGE-1', source: 'typed' });
  expect(sim.journal().filter(({ kind }) => kind === 'badge')).toHaveLength(1);
});

test('a folder whose database is of a newer version shows a fault, and nothing is called saved', async () => {
  const sim = await simulator();
  const dataDir = temporaryFolder();
  const db = new Database(path.join(dataDir, 'kiosk.db'));
  db.pragma('user_version = 99');
  db.close();
  const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => stderr.mockRestore());
  const { kiosk, session } = await kioskWithSession({ dataDir, environment });
  await kiosk.restart();
  // The screen gets a code, and stderr the whole story, once.
  expect(stderr.mock.calls).toEqual([[expect.stringMatching(/newer version \(99\).*\n$/)]]);
  expect(kiosk.state()).toMatchObject({
    screen: 'fault',
    fault: { is: 'newer-version', folder: dataDir, detail: null },
  });
  const told = await session.scan({ raw: 'BADGE-1', source: 'wedge' });
  expect(told).toMatchObject({ outcome: 'not-saved', scanId: null });
});

/** Overwrites the root of an index that no start looks at. */
function damageIndex(dataDir: string, name: string) {
  const file = path.join(dataDir, 'kiosk.db');
  const db = new Database(file);
  const page = db
    .prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(name) as number;
  const size = db.pragma('page_size', { simple: true }) as number;
  db.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
  closeSync(handle);
}

test('a database found damaged at work is set aside, what it holds is carried over, and scanning goes on', async () => {
  const sim = await simulator();
  const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
  const before = await kioskWithSession({ environment });
  await before.session.scan({ raw: 'TEST-1', source: 'wedge' });
  await before.close();
  damageIndex(before.dataDir, 'scan_by_code');

  const { session, stateIs } = await kioskWithSession({ dataDir: before.dataDir, environment });
  const refused = await session.scan({ raw: 'TEST-2', source: 'wedge' });
  expect(refused).toMatchObject({ outcome: 'not-saved', reason: 'storage', scanId: null });
  await stateIs(({ storage }) => storage === 'damaged');
  await stateIs(({ storage, screen }) => storage === null && screen === 'scan');

  const told = await session.scan({ raw: 'TEST-2', source: 'wedge' });
  expect(told).toMatchObject({ outcome: 'checked-in' });
  await session.unlockStaff({ pin: PIN });
  expect(await session.getStaffOverview({})).toMatchObject({
    counts: { done: 2 },
    salvages: [{ folder: expect.stringMatching(/^kiosk-damaged-/), carriedOver: 1, lost: 0 }],
  });
});

test('the list of scans says that they can not be read while the database is found damaged, and is back after that', async () => {
  const sim = await simulator();
  const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
  const before = await kioskWithSession({ environment });
  await before.session.scan({ raw: 'TEST-1', source: 'wedge' });
  await before.close();
  damageIndex(before.dataDir, 'scan_by_day');
  const { session, stateIs } = await kioskWithSession({ dataDir: before.dataDir, environment });
  await session.unlockStaff({ pin: PIN });
  const asked = { standing: null, kind: null, from: 0, to: Date.now(), badge: null, before: null };
  expect(await session.getScans(asked)).toEqual({ ok: false, problem: 'unreadable' });
  await stateIs(({ storage, screen }) => storage === null && screen === 'scan');
  expect(await session.getScans(asked)).toMatchObject({ ok: true, scans: [{ codeTail: 'T-1' }] });
});

test('damage that only the counting meets is set aside, too, however often it is met', async () => {
  const sim = await simulator();
  const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
  const before = await kioskWithSession({ environment });
  await before.session.scan({ raw: 'TEST-1', source: 'wedge' });
  await before.close();
  damageIndex(before.dataDir, 'scan_stubborn');
  const { kiosk, session, stateIs } = await kioskWithSession({
    dataDir: before.dataDir,
    environment,
  });
  await stateIs(({ storage }) => storage === 'damaged');
  await stateIs(({ storage, screen }) => storage === null && screen === 'scan');
  expect(pastSalvages(kiosk.dataDir)).toMatchObject([{ carriedOver: 1, lost: 0 }]);
  const told = await session.scan({ raw: 'TEST-2', source: 'wedge' });
  expect(told).toMatchObject({ outcome: 'checked-in' });
});

describe('a closed entrance', () => {
  const CLOSED = {
    scanId: null,
    outcome: null,
    kind: null,
    day: null,
    reason: null,
    name: null,
    first: null,
    passBack: null,
  };

  async function scanning() {
    const sim = await simulator();
    const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
    return { sim, environment, ...(await kioskWithSession({ environment })) };
  }

  test('takes no scan, writes none down and sends none, while the backlog goes on', async () => {
    const { sim, session, kiosk, stateIs } = await scanning();
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    expect(await session.scan({ raw: 'BADGE-1', source: 'wedge' })).toMatchObject({
      outcome: 'queued',
    });
    expect(await session.closeEntrance({})).toEqual({ ok: false, problem: 'locked' });
    await session.unlockStaff({ pin: PIN });
    expect(await session.closeEntrance({})).toEqual({ ok: true, isKept: true });
    for (const source of ['wedge', 'camera', 'typed', 'hid', 'serial'] as const) {
      expect(await session.scan({ raw: 'BADGE-2', source })).toEqual(CLOSED);
    }
    sim.clearFaults();
    await stateIs(({ queued }) => queued === 0);
    expect(sim.checkins()).toMatchObject([{ code: 'BADGE-1' }]);
    expect(sim.journal().some(({ code }) => code === 'BADGE-2')).toBe(false);
    expect(kiosk.core?.outbox.overview.recent(9)).toHaveLength(1);

    expect(await session.openEntrance({})).toEqual({ ok: true, isKept: true });
    // What was refused meanwhile isn't taken for a repeat.
    expect(await session.scan({ raw: 'BADGE-2', source: 'wedge' })).toMatchObject({
      outcome: 'checked-in',
    });
  });

  test('is told to every screen, survives a restart, and is open after a wipe', async () => {
    const first = await kioskWithSession();
    const sim = await simulator();
    await first.session.saveSettings(setUp(sim.url));
    await first.session.unlockStaff({ pin: PIN });
    await first.session.closeEntrance({});
    expect(await first.session.sendVisitorsTo({ place: '  Gate B ' })).toMatchObject({ ok: true });
    const { closure } = first.kiosk.state();
    expect(closure).toMatchObject({ place: 'Gate B', isKept: true });
    await first.close();

    const again = await kioskWithSession({ dataDir: first.dataDir });
    expect(again.kiosk.state().closure).toEqual(closure);
    expect(await again.session.scan({ raw: 'BADGE-1', source: 'wedge' })).toEqual(CLOSED);
    await again.session.unlockStaff({ pin: PIN });
    expect(await again.session.wipeDevice({ loseWaiting: false })).toEqual({ ok: true });
    expect(again.kiosk.state()).toMatchObject({ screen: 'setup', closure: null });
  });

  test('is opened by one screen and not closed again by another that is late', async () => {
    const { session, kiosk } = await scanning();
    await session.unlockStaff({ pin: PIN });
    await Promise.all([session.closeEntrance({}), session.closeEntrance({})]);
    await session.openEntrance({});
    expect(await session.sendVisitorsTo({ place: 'Gate B' })).toEqual({
      ok: false,
      problem: 'not-closed',
    });
    expect(kiosk.state().closure).toBeNull();
  });
});

describe('wiping the device', () => {
  test('deletes key, settings, PIN and scans, and ends at the first set-up', async () => {
    const sim = await simulator();
    const { dataDir, kiosk, session } = await kioskWithSession();
    await session.saveSettings(setUp(sim.url));
    await session.scan({ raw: 'TEST-WIPED', source: 'typed' });
    expect(await session.wipeDevice({ loseWaiting: false })).toEqual({
      ok: false,
      problem: 'locked',
    });
    await session.unlockStaff({ pin: PIN });
    expect(await session.wipeDevice({ loseWaiting: false })).toEqual({ ok: true });
    expect(kiosk.state().screen).toBe('setup');
    expect(kiosk.pin.isSet).toBe(false);
    expect(readdirSync(dataDir).filter((name) => !/^instance\.lock/.test(name))).toEqual(['logs']);

    expect(await session.saveSettings(setUp(sim.url))).toEqual({ ok: true });
    expect(await session.scan({ raw: 'TEST-ANEW', source: 'typed' })).toMatchObject({
      outcome: 'checked-in',
    });
    expect(kiosk.core?.outbox.overview.counts()).toMatchObject({ done: 1 });
  });

  test('sets the PINs of the environment anew, so that nobody else sets the device up', async () => {
    const sim = await simulator();
    const stewardPin = '4711';
    const environment = { staffPin: PIN, stewardPin };
    const { kiosk, session } = await kioskWithSession({ environment });
    await session.unlockStaff({ pin: PIN });
    expect(await session.saveSettings(setUp(sim.url))).toEqual({ ok: true });
    const wiping = session.wipeDevice({ loseWaiting: false });
    const seen: boolean[] = [];
    kiosk.events.on('state', () => seen.push(kiosk.awaitsFirstSetUp));
    expect(await wiping).toEqual({ ok: true });
    expect(kiosk.state().screen).toBe('setup');
    expect(seen).not.toContain(true);
    expect(await session.saveSettings(setUp(sim.url))).toEqual({ ok: false, problem: 'locked' });
    expect(await session.unlockStaff({ pin: stewardPin })).toEqual({ ok: true, role: 'steward' });
    expect(await session.unlockStaff({ pin: PIN })).toEqual({ ok: true, role: 'supervisor' });
    expect(await session.saveSettings(setUp(sim.url))).toEqual({ ok: true });
  });

  test('keeps scans that wait, unless they are given up by name', async () => {
    const sim = await simulator();
    const { kiosk, session } = await kioskWithSession();
    await session.saveSettings(setUp(sim.url));
    sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await session.scan({ raw: 'TEST-WAITING', source: 'typed' });
    await session.unlockStaff({ pin: PIN });
    const refused = { ok: false, problem: 'scans-waiting', count: 1 };
    expect(await session.wipeDevice({ loseWaiting: false })).toEqual(refused);
    expect(kiosk.core?.outbox.overview.counts()).toMatchObject({ pending: 1 });
    expect(await session.wipeDevice({ loseWaiting: true })).toEqual({ ok: true });
    expect(kiosk.state().screen).toBe('setup');
  });

  test('is refused while this machine is the hub, and nothing is deleted', async () => {
    const sim = await simulator();
    const { dataDir, kiosk, session } = await kioskWithSession();
    await session.saveSettings(setUp(sim.url));
    await session.unlockStaff({ pin: PIN });
    const endHub = await new HubFolder(dataDir).takeAsHub();
    const refused = { ok: false, problem: 'hub-runs' };
    expect(await session.wipeDevice({ loseWaiting: true })).toEqual(refused);
    expect(kiosk.state().screen).toBe('scan');
    endHub();
    expect(await session.wipeDevice({ loseWaiting: true })).toEqual({ ok: true });
    expect(readdirSync(dataDir)).not.toContain('hub');
  });

  test('is refused while the key is given from outside: it would be back at once', async () => {
    const sim = await simulator();
    const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
    const { kiosk, session } = await kioskWithSession({ environment });
    await session.unlockStaff({ pin: PIN });
    const refused = { ok: false, problem: 'given-from-outside' };
    expect(await session.wipeDevice({ loseWaiting: true })).toEqual(refused);
    expect(kiosk.state().screen).toBe('scan');
  });
});

test('wrong PINs cost their waits over a restart, too', async () => {
  const sim = await simulator();
  const environment = { baseUrl: sim.url, apiKey: KEY, staffPin: PIN };
  const first = await kioskWithSession({ environment });
  for (const pin of ['1111', '2222', '3333']) await first.session.unlockStaff({ pin });
  await first.close();
  const again = await kioskWithSession({ dataDir: first.dataDir, environment });
  const answer = await again.session.unlockStaff({ pin: PIN });
  expect(answer).toMatchObject({ ok: false, problem: 'wrong-pin' });
  again.pass(5_000);
  expect(await again.session.unlockStaff({ pin: PIN })).toEqual({ ok: true, role: 'supervisor' });
});

// One of the two has another day than UTC at any moment.
test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'the zone that staff have set, %s, holds at once for what is shown, exported and done at a quiet hour',
  async (timeZone) => {
    const sim = await simulator();
    const { kiosk, session } = await kioskWithSession();
    const values = { ...setUp(sim.url).values, timeZone };
    expect(await session.saveSettings({ values, waitingScans: null })).toEqual({ ok: true });
    expect(kiosk.state().display.timeZone).toBe(timeZone);
    expect(kiosk.settings.venueTimeZone).toBe(timeZone);
    await session.unlockStaff({ pin: PIN });
    const before = venueDay(Date.now(), timeZone);
    const answer = await session.exportWaiting({});
    const after = venueDay(Date.now(), timeZone);
    const fileName = 'fileName' in answer ? answer.fileName : '';
    expect([before, after].map((day) => fileName.endsWith(`-${day}.csv`))).toContain(true);
  },
);
