import { connect } from 'node:net';
import { request } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/core/system/clock.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import type { BridgeMethod } from '../../shared/bridge/bridge.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const PIN = '2468';
const LOCKED = { ok: false, problem: 'locked' };
/** Nothing answers there: what these tests ask for needs no Confera. */
const NOWHERE = 'http://127.0.0.1:9';

/** A kiosk that scans, with the real PIN check: each takes some tens of milliseconds. */
async function runKiosk() {
  const dataDir = temporaryFolder();
  let ahead = 0;
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + ahead };
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: { baseUrl: NOWHERE, apiKey: 'cat_demo_all', timeoutMs: '1000' },
    keyStore: keyStoreWithHub(dataDir),
    clock,
  });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  await kiosk.pin.set(PIN);
  return {
    kiosk,
    session: openScreen(kiosk),
    otherSession: () => openScreen(kiosk),
    pass: (ms: number) => {
      ahead += ms;
    },
  };
}

describe('an unlock under way', () => {
  type Session = Awaited<ReturnType<typeof runKiosk>>['session'];

  test.each<[string, (session: Session) => unknown]>([
    ['a lock', (session) => session.lockStaff({})],
    ['a scan', (session) => session.scan({ raw: 'TEST-1', source: 'wedge' })],
    ['a wrong PIN', (session) => session.unlockStaff({ pin: '0000' })],
  ])('loses against %s', async (_, happens) => {
    const { session } = await runKiosk();
    const underWay = session.unlockStaff({ pin: PIN });
    const happened = happens(session);
    expect(await underWay).toEqual(LOCKED);
    await happened;
    expect(await session.getStaffOverview({})).toEqual(LOCKED);
  });

  test('loses against another one that is begun after it, and that one opens', async () => {
    const { session } = await runKiosk();
    const both = [session.unlockStaff({ pin: PIN }), session.unlockStaff({ pin: PIN })];
    expect(await Promise.all(both)).toEqual([LOCKED, { ok: true, role: 'supervisor' }]);
    expect(await session.getStaffOverview({})).toMatchObject({ ok: true });
  });

  test('a wrong PIN begun before it, and answered after it, takes nothing back', async () => {
    const { session } = await runKiosk();
    const wrong = session.unlockStaff({ pin: '0000' });
    expect(await session.unlockStaff({ pin: PIN })).toEqual({ ok: true, role: 'supervisor' });
    expect(await wrong).toMatchObject({ problem: 'wrong-pin' });
    expect(await session.getStaffOverview({})).toMatchObject({ ok: true });
  });

  test('loses against a change of the PIN elsewhere', async () => {
    const { kiosk, session } = await runKiosk();
    const change = await kiosk.pin.prepare('1357');
    const underWay = session.unlockStaff({ pin: PIN });
    change.take();
    expect(await underWay).toMatchObject({ ok: false });
    expect(await session.getStaffOverview({})).toEqual(LOCKED);
  });
});

