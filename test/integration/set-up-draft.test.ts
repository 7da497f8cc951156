import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { KioskSession } from '../../electron/kiosk/kiosk-session.ts';
import { filesWith } from '../e2e/fixtures/folder-contents.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const KEY = 'cat_demo_all';
const PIN = '90371528';
const NOWHERE = 'http://127.0.0.1:9';
const DRAFT = 'set-up-draft.json';
const ENTERED = { baseUrl: NOWHERE, location: 'بوابة أ', purpose: 'gate', language: 'ar' };

/** A kiosk that nobody has set up yet, with a screen. */
async function newKiosk(dataDir = temporaryFolder()) {
  const options = { dataDir, flags: {}, environment: {}, keyStore: keyStoreWithHub(dataDir) };
  const kiosk = new Kiosk(options);
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  return { dataDir, kiosk, screen: openScreen(kiosk) };
}

const setUp = { values: { ...ENTERED, apiKey: KEY, staffPin: PIN }, waitingScans: null };

test('what was entered is there again after a restart, until it is saved', async () => {
  const first = await newKiosk();
  expect(await first.screen.getSetUpDraft({})).toEqual({ ok: true, draft: {} });
  expect(await first.screen.keepSetUpDraft({ draft: ENTERED })).toEqual({ ok: true });
  await first.kiosk.close();

  const { dataDir, screen } = await newKiosk(first.dataDir);
  expect(await screen.getSetUpDraft({})).toEqual({ ok: true, draft: ENTERED });
  expect(await screen.saveSettings(setUp)).toEqual({ ok: true });
  expect(existsSync(path.join(dataDir, DRAFT))).toBe(false);
  // A page that keeps its draft a moment later finds the kiosk set up, and what it sends is not needed.
  expect(await screen.keepSetUpDraft({ draft: ENTERED })).toMatchObject({ problem: 'locked' });
  expect(existsSync(path.join(dataDir, DRAFT))).toBe(false);
});

test('neither the key nor the PIN can be in it, and no key that was pasted for an address', async () => {
  const { dataDir, kiosk, screen } = await newKiosk();
  const session = new KioskSession(kiosk);
  for (const secret of ['apiKey', 'staffPin', 'stewardPin']) {
    const draft = { location: 'gate-a', [secret]: KEY };
    await expect(session.answer('keepSetUpDraft', { draft })).rejects.toThrow();
  }
  expect(await screen.keepSetUpDraft({ draft: { ...ENTERED, baseUrl: KEY } })).toEqual({
    ok: true,
  });
  const { baseUrl: _, ...rest } = ENTERED;
  expect(await screen.getSetUpDraft({})).toEqual({ ok: true, draft: rest });
  expect(filesWith(dataDir, KEY)).toEqual([]);
});

test('a wipe deletes it', async () => {
  const { dataDir, kiosk, screen } = await newKiosk();
  await screen.keepSetUpDraft({ draft: ENTERED });
  await kiosk.wipe();
  expect(existsSync(path.join(dataDir, DRAFT))).toBe(false);
  expect(await screen.getSetUpDraft({})).toEqual({ ok: true, draft: {} });
});

test('a damaged one is none, and is no stranger in the data folder', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(path.join(dataDir, DRAFT), '{"location":"ga');
  const { screen } = await newKiosk(dataDir);
  expect(await screen.getSetUpDraft({})).toEqual({ ok: true, draft: {} });
  expect(await screen.getSettings({})).toMatchObject({ ok: true, strangers: [] });
  expect(await screen.keepSetUpDraft({ draft: ENTERED })).toEqual({ ok: true });
  expect(JSON.parse(readFileSync(path.join(dataDir, DRAFT), 'utf8'))).toEqual(ENTERED);
});

test('the screen is told if it can’t be kept', async () => {
  const { dataDir, screen } = await newKiosk();
  // Nothing can be renamed over a folder that has something in it.
  mkdirSync(path.join(dataDir, DRAFT, 'in-the-way'), { recursive: true });
  expect(await screen.keepSetUpDraft({ draft: ENTERED })).toEqual({
    ok: false,
    problem: 'not-written',
  });
  expect(readdirSync(dataDir)).not.toContain(`${DRAFT}.new`);
});
