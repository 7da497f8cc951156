import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { LETTERS } from '../../electron/provisioning/letters.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import { StaffPin } from '../../electron/settings/staff-pin.ts';
import type { BridgeOutput } from '../../shared/bridge/bridge.ts';
import { PROVISIONING_PREFIX } from '../../shared/scan/provisioning-code.ts';
import { PRESETS, PURPOSES } from '../../shared/settings/purpose.ts';
import { DEFAULTS } from '../../shared/settings/settings.ts';
import { filesWith } from '../e2e/fixtures/folder-contents.ts';
import { JOIN, JOIN_LINE, NEWER_JOIN_LINE, OTHER_JOIN_LINE } from '../fixtures/a-join-line.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { CONTENTS, cheapCode, cheapHubCode, PASSPHRASE } from '../unit/provisioning/a-code.ts';

/** A kiosk is shown provisioning codes. */

const PIN = '2468';
const OLD = 'cat_provisioned_old';
const NEW = 'cat_provisioned_new';
const BOTH = ['badges:write', 'attendance:write'] as const;

async function simulate() {
  const live = { state: 'live', scopes: BOTH } as const;
  const simulator = await startSimulator({ keys: { [OLD]: live, [NEW]: live } });
  onTestFinished(() => simulator.close());
  return simulator;
}

async function runKiosk(
  given: { dataDir?: string; environment?: object; clock?: ManualClock } = {},
) {
  const { dataDir = temporaryFolder(), environment = {}, clock } = given;
  const keyStore = fileKeyStore(dataDir);
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore, ...(clock && { clock }) });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const session = openScreen(kiosk);
  return { kiosk, session, dataDir, keyStore };
}

/** A kiosk that scans with the old key. */
async function runSetUp() {
  const simulator = await simulate();
  const dataDir = temporaryFolder();
  writeSavedSettings(dataDir, { baseUrl: simulator.url, location: CONTENTS.location });
  fileKeyStore(dataDir).save({ origin: simulator.url, key: OLD });
  await new StaffPin({ dataDir, clock: new ManualClock() }).set(PIN);
  return { simulator, ...(await runKiosk({ dataDir })) };
}

const apply = (
  { session }: Pick<Awaited<ReturnType<typeof runKiosk>>, 'session'>,
  code: string,
  { passphrase = PASSPHRASE, pin = PIN as string | null } = {},
): Promise<BridgeOutput<'applyProvisioning'>> =>
  session.applyProvisioning({ code, passphrase, pin });

