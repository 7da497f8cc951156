import { describe, expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readCode } from '../../electron/provisioning/code-text.ts';
import { openCode } from '../../electron/provisioning/seal.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import type { BridgeInput } from '../../shared/bridge/bridge.ts';
import { MOST_DEVICES } from '../../shared/bridge/sheet.ts';
import { filesWith } from '../e2e/fixtures/folder-contents.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { PASSPHRASE } from '../unit/provisioning/a-code.ts';

/** A supervisor makes a sheet of codes for other devices. */

const PIN = '2468';
const STEWARDS = '1357';
const OWN_KEY = 'cat_sheet_own';
const KEYS = ['cat_sheet_north', 'cat_sheet_south', 'cat_sheet_desk'] as const;
const DAY_MS = 86_400_000;

async function runKiosk(clock = new ManualClock()) {
  const live = { state: 'live', scopes: ['badges:write', 'attendance:write'] } as const;
  const simulator = await startSimulator({
    keys: Object.fromEntries([OWN_KEY, ...KEYS].map((key) => [key, live])),
  });
  onTestFinished(() => simulator.close());
  const dataDir = temporaryFolder();
  writeSavedSettings(dataDir, { baseUrl: simulator.url, location: 'Office' });
  const keyStore = keyStoreWithHub(dataDir);
  keyStore.save({ origin: simulator.url, key: OWN_KEY });
  const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore, clock });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  await kiosk.pin.set(PIN);
  await kiosk.pin.set(STEWARDS, 'steward');
  const session = openScreen(kiosk);
  const common = { address: simulator.url, timeZone: 'Europe/Berlin', language: 'de', event: '' };
  const make = (changes: Partial<BridgeInput<'makeSheet'>>) =>
    session.makeSheet({
      devices: { table: '' },
      common,
      passphrase: PASSPHRASE,
      days: 7,
      ...changes,
    });
  return { kiosk, session, dataDir, clock, common, make };
}

async function contentsOf(code: string, now: number, passphrase = PASSPHRASE) {
  const read = readCode(code);
  const opened = read.ok ? await openCode(read.code, passphrase, now) : read;
  return opened.ok ? opened.contents : opened.problem;
}

const TABLE = `location;purpose;key;zone
North;self-service;${KEYS[0]};
"South; left";gate;${KEYS[1]};Asia/Karachi
Desk;laptop;${KEYS[2]};
`;

describe('a sheet', () => {
  test('is made of a table, with the keys that were given inside its codes and nowhere else', async () => {
    const { kiosk, session, dataDir, clock, common, make } = await runKiosk();
    await session.unlockStaff({ pin: PIN });
    const made = await make({ devices: { table: TABLE }, days: 2 });
    if (!made.ok) throw new Error(made.problem);
    expect(made.expiresAt).toBe(Math.floor((clock.now() + 2 * DAY_MS) / 1000) * 1000);
    const { sheet, expiresAt } = made;
    const contents = await Promise.all(made.pages.map(({ code }) => contentsOf(code, clock.now())));
    const all = { address: common.address, language: 'de', event: null, hub: null };
    expect(contents).toEqual([
      {
        ...all,
        key: KEYS[0],
        location: 'North',
        purpose: 'self-service',
        timeZone: 'Europe/Berlin',
        sheet,
        expiresAt,
      },
      {
        ...all,
        key: KEYS[1],
        location: 'South; left',
        purpose: 'gate',
        timeZone: 'Asia/Karachi',
        sheet,
        expiresAt,
      },
      {
        ...all,
        key: KEYS[2],
        location: 'Desk',
        purpose: 'laptop',
        timeZone: 'Europe/Berlin',
        sheet,
        expiresAt,
      },
    ]);
    expect(JSON.stringify(made)).not.toContain('cat_sheet');
    await kiosk.close();
    for (const secret of [...KEYS, PASSPHRASE, 'CONFERSETUP']) {
      expect(filesWith(dataDir, secret)).toEqual([]);
    }
  });

  test('for one device gets the key that was typed, and never this device’s own', async () => {
    const { session, clock, make } = await runKiosk();
    await session.unlockStaff({ pin: PIN });
    const device = { location: 'North', purpose: 'gate', key: '' };
    const fault = { is: 'cell', line: null, column: 'key', why: 'missing' };
    expect(await make({ devices: device })).toEqual({
      ok: false,
      problem: 'bad-devices',
      faults: [fault],
    });
    const made = await make({ devices: { ...device, key: KEYS[0] } });
    expect(made).toMatchObject({ ok: true, pages: [{ location: 'North', purpose: 'gate' }] });
    const code = made.ok ? (made.pages[0]?.code ?? '') : '';
    expect(await contentsOf(code, clock.now())).toMatchObject({ key: KEYS[0] });
    expect(await contentsOf(code, clock.now(), 'another passphrase')).toBe('wrong-passphrase');
    expect(await contentsOf(code, clock.now() + 8 * DAY_MS)).toBe('expired');
  });

  test('has codes that can be read, whatever was left empty or can’t be seen', async () => {
    const { session, clock, common, make } = await runKiosk();
    await session.unlockStaff({ pin: PIN });
    const made = await make({
      devices: { location: ' North\u200b', purpose: 'gate', key: KEYS[0] },
      common: { ...common, language: '', event: '\u200b' },
    });
    const code = made.ok ? (made.pages[0]?.code ?? '') : '';
    expect(await contentsOf(code, clock.now())).toMatchObject({
      location: 'North',
      language: 'en',
      event: null,
    });
  });

  test('is refused where something is wrong, with the line and the column', async () => {
    const { session, make } = await runKiosk();
    await session.unlockStaff({ pin: PIN });
    const table = `location,purpose,key\nA,roof,${KEYS[0]}\nB,gate,\n`;
    expect(await make({ devices: { table } })).toEqual({
      ok: false,
      problem: 'bad-devices',
      faults: [
        { is: 'cell', line: 2, column: 'purpose', why: 'not-accepted' },
        { is: 'cell', line: 3, column: 'key', why: 'missing' },
      ],
    });
    const rows = Array.from({ length: MOST_DEVICES + 1 }, (_, n) => `${n},gate,${KEYS[0]}`);
    expect(await make({ devices: { table: `location,purpose,key\n${rows.join('\n')}` } })).toEqual({
      ok: false,
      problem: 'too-many',
      count: MOST_DEVICES + 1,
    });
    // A table of something else is refused for its length, before anybody looks at its thousands of lines.
    const elsewhere = Array.from({ length: 5_000 }, (_, n) => `${n},,`);
    expect(
      await make({ devices: { table: `location,purpose,key\n${elsewhere.join('\n')}` } }),
    ).toEqual({ ok: false, problem: 'too-many', count: 5_000 });
    const devices = { location: 'North', purpose: 'gate', key: KEYS[0] };
    expect(await make({ devices, passphrase: '1234567890' })).toEqual({
      ok: false,
      problem: 'weak-passphrase',
      why: 'few-digits',
    });
    const long = Array.from({ length: 200 }, (_, n) => String.fromCodePoint(0x4e00 + 37 * n));
    expect(await make({ devices: { ...devices, location: long.join('') } })).toEqual({
      ok: false,
      problem: 'too-long',
      location: long.join(''),
    });
  });

  test('is made for supervisors alone', async () => {
    const { session, make } = await runKiosk();
    const locked = { ok: false, problem: 'locked' };
    expect(await make({ devices: { table: TABLE } })).toEqual(locked);
    await session.unlockStaff({ pin: STEWARDS });
    expect(await make({ devices: { table: TABLE } })).toEqual(locked);
  });
});
