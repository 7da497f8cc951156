import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { attachKeyboard } from '../scanner/keyboard.ts';
import { atOnce, scannerKeys } from '../unit/renderer/scanner/wedge/typed-keys.ts';
import { served } from './drivers/served.ts';
import { standIn } from './drivers/stand-in.ts';
import { writeBadgeVideo, writePictures } from './fixtures/fake-camera-video.ts';
import { outcomeIs } from './fixtures/page-marks.ts';
import { type KioskWithFolder, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const say = WORDS.preflight;

/** A PIN that nobody tries first. */
const PIN = '90371528';
const CAMERA = '--use-fake-device-for-media-stream';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const line = (page: Page, check: string) => page.locator(`[data-check="${check}"]`);
const isNow = (page: Page, check: string, state: string) =>
  page.locator(`[data-check="${check}"][data-state="${state}"]`).waitFor();

async function openChecks({ page }: KioskWithFolder, pin: string): Promise<void> {
  await openStaff(page, pin);
  await page.getByRole('tab', { name: WORDS.staff.check, exact: true }).click();
  await isNow(page, 'pin', pin === PIN ? 'green' : 'amber');
}

/** The mark of a kiosk that was not checked today. */
const markOf = (page: Page) => page.getByRole('img', { name: WORDS.edge.unchecked, exact: true });

/** The checks that are in this state. */
const checksIn = (page: Page, state: string) =>
  page
    .locator(`.check[data-state="${state}"]`)
    .evaluateAll((lines) => lines.map((each) => each.getAttribute('data-check')));

/** What an element is described by, as a screen reader says it; null if by nothing. */
const describedBy = (element: Locator) =>
  element.evaluate((it) => {
    const mark = document.getElementById(it.getAttribute('aria-describedby') ?? '');
    return mark?.getAttribute('aria-label') ?? null;
  });

it('a sound kiosk is ready once a person has tried what only a person can', async () => {
  const film = path.join(temporaryFolder(), 'badge.mjpeg');
  writeBadgeVideo(film, [
    { code: 'TEST-FLIGHT-1', ms: 1000 },
    { code: null, ms: 400 },
  ]);
  // The page that a test opens by hand is one that visitors can leave.
  const kiosk = await runScanningKiosk(standIn, {
    // The machine's zone is the venue's.
    env: { KIOSK_TIME_ZONE: '', TZ: 'Asia/Karachi' },
    chromiumArgs: [CAMERA, `--use-file-for-fake-video-capture=${film}`],
  });
  const { page, scanner, simulator } = kiosk;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  // In one look, since the camera may see a badge at any time, whose result hides the mark.
  await until(async () =>
    expect(await describedBy(button(page, WORDS.edge.staff))).toBe(WORDS.edge.unchecked),
  );
  await openChecks(kiosk, PIN);
  await isNow(page, 'decoder', 'green');
  expect(await checksIn(page, 'red')).toEqual([]);
  expect(await checksIn(page, 'amber')).toEqual([]);
  expect(await checksIn(page, 'unknown')).toEqual(['scanner', 'camera', 'sound', 'touch']);
  await page.getByRole('heading', { name: say.todo }).waitFor();

  await scanner.scan('TEST-FLIGHT-2');
  await isNow(page, 'scanner', 'green');
  await button(page, WORDS.scannerTest.tryCamera).click();
  await isNow(page, 'camera', 'green');
  await button(page, WORDS.scannerTest.closeCamera).click();

  await button(page, say.play).click();
  await button(page, say.notHeard).click();
  await isNow(page, 'sound', 'amber');
  await button(page, say.heard).click();
  await isNow(page, 'sound', 'green');

  await button(page, say.touch).click();
  for (const corner of ['top-start', 'top-end', 'bottom-start', 'bottom-end']) {
    const box = await page.locator(`[data-corner="${corner}"]`).boundingBox();
    const point = { x: (box?.x ?? 0) + 30, y: (box?.y ?? 0) + 30 };
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  await isNow(page, 'touch', 'green');
  await page.getByRole('heading', { name: say.ready }).waitFor();
  expect(await checksIn(page, 'green')).toHaveLength(await page.locator('.check').count());

  // From now on nothing tells visitors or staff of a check, also not a page that is loaded anew.
  await page.locator('.tab .unchecked-mark').waitFor({ state: 'detached' });
  const next = kiosk.shell?.nextPage();
  await kiosk.shell?.crashPage();
  const anew = (await next) as Page;
  await outcomeIs(anew, 'idle');
  expect(await markOf(anew).count()).toBe(0);
  // What was tried here was sent nowhere. The camera may have read the badge before the staff area was opened.
  const sent = simulator.journal().flatMap(({ code }) => code ?? []);
  expect(sent).not.toContain('TEST-FLIGHT-2');
});

it('each thing that is wrong is named, with a way to mend it', async () => {
  const kiosk = await runScanningKiosk(served, {
    env: { KIOSK_STAFF_PIN: '1234', KIOSK_VOLUME: '0', KIOSK_LOCKDOWN: '0', TZ: 'Asia/Dubai' },
    chromiumArgs: [`${CAMERA}=device-count=0`],
  });
  const { page, scanner, simulator } = kiosk;
  simulator.setKey('cat_demo_all', { state: 'revoked', scopes: [] });
  await openChecks(kiosk, '1234');
  await isNow(page, 'camera', 'amber');
  expect(await checksIn(page, 'red')).toEqual(['key']);
  expect(await checksIn(page, 'amber')).toEqual(['zone', 'pin', 'camera', 'sound', 'lockdown']);
  await page.getByRole('heading', { name: say.stop }).waitFor();
  expect(await line(page, 'key').innerText()).toContain(WORDS.settings.problems.unauthorized);

  // What a scanner gets wrong. Nothing but the last scan counts.
  const says = (check: string, words: string) =>
    line(page, check).getByText(words, { exact: true }).waitFor();
  await scanner.scanWithoutEnter('TEST-FLIGHT-3');
  await says('scanner', say.found.scannerNoEnter);
  // What a German scanner types on this machine for the code that is shown.
  await scanner.scan('TEST/BADGE/1');
  await says('scanner', say.found.scannerLayout);
  await isNow(page, 'scanner', 'red');
  await scanner.scan('TEST-BADGE-1');
  await isNow(page, 'scanner', 'green');
  // A camera isn't missed beside a scanner.
  await scanner.scan('TEST-FLIGHT-3');
  await isNow(page, 'scanner', 'green');
  await isNow(page, 'camera', 'green');

  // Two scanners of which the second one begins in the middle of the first one's code.
  const keys = (code: string) =>
    scannerKeys(code, { gaps: () => 8 }).map((key) => ({ ...key, heldMs: 5 }));
  const type = await attachKeyboard(page);
  await type(atOnce(keys('badge-0123'), keys('xyzuv.4567'), 44));
  const { scannerTest } = WORDS;
  await says('scanner', scannerTest.refused({ reason: scannerTest.doubt['two-scanners'] }));
  await isNow(page, 'scanner', 'red');
  // On the same keyboard, since its last keys have a time that is still to come: those of another one would mix with them.
  const [first, ...rest] = keys('TEST-BADGE-1');
  await type([{ ...first, after: 300 }, ...rest]);
  await isNow(page, 'scanner', 'green');

  simulator.setKey('cat_demo_all', { state: 'live', scopes: ['badges:write', 'attendance:write'] });
  await button(page, say.again).click();
  await isNow(page, 'key', 'green');
  await line(page, 'pin').getByRole('button', { name: WORDS.staff.settings, exact: true }).click();
  await page.getByLabel(WORDS.settings.labels.baseUrl, { exact: true }).waitFor();
});

it('a camera that is covered is red, and one out of focus is to be looked at', async () => {
  const film = path.join(temporaryFolder(), 'covered.mjpeg');
  const [width, height] = [640, 480];
  const drawn = (shade: (x: number) => number) => ({
    picture: {
      width,
      height,
      pixels: Uint8Array.from({ length: width * height }, (_, at) => shade(at % width)),
    },
    ms: 3000,
  });
  // Light and dark without an edge between them, as a badge looks to a lens that is far out of focus.
  writePictures(film, [drawn(() => 3), drawn((x) => 130 + 90 * Math.sin(x / 40))]);
  const { page } = await runScanningKiosk(served, {
    chromiumArgs: [CAMERA, `--use-file-for-fake-video-capture=${film}`],
  });
  await openStaff(page, PIN);
  await page.getByRole('tab', { name: WORDS.staff.check, exact: true }).click();
  await button(page, WORDS.scannerTest.tryCamera).click();
  const says = (words: string) => line(page, 'camera').getByText(words, { exact: true }).waitFor();
  await says(say.found.cameraDark);
  await isNow(page, 'camera', 'red');
  await says(say.found.cameraBlurred);
  await isNow(page, 'camera', 'amber');
});
