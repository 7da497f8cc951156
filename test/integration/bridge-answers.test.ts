import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { KioskSession } from '../../electron/kiosk/kiosk-session.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import { BRIDGE_METHODS, type BridgeMethod } from '../../shared/bridge/bridge.ts';
import { holdDatabase } from '../fixtures/hold-database.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const PIN = '2468';
/** Nothing answers there, and what is scanned waits. */
const NOWHERE = 'http://127.0.0.1:9';
const ELSEWHERE = 'http://127.0.0.1:7';

const INPUTS: Record<BridgeMethod, object> = {
  getState: {},
  alive: { covered: false },
  scan: { raw: 'TEST-1', source: 'typed' },
  getSettings: {},
  testConnection: { baseUrl: NOWHERE, apiKey: null, mode: 'auto' },
  saveSettings: {
    values: { baseUrl: ELSEWHERE, apiKey: 'cat_other' },
    waitingScans: null,
  },
  readProvisioning: { code: 'CONFERSETUPBC' },
  applyProvisioning: { code: 'CONFERSETUPBC', passphrase: 'correct horse', pin: null },
  makeSheet: {
    devices: { table: '' },
    common: { address: '', timeZone: '', language: '', event: '' },
    passphrase: '',
    days: 7,
  },
  saveSheet: { fileName: 'set-up-codes-BCDF.html', html: '' },
  getSetUpDraft: {},
  keepSetUpDraft: { draft: { location: 'gate-a' } },
  unlockStaff: { pin: PIN },
  lockStaff: {},
  stayOpen: {},
  getStaffOverview: {},
  getCounts: { day: null },
  getVenue: {},
  getHubHost: {},
  getHubPlaces: {},
  // An address for examples, which no machine has.
  hostHub: { listen: '192.0.2.77' },
  stopHosting: {},
  addHubDevice: { name: 'North', passphrase: 'correct horse' },
  endHubAccess: { id: 'abcdefgh' },
  getCopy: {},
  startCopy: { folder: 'a folder', passphrase: 'correct horse' },
  stopCopy: {},
  closeEntrance: {},
  sendVisitorsTo: { place: 'Gate B' },
  openEntrance: {},
  runPreflight: {},
  passPreflight: {},
  sendAgain: { scanId: null },
  dismiss: { scanId: 'no-such-scan', why: 'test' },
  getScans: { before: null, standing: null, kind: null, from: null, to: null, badge: null },
  getScanStory: { scanId: 'no-such-scan' },
  resumeBacklog: {},
  exportWaiting: {},
  getFiles: {},
  exportScans: { what: 'scans', day: null, to: null, after: null },
  makeDiagnostics: { to: null },
  checkLogo: { file: '' },
  saveLogo: { png: '' },
  removeLogo: {},
  wipeDevice: { loseWaiting: false },
  leave: {},
};

const STATES = [
  'first set-up',
  'set-up again',
  'scanning, locked',
  'scanning',
  'fault, locked',
  'fault, readable',
  'fault, unreadable',
  'starting anew',
] as const;
type State = (typeof STATES)[number];

/** A kiosk in a state, staff having unlocked it where that is not said otherwise; two scans wait where it has scanned. */
async function kioskIn(state: State) {
  const dataDir = temporaryFolder();
  const options = { dataDir, flags: {}, environment: {}, keyStore: fileKeyStore(dataDir) };
  const open = async (wait = true) => {
    const kiosk = new Kiosk(options);
    onTestFinished(() => kiosk.close());
    await kiosk.start();
    const session = new KioskSession(kiosk);
    const isLocked = state.endsWith('locked') || state === 'first set-up';
    if (!isLocked && wait) {
      expect(await session.answer('unlockStaff', { pin: PIN })).toEqual({
        ok: true,
        role: 'supervisor',
      });
    }
    return { kiosk, session };
  };
  if (state === 'first set-up') return open();
  writeSavedSettings(dataDir, { baseUrl: NOWHERE, timeoutMs: '1000' });
  options.keyStore.save({ origin: NOWHERE, key: 'cat_demo_all' });
  const before = await open(false);
  await before.kiosk.pin.set(PIN);
  for (const raw of ['TEST-A', 'TEST-B']) {
    await before.session.answer('scan', { raw, source: 'typed' });
  }
  await before.kiosk.close();

  const rule = (sql: string) => {
    const db = new Database(path.join(dataDir, 'kiosk.db'));
    db.pragma(sql);
    db.close();
  };
  if (state === 'set-up again') {
    options.keyStore.save({ origin: ELSEWHERE, key: 'cat_of_another_place' });
  }
  if (state === 'fault, unreadable') rule('user_version = 99');
  if (state === 'fault, readable' || state === 'fault, locked') await holdDatabase(dataDir);
  const { kiosk, session } = await open();
  if (state === 'starting anew') void kiosk.restart();
  // What was asked for is begun in a turn of its own.
  if (state === 'starting anew') await Promise.resolve();
  return { kiosk, session };
}