describe('a steward', () => {
  const STEWARDS = '4711';

  async function steward() {
    const running = await runKiosk();
    await running.kiosk.pin.set(STEWARDS, 'steward');
    const { session } = running;
    expect(await session.unlockStaff({ pin: STEWARDS })).toEqual({ ok: true, role: 'steward' });
    return running;
  }

  test('is refused by the core what only a supervisor may do, and keeps what stewards may', async () => {
    const { kiosk, session } = await steward();
    const refused = [
      session.getSettings({}),
      session.testConnection({ baseUrl: NOWHERE, apiKey: null, mode: 'auto' }),
      session.saveSettings({ values: { eventName: 'Changed' }, waitingScans: null }),
      session.exportWaiting({}),
      session.checkLogo({ file: '' }),
      session.saveLogo({ png: '' }),
      session.removeLogo({}),
      session.wipeDevice({ loseWaiting: true }),
      session.leave({}),
    ];
    expect(await Promise.all(refused)).toEqual(refused.map(() => LOCKED));
    expect(kiosk.state().display.eventName).toBeNull();
    expect(await session.stayOpen({})).toEqual({ ok: true });
    expect(await session.getStaffOverview({})).toMatchObject({ ok: true });
    expect(await session.sendAgain({ scanId: null })).toEqual({ ok: true, count: 0 });
    expect(await session.resumeBacklog({})).toEqual({ ok: true });
    expect(await session.closeEntrance({})).toEqual({ ok: true, isKept: true });
    expect(await session.openEntrance({})).toEqual({ ok: true, isKept: true });
  });

  test('becomes a supervisor by the supervisor’s PIN, and nobody by a wrong one', async () => {
    const { session } = await steward();
    expect(await session.unlockStaff({ pin: '0000' })).toMatchObject({ problem: 'wrong-pin' });
    expect(await session.getStaffOverview({})).toEqual(LOCKED);
    expect(await session.unlockStaff({ pin: PIN })).toEqual({ ok: true, role: 'supervisor' });
    expect(await session.getSettings({})).toMatchObject({ ok: true, stewardPinIsSet: true });
  });

  test('is locked out when a supervisor changes the steward’s PIN elsewhere, or takes it away', async () => {
    const { session, otherSession } = await steward();
    const supervisor = otherSession();
    await supervisor.unlockStaff({ pin: PIN });
    const save = (stewardPin: string) =>
      supervisor.saveSettings({ values: { stewardPin }, waitingScans: null });
    expect(await save('8642')).toEqual({ ok: true });
    expect(await session.stayOpen({})).toEqual(LOCKED);
    expect(await session.unlockStaff({ pin: STEWARDS })).toMatchObject({ ok: false });
    expect(await session.unlockStaff({ pin: '8642' })).toEqual({ ok: true, role: 'steward' });
    expect(await save('')).toEqual({ ok: true });
    expect(await session.stayOpen({})).toEqual(LOCKED);
    expect(await session.unlockStaff({ pin: '8642' })).toMatchObject({ ok: false });
    expect(await supervisor.getSettings({})).toMatchObject({ ok: true, stewardPinIsSet: false });
  });

  test('never gets the supervisor’s PIN, whichever of the two is new', async () => {
    const { kiosk, otherSession } = await steward();
    const supervisor = otherSession();
    await supervisor.unlockStaff({ pin: PIN });
    const save = (values: { staffPin?: string; stewardPin?: string }) =>
      supervisor.saveSettings({ values, waitingScans: null });
    const same = (setting: string) => ({
      ok: false,
      problem: 'bad-setting',
      setting,
      why: 'same-pin',
      source: 'saved',
    });
    expect(await save({ stewardPin: PIN })).toEqual(same('stewardPin'));
    expect(await save({ staffPin: STEWARDS })).toEqual(same('staffPin'));
    expect(await save({ staffPin: '97531', stewardPin: '97531' })).toEqual(same('stewardPin'));
    expect(await kiosk.pin.check(PIN)).toEqual({ ok: true, role: 'supervisor' });
    expect(await save({ staffPin: STEWARDS, stewardPin: '' })).toEqual({ ok: true });
    expect(await kiosk.pin.check(STEWARDS)).toEqual({ ok: true, role: 'supervisor' });
  });

  test('has the PIN of the environment from the first start on, if it isn’t the supervisor’s', async () => {
    const dataDir = temporaryFolder();
    const start = async (stewardPin: string) => {
      const environment = { baseUrl: NOWHERE, apiKey: 'cat_demo_all', staffPin: PIN, stewardPin };
      const kiosk = new Kiosk({
        dataDir,
        flags: {},
        environment,
        keyStore: keyStoreWithHub(dataDir),
      });
      await kiosk.start();
      const verdict = await kiosk.pin.check(STEWARDS);
      await kiosk.close();
      return verdict;
    };
    expect(await start(STEWARDS)).toEqual({ ok: true, role: 'steward' });
    // Like the staff PIN, it isn't changed by a later start.
    expect(await start('8642')).toEqual({ ok: true, role: 'steward' });
  });
});

test('ten guesses at once are no more than three', async () => {
  const { session, otherSession, pass } = await runKiosk();
  const screens = Array.from({ length: 10 }, otherSession);
  const answers = await Promise.all(
    screens.map((screen, n) => screen.unlockStaff({ pin: `111${n}` })),
  );
  const waits = answers.map((answer) => ('waitMs' in answer ? answer.waitMs : null));
  expect(waits.slice(0, 3)).toEqual([0, 0, 5_000]);
  for (const wait of waits.slice(3)) expect(wait).toBeGreaterThan(0);
  expect(await session.unlockStaff({ pin: PIN })).toMatchObject({ problem: 'wrong-pin' });
  // The seven that came too late were not looked at, and cost no more.
  pass(5_000);
  expect(await session.unlockStaff({ pin: '2222' })).toMatchObject({ waitMs: 10_000 });
});

