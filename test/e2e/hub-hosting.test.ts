import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, expect, it, vi } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { findTestServer } from '../../build/test-servers.ts';
import { whyNoHub } from '../fixtures/running-hub.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { PIN, readySettings, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { openSettings, openStaff } from './fixtures/staff-area.ts';

const SAY = WORDS.hubHost;
const PASSPHRASE = 'correct horse battery';
const whyNot = whyNoHub();
const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

vi.setConfig({ testTimeout: 180_000 });

beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

/** The section where this device is made the hub. */
function hosting(page: Page) {
  const section = page.getByRole('region', { name: SAY.headline, exact: true });
  const button = (name: string) => section.getByRole('button', { name, exact: true });
  return {
    section,
    button,
    stateIs: (state: string) => section.locator(`[data-hub-host="${state}"]`).waitFor(),
    says: (text: string) => section.getByText(text, { exact: true }).waitFor(),
  };
}

/** Answers a question, which then goes away. */
async function answer(page: Page, title: string, name: string) {
  const question = page.getByRole('dialog', { name: title });
  await question.getByRole('button', { name, exact: true }).click();
  await question.waitFor({ state: 'detached' });
}

it('a supervisor hosts the hub, another kiosk joins by the code on the screen, and it hosts again after a kill', async () => {
  const simulator = await runSimulator();
  const hub = { KIOSK_HUB_SERVER: findTestServer('nats-server') ?? '', KIOSK_HUB_WAIT_MS: '500' };
  const env = { ...readySettings(simulator), ...hub, KIOSK_LOCATION: 'North gate' };
  const north = await runKiosk(served, { env });
  await openSettings(north.page, PIN);
  const host = hosting(north.page);
  await host.says(SAY.off);

  await host.button(SAY.open).click();
  await host.section.getByRole('radio').first().check();
  await host.button(SAY.start).click();
  await host.stateIs('on');
  await host.says(SAY.started);
  await host.section.getByText('North gate').waitFor();
  await host.says(WORDS.venue.thisDevice);
  const joined = north.page.getByRole('region', { name: WORDS.hub.headline, exact: true });
  await joined.locator('[data-hub="joined"]').waitFor();
  // It leaves its own hub only by stopping it.
  expect(await joined.getByRole('button').count()).toBe(0);

  await host.button(SAY.add).click();
  await host.section.getByLabel(SAY.name, { exact: true }).fill('north GATE');
  const passphrase = host.section.getByLabel(WORDS.provisioning.passphrase, { exact: true });
  await passphrase.fill(PASSPHRASE);
  await host.section.getByLabel(WORDS.codes.again, { exact: true }).fill(PASSPHRASE);
  await host.button(SAY.make).click();
  await host.says(SAY.nameTaken);
  await host.section.getByLabel(SAY.name, { exact: true }).fill('South gate');
  await host.button(SAY.make).click();
  await host.says(SAY.codeFor({ name: 'South gate' }));
  const code = await codeOnScreen(north.page);

  const south = await runKiosk(served, { env: { ...env, KIOSK_LOCATION: 'South gate' } });
  await screenIs(south.page, 'scan');
  const scanner = await WedgeScanner.attachTo(south.page);
  await openSettings(south.page, PIN);
  const there = south.page.getByRole('region', { name: WORDS.hub.headline, exact: true });
  await there.getByRole('button', { name: WORDS.hub.join, exact: true }).click();
  await scanner.scan(code);
  await there.getByLabel(WORDS.provisioning.passphrase, { exact: true }).fill(PASSPHRASE);
  await there.getByRole('button', { name: WORDS.provisioning.use, exact: true }).click();
  await there.locator('[data-hub="joined"]').waitFor();

  await host.button(SAY.codeDone).click();
  const southRow = host.section.getByRole('listitem').filter({ hasText: 'South gate' });
  await southRow.getByRole('button', { name: SAY.endAccess, exact: true }).click();
  await answer(north.page, SAY.endHeadline({ name: 'South gate' }), WORDS.wipe.cancel);
  await southRow.getByRole('button', { name: SAY.endAccess, exact: true }).click();
  await answer(north.page, SAY.endHeadline({ name: 'South gate' }), SAY.endConfirm);
  await host.says(SAY.ended({ name: 'South gate' }));
  await southRow.waitFor({ state: 'detached' });

  const before = serverPid(north.dataDir);
  north.kill?.();
  await north.exited;
  const again = await runKiosk(served, { env, dataDir: north.dataDir });
  await openSettings(again.page, PIN);
  const back = hosting(again.page);
  await back.stateIs('on');
  expect(serverPid(north.dataDir)).not.toBe(before);
  expect(isThere(before)).toBe(false);

  await back.button(SAY.stop).click();
  await answer(again.page, SAY.stopHeadline, SAY.stopConfirm);
  await back.says(SAY.stopped);
  await back.says(SAY.off);
  await joinedIn(again.page).getByRole('button', { name: WORDS.hub.leave, exact: true }).waitFor();
  expect(await again.close()).toBe(0);
});

it('staff are told why the hub can’t be hosted, in the settings and on the overview, and scans go on', async () => {
  const simulator = await runSimulator();
  const good = { KIOSK_HUB_SERVER: findTestServer('nats-server') ?? '' };
  const env = { ...readySettings(simulator), KIOSK_LOCATION: 'North gate' };
  const bad = { KIOSK_HUB_SERVER: '/bin/true' };
  const first = await runKiosk(served, { env: { ...env, ...bad } });
  await openSettings(first.page, PIN);
  const host = hosting(first.page);
  await host.button(SAY.open).click();
  await host.section.getByRole('radio').first().check();
  await host.button(SAY.start).click();
  const why = SAY.problem['bad-server']({ program: '/bin/true' });
  await host.says(why);
  await host.stateIs('off');
  await first.close();

  const working = await runKiosk(served, { dataDir: first.dataDir, env: { ...env, ...good } });
  await openSettings(working.page, PIN);
  const working2 = hosting(working.page);
  await working2.button(SAY.open).click();
  await working2.section.getByRole('radio').first().check();
  await working2.button(SAY.start).click();
  await working2.stateIs('on');
  await working.close();

  const broken = await runKiosk(served, { dataDir: first.dataDir, env: { ...env, ...bad } });
  await screenIs(broken.page, 'scan');
  const scanner = await WedgeScanner.attachTo(broken.page);
  await scanner.scan('TEST-WITHOUT-HUB');
  await outcomeIs(broken.page, 'checked-in');
  await openStaff(broken.page, PIN);
  const fact = broken.page.locator('[data-problem="hub-host"]');
  await fact.getByText(SAY.failed, { exact: true }).waitFor();
  expect(await fact.textContent()).toContain(why);
});

const joinedIn = (page: Page) =>
  page.getByRole('region', { name: WORDS.hub.headline, exact: true });

/** The letters of the code that the screen shows, as a scanner reads them from it. */
async function codeOnScreen(page: Page): Promise<string> {
  const picture = page.locator('.hub-code .picture svg');
  await picture.waitFor();
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  const [code] = await readBarcodes(await picture.screenshot(), { formats: ['QRCode'] });
  return code?.text ?? '';
}

const serverPid = (dataDir: string) =>
  Number(readFileSync(path.join(dataDir, 'hub/nats-server.pid'), 'utf8'));

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