describe('a new kiosk', () => {
  test('is set up by a code, a passphrase and a PIN, and keeps the key in its store alone', async () => {
    const { url } = await simulate();
    const device = await runKiosk();
    const { kiosk, session, dataDir, keyStore } = device;
    const event = 'Harbour Conference';
    const code = await cheapCode({ address: url, key: NEW, event, purpose: 'gate' });
    await session.keepSetUpDraft({ draft: { location: 'half typed' } });
    expect(await session.readProvisioning({ code })).toEqual({ ok: true, needsPin: true });
    const answer = await apply(device, code.toLowerCase());
    const taken = { ok: true, brought: 'set-up', location: CONTENTS.location, purpose: 'gate' };
    expect(answer).toEqual(taken);
    expect(kiosk.settings.forScreen).toMatchObject({
      baseUrl: url,
      location: CONTENTS.location,
      timeZone: 'Europe/Berlin',
      language: 'de',
      eventName: event,
      purpose: 'gate',
      ...PRESETS.gate,
    });
    expect(readdirSync(dataDir)).not.toContain('set-up-draft.json');
    const scanned = await session.scan({ raw: 'TEST-FIRST', source: 'wedge' });
    expect(scanned).toMatchObject({ outcome: 'checked-in' });
    expect(keyStore.load()).toEqual({ origin: url, key: NEW });
    await kiosk.close();
    expect(filesWith(dataDir, NEW)).toEqual(['device.key']);
    expect(filesWith(dataDir, PASSPHRASE)).toEqual([]);
    expect(filesWith(dataDir, PROVISIONING_PREFIX)).toEqual([]);
  });

  test.each(PURPOSES)(
    'for %s gets what the set-up step by step would set for it',
    async (purpose) => {
      const { url } = await simulate();
      const device = await runKiosk();
      const hub = JOIN_LINE;
      const code = await cheapCode({ address: url, key: NEW, purpose, hub, language: 'ur' });
      expect(await apply(device, code)).toMatchObject({ ok: true, purpose });
      const { layout, resultsStay, volume, lockdown, theme } = { ...DEFAULTS, ...PRESETS[purpose] };
      const { forScreen } = device.kiosk.settings;
      const preset = { purpose, layout, resultsStay, volume, lockdown, theme };
      expect(forScreen).toMatchObject({ ...preset, language: 'ur', timeZone: CONTENTS.timeZone });
      const { display } = device.kiosk.state();
      expect(display).toMatchObject({ layout, resultsStay, theme, language: 'ur' });
      // Only the purpose is saved, so that its presets follow it if it is changed. The hub's line is kept with the key.
      const saved = JSON.parse(readFileSync(path.join(device.dataDir, 'settings.json'), 'utf8'));
      expect(Object.keys(saved).sort()).toEqual(
        ['baseUrl', 'language', 'location', 'purpose', 'timeZone'].sort(),
      );
      expect(forScreen.hubJoin).toEqual(JOIN);
      expect(filesWith(device.dataDir, JOIN.seed)).toEqual(['device.join']);
    },
  );

  test('is not set up where something is wrong, and says what', async () => {
    const { url, setKey } = await simulate();
    setKey(OLD, { state: 'revoked', scopes: BOTH });
    const device = await runKiosk();
    const good = { address: url, key: NEW };
    const code = await cheapCode(good);
    const refused = { ok: false, problem: 'bad-setting', setting: 'staffPin' };
    expect(await apply(device, code, { pin: null })).toMatchObject({ ...refused, why: 'missing' });
    expect(await apply(device, code, { pin: '12' })).toMatchObject({
      ...refused,
      why: 'not-accepted',
    });
    const problems = [
      [code.slice(0, -1), { ok: false, problem: 'damaged' }],
      ['TEST-BADGE', { ok: false, problem: 'no-code' }],
      [await cheapCode({ ...good, expiresAt: 1_600_000_000_000 }), { problem: 'expired' }],
      [
        await cheapCode({ address: url, key: OLD }),
        { problem: 'not-connected', why: 'unauthorized' },
      ],
      [await cheapCode({ ...good, address: 'http://confera.example' }), { setting: 'baseUrl' }],
      [
        await cheapCode({ ...good, hub: NEWER_JOIN_LINE }),
        { setting: 'hubJoin', why: 'newer-line' },
      ],
      [await cheapCode({ ...good, hub: 'hub1.cut' }), { setting: 'hubJoin', why: 'not-accepted' }],
      [await cheapHubCode(), { problem: 'hub-alone' }],
    ] as const;
    for (const [text, answer] of problems) {
      expect(await apply(device, text)).toMatchObject({ ok: false, ...answer });
    }
    expect(device.kiosk.core).toBeNull();
    expect(device.kiosk.awaitsFirstSetUp).toBe(true);
    expect(filesWith(device.dataDir, NEW)).toEqual([]);
  });

  test('makes whoever guesses the passphrase wait, even if they guess at once', async () => {
    const clock = new ManualClock();
    const { url } = await simulate();
    const device = await runKiosk({ clock });
    const code = await cheapCode({ address: url, key: NEW, expiresAt: clock.now() + 1000 });
    const guess = () => apply(device, code, { passphrase: 'a wrong guess' });
    const waits = (await Promise.all([guess(), guess(), guess(), guess()])).map((answer) =>
      'waitMs' in answer ? answer.waitMs : null,
    );
    expect(waits).toEqual([0, 0, 5000, 5000]);
    // The right one is refused as well, and says nothing.
    expect(await apply(device, code)).toEqual({
      ok: false,
      problem: 'wrong-passphrase',
      tried: false,
      waitMs: 5000,
    });
    clock.advance(5000);
    expect(await guess()).toMatchObject({ tried: true, waitMs: 10_000 });

    // A restart only makes the wait longer.
    await device.kiosk.close();
    const again = await runKiosk({ dataDir: device.dataDir, clock: new ManualClock() });
    expect(await apply(again, code)).toMatchObject({ problem: 'wrong-passphrase', waitMs: 10_000 });
  });

  test('leaves alone what it is given from outside', async () => {
    const { url } = await simulate();
    const device = await runKiosk({ environment: { baseUrl: url } });
    const code = await cheapCode({ address: url, key: NEW });
    expect(await apply(device, code)).toEqual({ ok: false, problem: 'given-from-outside' });
  });
});

