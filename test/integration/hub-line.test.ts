import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import type { SettingTexts } from '../../electron/settings/saved-settings.ts';
import { filesWith } from '../e2e/fixtures/folder-contents.ts';
import {
  JOIN,
  JOIN_LINE,
  JOIN_SECRETS,
  NEWER_JOIN_LINE,
  OTHER_JOIN_LINE,
} from '../fixtures/a-join-line.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** The line by which a device joins a venue's hub comes to a kiosk, and stays there. */

const PIN = '2468';
/** Nothing answers there, and what is scanned waits. */
const READY = { baseUrl: 'http://127.0.0.1:9', timeoutMs: '1000', staffPin: PIN };
const KEY = { apiKey: 'cat_of_a_joined_device' };

/** A kiosk whose staff area is open. */
async function runKiosk(environment: SettingTexts, dataDir = temporaryFolder()) {
  const keyStore = fileKeyStore(dataDir);
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: { ...READY, ...environment },
    keyStore,
  });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const session = openScreen(kiosk);
  await session.unlockStaff({ pin: PIN });
  const save = (values: SettingTexts) => session.saveSettings({ values, waitingScans: null });
  return { kiosk, session, dataDir, save };
}

test.each([
  { from: 'the environment', environment: { hubJoin: JOIN_LINE }, typed: {}, keptIn: [] },
  { from: 'the screen', environment: {}, typed: { hubJoin: JOIN_LINE }, keptIn: ['device.join'] },
])(
  'what is secret in a line from $from is in no answer, event, export or log, and in no other file',
  async ({ environment, typed, keptIn }) => {
    const { kiosk, session, dataDir, save } = await runKiosk({ ...KEY, ...environment });
    const said: unknown[] = [];
    kiosk.subscribe((_, data) => said.push(data));
    said.push(await save({ ...typed, location: 'gate-a' }));
    said.push(await session.scan({ raw: 'TEST-WAITS', source: 'typed' }));
    said.push(await session.getState({}));
    const settings = await session.getSettings({});
    expect(settings).toMatchObject({
      hub: { addresses: JOIN.addresses, device: JOIN.device },
      settings: expect.arrayContaining([expect.objectContaining({ name: 'hubJoin', isSet: true })]),
    });
    said.push(settings, await session.getStaffOverview({}), await session.runPreflight({}));
    said.push(await session.exportWaiting({}), await session.getSetUpDraft({}));
    for (const line of [NEWER_JOIN_LINE, `${JOIN_LINE}x`]) said.push(await save({ hubJoin: line }));
    for (const secret of JOIN_SECRETS.filter((each) => each !== OTHER_JOIN_LINE)) {
      kiosk.report(new Error(`a library repeats ${secret} in a sentence`));
    }
    await kiosk.close();

    const log = readFileSync(path.join(dataDir, 'logs/kiosk.log'), 'utf8');
    expect(log).toContain('a library repeats … in a sentence');
    const everything = JSON.stringify(said);
    expect(everything).toContain('gate-a');
    for (const secret of [JOIN_LINE, JOIN.seed, JOIN.secret]) {
      expect(everything).not.toContain(secret);
      expect(filesWith(dataDir, secret)).toEqual(keptIn);
    }
  },
);

test('another hub, and no hub, is in force with a core of its own, and is remembered', async () => {
  const { kiosk, session, dataDir, save } = await runKiosk(KEY);
  const hub = () => {
    const { forCore } = kiosk.settings;
    return forCore.ok && forCore.settings.hubJoin?.addresses;
  };
  const before = kiosk.core;
  expect(await save({ hubJoin: JOIN_LINE })).toEqual({ ok: true });
  expect(kiosk.core).not.toBe(before);
  expect(hub()).toEqual(['127.0.0.1:9']);
  expect(await session.scan({ raw: 'TEST-STILL', source: 'typed' })).toMatchObject({
    outcome: 'queued',
  });
  expect(await save({ hubJoin: OTHER_JOIN_LINE })).toEqual({ ok: true });
  expect(hub()).toEqual(['127.0.0.1:7']);
  expect(filesWith(dataDir, JOIN_LINE)).toEqual([]);
  await kiosk.close();

  const again = await runKiosk(KEY, dataDir);
  expect(await again.session.getSettings({})).toMatchObject({
    hub: { addresses: ['127.0.0.1:7'] },
  });
  expect(await again.save({ hubJoin: '' })).toEqual({ ok: true });
  expect(await again.session.getSettings({})).toMatchObject({ hub: null });
  expect(readdirSync(dataDir)).not.toContain('device.join');
});

test.each([
  [NEWER_JOIN_LINE, 'newer-line'],
  ['hub1.cut', 'not-accepted'],
])('%s joins nothing, and the hub stays', async (line, why) => {
  const { kiosk, session, save } = await runKiosk(KEY);
  await save({ hubJoin: JOIN_LINE });
  const before = kiosk.core;
  expect(await save({ hubJoin: line })).toEqual({
    ok: false,
    problem: 'bad-setting',
    setting: 'hubJoin',
    why,
    source: 'saved',
  });
  expect(kiosk.core).toBe(before);
  expect(await session.getSettings({})).toMatchObject({ hub: { device: JOIN.device } });
});

test('a wipe takes the line with it, and is refused while the environment would bring it back', async () => {
  const { kiosk, session, dataDir, save } = await runKiosk({});
  expect(await save({ ...KEY, hubJoin: JOIN_LINE })).toEqual({ ok: true });
  expect(filesWith(dataDir, JOIN.seed)).toEqual(['device.join']);
  expect(await session.wipeDevice({ loseWaiting: true })).toEqual({ ok: true });
  expect(filesWith(dataDir, JOIN.seed)).toEqual([]);
  expect(kiosk.settings.forScreen.hubJoin).toBeNull();
  await kiosk.close();

  const given = await runKiosk({ hubJoin: JOIN_LINE });
  await given.save(KEY);
  expect(await given.session.wipeDevice({ loseWaiting: true })).toEqual({
    ok: false,
    problem: 'given-from-outside',
  });
});