test('a new PIN closes what the old one opened on other screens, and not the one where it was set', async () => {
  const { session, otherSession } = await runKiosk();
  const other = otherSession();
  for (const screen of [session, other]) await screen.unlockStaff({ pin: PIN });
  const values = { staffPin: '13579' };
  expect(await session.saveSettings({ values, waitingScans: null })).toEqual({ ok: true });
  expect(await session.getSettings({})).toMatchObject({ ok: true });
  expect(await other.getSettings({})).toEqual(LOCKED);
  expect(await other.unlockStaff({ pin: '13579' })).toEqual({ ok: true, role: 'supervisor' });
});

test('what was ordered before a lock is carried out, and opens nothing', async () => {
  const { kiosk, session } = await runKiosk();
  await session.unlockStaff({ pin: PIN });
  const values = { staffPin: '13579', eventName: 'Changed' };
  const saved = session.saveSettings({ values, waitingScans: null });
  await session.lockStaff({});
  expect(await saved).toEqual({ ok: true });
  expect(kiosk.state().display.eventName).toBe('Changed');
  expect(await session.getSettings({})).toEqual(LOCKED);
  expect(await session.unlockStaff({ pin: '13579' })).toEqual({ ok: true, role: 'supervisor' });
});

test('staff who type without asking for anything keep their area open; nobody else does', async () => {
  const { session, pass } = await runKiosk();
  expect(await session.stayOpen({})).toEqual(LOCKED);
  await session.unlockStaff({ pin: PIN });
  for (let minutes = 0; minutes < 12; minutes += 4) {
    pass(4 * 60_000);
    expect(await session.stayOpen({})).toEqual({ ok: true });
  }
  pass(5 * 60_000);
  expect(await session.stayOpen({})).toEqual(LOCKED);
});

describe('over HTTP', () => {
  async function browse() {
    const { kiosk } = await runKiosk();
    const file = async () => ({ type: 'text/html', body: Buffer.from('page') });
    const served = await serveKiosk({ kiosk, page: { file }, port: 0 });
    onTestFinished(() => served.close());
    const { origin, host, port } = new URL(served.url);
    const admitted = await request(served.url);
    const cookie = String(admitted.headers['set-cookie']).split(';')[0] ?? '';
    const asText = (method: BridgeMethod | null, input: object) => {
      const body = method === null ? '' : JSON.stringify(input);
      const line = method === null ? 'GET /' : `POST /bridge/${method}`;
      const length = Buffer.byteLength(body);
      const head = [`Host: ${host}`, `Origin: ${origin}`, `Cookie: ${cookie}`];
      return [`${line} HTTP/1.1`, ...head, `Content-Length: ${length}`, '', body].join('\r\n');
    };
    /** Sends requests in one piece, so that none can overtake another. @returns the bodies of all answers, as text */
    const send = (...calls: [method: BridgeMethod | null, input?: object][]) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1');
        let heard = '';
        socket.on('data', (chunk) => {
          heard += chunk;
          const answers = heard.split('HTTP/1.1 ').slice(1);
          const isWhole = answers.every((answer) => /\r\n\r\n[\s\S]*\S/.test(answer));
          if (answers.length < calls.length || !isWhole) return;
          socket.destroy();
          resolve(answers.map((answer) => answer.split('\r\n\r\n')[1]).join('\n'));
        });
        socket.on('error', reject);
        socket.write(calls.map(([method, input = {}]) => asText(method, input)).join(''));
      });
    return { send };
  }

  const asked = JSON.stringify(LOCKED);

  test('a lock that is sent right after an unlock wins', async () => {
    const { send } = await browse();
    const heard = await send(['unlockStaff', { pin: PIN }], ['lockStaff']);
    expect(heard).toContain(asked);
    expect(heard).toContain('{"ok":true}');
    expect(await send(['getStaffOverview'])).toContain(asked);
  });

  test('a page that is loaded anew begins locked, also while a PIN is being checked', async () => {
    const { send } = await browse();
    expect(await send(['unlockStaff', { pin: PIN }])).toContain('{"ok":true,"role":"supervisor"}');
    expect(await send([null])).toContain('page');
    expect(await send(['getStaffOverview'])).toContain(asked);
    const underWay = send(['unlockStaff', { pin: PIN }]);
    // Once this is answered the core has heard of the PIN; whether it has checked it by then makes no difference.
    await send(['getState']);
    await send([null]);
    await underWay;
    expect(await send(['getStaffOverview'])).toContain(asked);
  });
});