/** What an answer comes to: its problem with what is counted, else `ok`, or what a scan came to. */
function gist(answer: unknown): string {
  const { ok, problem, count, outcome, screen } = answer as Record<string, unknown>;
  if (screen) return String(screen);
  if (outcome) return String(outcome);
  if (ok === true) return 'ok';
  return count === undefined ? String(problem) : `${problem} ${count}`;
}

const TABLE: Record<BridgeMethod, Record<State, string>> = {
  getState: row('setup', 'setup', 'scan', 'scan', 'fault', 'fault', 'fault', 'scan'),
  alive: always('ok'),
  scan: row(
    ...['not-saved', 'not-saved', 'queued', 'queued'],
    ...['not-saved', 'not-saved', 'not-saved', 'not-saved'],
  ),
  getSettings: staffs('ok', 'ok', 'ok', 'ok', 'ok'),
  testConnection: row(
    ...['bad-setting', 'bad-setting', 'locked', 'refused'],
    ...['locked', 'refused', 'refused', 'refused'],
  ),
  saveSettings: row(
    ...['bad-setting', 'scans-waiting 2', 'locked', 'scans-waiting 2'],
    ...['locked', 'scans-waiting 2', 'scans-waiting null', 'not-running'],
  ),
  readProvisioning: staffs(...(Array(5).fill('damaged') as Five)),
  applyProvisioning: staffs(...(Array(5).fill('damaged') as Five)),
  makeSheet: forStaff('bad-devices'),
  saveSheet: forStaff('ok'),
  getSetUpDraft: staffs('ok', 'ok', 'ok', 'ok', 'ok'),
  keepSetUpDraft: staffs('ok', 'ok', 'ok', 'ok', 'ok'),
  unlockStaff: row('no-pin', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'),
  lockStaff: always('ok'),
  stayOpen: forStaff('ok'),
  getStaffOverview: ofCore('ok'),
  getCounts: ofCore('ok'),
  getVenue: ofCore('no-hub'),
  getHubHost: forStaff('ok'),
  getHubPlaces: forStaff('ok'),
  hostHub: row(
    ...['locked', 'not-running', 'locked', 'cannot-host'],
    ...['locked', 'cannot-host', 'cannot-host', 'not-running'],
  ),
  stopHosting: forStaff('ok'),
  addHubDevice: forStaff('not-hosting'),
  endHubAccess: forStaff('not-hosting'),
  getCopy: ofCore('ok'),
  startCopy: forStaff('bad-folder'),
  stopCopy: ofCore('ok'),
  closeEntrance: forStaff('ok'),
  sendVisitorsTo: forStaff('ok'),
  openEntrance: forStaff('ok'),
  runPreflight: ofCore('ok'),
  passPreflight: forStaff('ok'),
  sendAgain: ofCore('ok'),
  dismiss: ofCore('not-refused'),
  getScans: ofCore('ok'),
  getScanStory: ofCore('no-scan'),
  resumeBacklog: ofCore('ok'),
  exportWaiting: row(
    ...['locked', 'ok', 'locked', 'ok'],
    ...['locked', 'ok', 'unreadable', 'not-running'],
  ),
  getFiles: forStaff('ok'),
  exportScans: ofCore('ok'),
  makeDiagnostics: forStaff('ok'),
  wipeDevice: row(
    ...['locked', 'scans-waiting 2', 'locked', 'scans-waiting 2'],
    ...['locked', 'scans-waiting 2', 'scans-waiting null', 'not-running'],
  ),
  checkLogo: forStaff('logo-not-taken'),
  saveLogo: forStaff('logo-not-taken'),
  removeLogo: forStaff('ok'),
  leave: staffs(...(Array(5).fill('not-here') as Five)),
};

type Five = [string, string, string, string, string];

function row(...answers: string[]): Record<State, string> {
  return Object.fromEntries(STATES.map((state, n) => [state, answers[n]])) as Record<State, string>;
}

function always(answer: string) {
  return row(...STATES.map(() => answer));
}

/** The same at a first set-up, and wherever staff have unlocked. */
function staffs(...[first, again, scanning, fault, changing]: Five) {
  return row(first, again, 'locked', scanning, 'locked', fault, fault, changing);
}

/** The same wherever staff have unlocked, and nothing at a first set-up. */
function forStaff(answer: string) {
  return row('locked', answer, 'locked', answer, 'locked', answer, answer, answer);
}

/** What only a running core can answer. */
function ofCore(answer: string) {
  const none = 'not-running';
  return row('locked', none, 'locked', answer, 'locked', none, none, none);
}

/** These change what the others are answered. */
const LAST: readonly BridgeMethod[] = ['unlockStaff', 'lockStaff'];

test.each(STATES)('%s', async (state) => {
  const { session } = await kioskIn(state);
  const ask = async (method: BridgeMethod) =>
    [method, gist(await session.answer(method, INPUTS[method]))] as const;
  // At once, since a kiosk is being started anew for a moment alone.
  const first = BRIDGE_METHODS.filter((method) => !LAST.includes(method)).map(ask);
  const answers = await Promise.all(first);
  for (const method of LAST) answers.push(await ask(method));
  const expected = BRIDGE_METHODS.map((method) => [method, TABLE[method][state]]);
  expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(expected));
});