describe('a kiosk that is set up', () => {
  test('gets a new key in the staff area, and scans on without a gap', async () => {
    const device = await runSetUp();
    const { simulator, kiosk, session, keyStore } = device;
    await session.unlockStaff({ pin: PIN });
    const first = await cheapCode({ address: simulator.url, key: OLD, language: 'en' });
    expect(await session.readProvisioning({ code: first })).toEqual({ ok: true, needsPin: false });
    expect(await apply(device, first, { pin: null })).toMatchObject({ ok: true });
    const { core } = kiosk;
    const code = await cheapCode({ address: `${simulator.url}/`, key: NEW, language: 'en' });
    const applying = apply(device, code, { pin: '9999' });
    expect(await session.scan({ raw: 'TEST-1', source: 'wedge' })).toMatchObject({
      outcome: 'checked-in',
    });
    expect(await applying).toMatchObject({ ok: true });
    expect(kiosk.core).toBe(core);
    expect(keyStore.load()?.key).toBe(NEW);
    // The PIN stays: a code doesn't change it.
    expect(await session.unlockStaff({ pin: PIN })).toMatchObject({ ok: true });
  });

  test('gets another purpose by a code, and keeps what somebody has set', async () => {
    const device = await runSetUp();
    const { simulator, kiosk, session } = device;
    await session.unlockStaff({ pin: PIN });
    const waitingScans = null;
    expect(await session.saveSettings({ values: { volume: '15' }, waitingScans })).toEqual({
      ok: true,
    });
    const code = await cheapCode({ address: simulator.url, key: NEW, purpose: 'gate' });
    expect(await apply(device, code, { pin: null })).toMatchObject({ ok: true });
    expect(kiosk.settings.forScreen).toMatchObject({ ...PRESETS.gate, volume: 15 });
  });

  test('joins another hub by a code for that alone, keeps the rest, and remembers it', async () => {
    const device = await runSetUp();
    const { simulator, kiosk, session, dataDir } = device;
    await session.unlockStaff({ pin: PIN });
    const withHub = { address: simulator.url, key: OLD, language: 'en', hub: OTHER_JOIN_LINE };
    expect(await apply(device, await cheapCode(withHub))).toMatchObject({ ok: true });
    const before = kiosk.settings.forScreen;
    expect(await apply(device, await cheapHubCode({ hub: JOIN_LINE }), { pin: null })).toEqual({
      ok: true,
      brought: 'hub',
      hub: { addresses: JOIN.addresses, device: JOIN.device },
    });
    expect(kiosk.settings.forScreen).toEqual({ ...before, hubJoin: JOIN });
    // A code that says nothing of a hub leaves it.
    const without = await cheapCode({ ...withHub, hub: null });
    expect(await apply(device, without)).toMatchObject({ ok: true });
    await kiosk.close();
    expect((await runKiosk({ dataDir })).kiosk.settings.forScreen.hubJoin).toEqual(JOIN);
  });

  test('joins no hub by a code while the environment gives the line for one', async () => {
    const { url } = await simulate();
    const environment = { baseUrl: url, apiKey: OLD, staffPin: PIN, hubJoin: OTHER_JOIN_LINE };
    const device = await runKiosk({ environment });
    await device.session.unlockStaff({ pin: PIN });
    expect(await apply(device, await cheapHubCode({ hub: JOIN_LINE }))).toEqual({
      ok: false,
      problem: 'hub-from-outside',
    });
  });

  test('takes no code for another address, and keeps its key if the new one is bad', async () => {
    const device = await runSetUp();
    const { simulator, session, keyStore } = device;
    await session.unlockStaff({ pin: PIN });
    const elsewhere = await cheapCode({ address: 'https://other.example', key: NEW });
    expect(await apply(device, elsewhere)).toEqual({ ok: false, problem: 'other-event' });
    simulator.setKey(NEW, { state: 'revoked', scopes: BOTH });
    const code = await cheapCode({ address: simulator.url, key: NEW });
    expect(await apply(device, code)).toEqual({
      ok: false,
      problem: 'not-connected',
      why: 'unauthorized',
    });
    expect(keyStore.load()?.key).toBe(OLD);
  });

  test('doesn’t even look at a code outside the staff area, and sends nothing of it', async () => {
    const { simulator, session, dataDir, ...device } = await runSetUp();
    const code = await cheapCode({ address: simulator.url, key: NEW });
    const locked = { ok: false, problem: 'locked' };
    expect(await session.readProvisioning({ code })).toEqual(locked);
    expect(await apply({ session }, code)).toEqual(locked);
    for (const source of ['wedge', 'camera', 'typed'] as const) {
      expect(await session.scan({ raw: code, source })).toEqual({
        scanId: null,
        outcome: 'unreadable',
        kind: null,
        day: null,
        reason: 'control-characters',
        name: null,
        first: null,
        passBack: null,
      });
    }
    expect(simulator.journal().filter(({ code: sent }) => sent?.startsWith('CONFER'))).toEqual([]);
    await device.kiosk.close();
    expect(filesWith(dataDir, code.slice(0, 20))).toEqual([]);
  });

  test('is changed by none of 10,000 texts that are scanned', async () => {
    const { session, dataDir, keyStore } = await runSetUp();
    const files = () =>
      ['settings.json', 'device.key', 'staff.json'].map((name) =>
        readFileSync(path.join(dataDir, name), 'utf8'),
      );
    const before = files();
    // Texts that begin as a code does come near it. Any other is a badge, which takes its time on the disk.
    const likeCodes = fc
      .tuple(
        fc.constantFrom(PROVISIONING_PREFIX, 'confersetup', `]Q1${PROVISIONING_PREFIX}`),
        fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 400 }),
      )
      .map((parts) => parts.join(''));
    const texts = [
      ...fc.sample(likeCodes, 9_900),
      ...fc.sample(fc.string({ unit: 'binary', maxLength: 600 }), 100),
    ];
    const outcomes = await Promise.all(
      texts.map(async (raw) => (await session.scan({ raw, source: 'wedge' })).outcome),
    );
    expect(outcomes.slice(0, 9_900).every((outcome) => outcome === 'unreadable')).toBe(true);
    expect(files()).toEqual(before);
    expect(keyStore.load()?.key).toBe(OLD);
    expect(await session.getSettings({})).toEqual({ ok: false, problem: 'locked' });
  });
});
