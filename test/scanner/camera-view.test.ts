import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { writeBadgeVideo } from '../e2e/fixtures/fake-camera-video.ts';
import { cameraRunsFor } from '../e2e/fixtures/film-kiosk.ts';
import { openLiveFilm } from '../e2e/fixtures/live-film.ts';
import { gatherTrouble, openBrowser, type ScannerPage, serveScannerPage } from './scanner-page.ts';

const BADGES = ['ABC123', 'badge-0002', 'confera-attendance:DAY1-XYZ', 'x.7~Q_0004', 'ABC124'];
const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

let site: ScannerPage;
let film: string;
/** By their flags: a browser is started once for all tests that give it the same camera. */
const browsers = new Map<string, Promise<Browser>>();

beforeAll(async () => {
  site = await serveScannerPage();
  film = path.join(site.folder, 'badges.mjpeg');
  writeBadgeVideo(film, [
    ...BADGES.flatMap((code) => [
      { code: null, ms: 300 },
      { code, ms: 1500 },
    ]),
    { code: null, ms: 1000 },
  ]);
});
afterAll(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  site.close();
});

async function openCameraPage(
  flags: string[],
  { query = '', script = '' } = {},
): Promise<{ page: Page; trouble: string[] }> {
  const key = flags.join(' ');
  const browser = browsers.get(key) ?? openBrowser(flags);
  browsers.set(key, browser);
  const page = await (await browser).newPage();
  onTestFinished(async () => {
    site.withhold(null);
    // With its context, and all that it has in its cache. The next page that opens the camera has the film from its beginning.
    await page.close();
  });
  const trouble = gatherTrouble(page, site.url);
  if (script) await page.addInitScript(script);
  await page.goto(`${site.url}?camera${query}`);
  return { page, trouble };
}

/** In the page, before its own code: the camera is another program's while `isBusy`. */
const BUSY_CAMERA = `
  globalThis.isBusy = true;
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (constraints) =>
    isBusy
      ? Promise.reject(new DOMException('Could not start video source', 'NotReadableError'))
      : open(constraints);
`;

/** The camera named `unplugged` isn't listed. */
const UNPLUGGED_CAMERA = `
  globalThis.unplugged = 'fake_device_2';
  const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
  navigator.mediaDevices.enumerateDevices = async () =>
    (await list()).filter(({ label }) => label !== unplugged);
`;

/** The browser announces no frames, as in a page that is under another window. */
const NO_FRAMES_ANNOUNCED = 'HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0;';

/** A camera before an empty wall, until somebody comes near. */
const STILL_CAMERA = `
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  const context = canvas.getContext('2d');
  let isNear = false;
  globalThis.comeNear = () => (isNear = true);
  setInterval(() => {
    context.fillStyle = 'grey';
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = 'white';
    if (isNear) context.fillRect((performance.now() / 2) % 640, 100, 300, 380);
  }, 30);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
`;

/** A camera with a lamp, a zoom and a focus of its own; what is asked of it is in `wishes`. */
const CAPABLE_CAMERA = `
  globalThis.wishes = [];
  MediaStreamTrack.prototype.getCapabilities = () => ({
    torch: true,
    zoom: { min: 1, max: 4 },
    focusMode: ['manual', 'continuous'],
  });
  MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => wishes.push(...advanced);
`;

/** A camera before which two codes take turns, 0.4 s each: one of some kind, and a QR code that says QR-1. */
async function showingInTurn(kind: 'DataMatrix' | 'Aztec' | 'PDF417' | 'Code128'): Promise<string> {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  const symbols = [
    await writeBarcode(`${kind}-1`, { format: kind }),
    await writeBarcode('QR-1', { format: 'QRCode' }),
  ].map(({ symbol: { width, height, data } }) => ({ width, height, data: [...data] }));
  return `
    const symbols = ${JSON.stringify(symbols)}.map(({ width, height, data }) => {
      const symbol = new OffscreenCanvas(width, height);
      const pixels = data.flatMap((grey) => [grey, grey, grey, 255]);
      const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
      symbol.getContext('2d').putImageData(image, 0, 0);
      return symbol;
    });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1280, 720];
    const context = canvas.getContext('2d');
    setInterval(() => {
      context.fillStyle = 'white';
      context.fillRect(0, 0, 1280, 720);
      context.imageSmoothingEnabled = false;
      const symbol = symbols[Math.floor(performance.now() / 400) % 2];
      context.drawImage(symbol, 300, 200, symbol.width * 5, Math.max(150, symbol.height * 5));
    }, 30);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
  `;
}

/** Runs a script in the page, where `video` is the camera's picture. */
const withVideo = (page: Page, script: string) =>
  page.evaluate(`{ const video = document.querySelector('video'); ${script} }`);
const lines = (page: Page, list: string) => page.locator(`#${list} li`).allTextContents();

test('five badges held up one after the other are each read once, in order', async () => {
  const { page, trouble } = await openCameraPage([
    ...CAMERA,
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  // The film begins anew after the fifth, wherever in it the camera was opened.
  await page.locator('#reads li').nth(5).waitFor();
  const reads = await lines(page, 'reads');
  const first = BADGES.indexOf(reads[0] ?? '');
  const expected = Array.from({ length: 6 }, (_, index) => BADGES[(first + index) % BADGES.length]);
  expect(reads.slice(0, 6)).toEqual(expected);
  expect(await lines(page, 'states')).toEqual(['starting', 'on']);
  expect(trouble).toEqual([]);
});

test('the picture fills its frame, mirrored, and is taken at the size of the camera', async () => {
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${film}`]);
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  const picture = await withVideo(
    page,
    `({
      videoWidth: video.videoWidth,
      videoHeight: video.videoHeight,
      clientWidth: video.clientWidth,
      clientHeight: video.clientHeight,
      objectFit: video.style.objectFit,
      transform: video.style.transform,
      paused: video.paused,
    })`,
  );
  expect(picture).toEqual({
    videoWidth: 1280,
    videoHeight: 720,
    clientWidth: 400,
    clientHeight: 300,
    objectFit: 'cover',
    transform: 'scaleX(-1)',
    paused: false,
  });
});

test('the camera is given back when the view goes, and opened again when it comes', async () => {
  const { page, trouble } = await openCameraPage([
    ...CAMERA,
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  for (let i = 0; i < 5; i += 1) await page.locator('#toggle').click();
  await page.locator('video').waitFor({ state: 'detached' });
  await page.locator('#toggle').click();
  await page.locator('video').waitFor();
  await page.locator('#reads li').first().waitFor();
  expect(await page.locator('video').count()).toBe(1);
  expect((await lines(page, 'states')).at(-1)).toBe('on');
  expect(trouble).toEqual([]);
});

test('badges are read while the picture is hidden, too', async () => {
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${film}`]);
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  await page.locator('#hide').click();
  // The first of them may have been read just before.
  await page.locator('#reads li').nth(1).waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', 'on']);
});

test('badges are read in a page that is told of no frames, too', async () => {
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${film}`], {
    script: NO_FRAMES_ANNOUNCED,
  });
  await page.locator('#reads li').nth(1).waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', 'on']);
});

test.each([
  [
    'a camera that may not be used',
    'denied',
    ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  ],
  [
    'a machine without a camera',
    'none',
    ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0'],
  ],
])('%s is told as %s', async (_, problem, flags) => {
  const { page, trouble } = await openCameraPage(flags);
  await page.locator('#states li').nth(1).waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', problem]);
  expect(trouble).toEqual([]);
});

test('a machine without a camera loads nothing that only a camera needs', async () => {
  const { page } = await openCameraPage(['--use-fake-device-for-media-stream=device-count=0']);
  await page.locator('#states li', { hasText: 'none' }).waitFor();
  const loaded = await page.evaluate("performance.getEntriesByType('resource').map((r) => r.name)");
  expect(loaded).not.toContainEqual(expect.stringContaining('decoder-worker'));
});

test('a decoder that can not work is told, and tried again', async () => {
  site.withhold('.wasm');
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${film}`]);
  await page.locator('#states li', { hasText: 'decoder' }).waitFor();
  site.withhold(null);
  await page.locator('#reads li').first().waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', 'decoder', 'on']);
});

test('a camera that is taken away is told, and opened again', async () => {
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${film}`]);
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  await withVideo(
    page,
    `{
      const [track] = video.srcObject.getTracks();
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }`,
  );
  await page.locator('#states li', { hasText: 'lost' }).waitFor();
  await page.locator('#states li').nth(3).waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', 'on', 'lost', 'on']);
  await page.locator('#reads li').first().waitFor();
});

test('a camera that freezes is opened again', async () => {
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${film}`]);
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  await withVideo(page, 'video.pause()');
  await page.locator('#states li').nth(3).waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', 'on', 'lost', 'on']);
});

test('a camera that another program has is told as busy, and opened once it is free', async () => {
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${film}`], {
    script: BUSY_CAMERA,
  });
  await page.locator('#states li', { hasText: 'busy' }).waitFor();
  await page.evaluate('globalThis.isBusy = false');
  await page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))");
  await page.locator('#reads li').first().waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', 'busy', 'on']);
});

test('the camera that was chosen is opened, and another one only while that is unplugged', async () => {
  const { page } = await openCameraPage(
    ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=3'],
    { query: '&name=fake_device_2', script: UNPLUGGED_CAMERA },
  );
  const opened = () => withVideo(page, 'video?.srcObject.getVideoTracks()[0].label');
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  expect(await opened()).not.toBe('fake_device_2');
  await page.evaluate('globalThis.unplugged = null');
  await page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))");
  await page.locator('#states li').nth(2).waitFor();
  expect(await opened()).toBe('fake_device_2');
});

test('a camera that nobody comes to rests, and wakes at a touch and at motion', async () => {
  const { page } = await openCameraPage(
    ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
    { query: '&rest=300', script: STILL_CAMERA },
  );
  await page.locator('#states li', { hasText: 'resting' }).waitFor();
  await page.locator('body').click({ position: { x: 1, y: 1 } });
  await page.locator('#states li').nth(4).waitFor();
  await page.evaluate('globalThis.comeNear()');
  await page.locator('#states li').nth(5).waitFor();
  expect((await lines(page, 'states')).slice(0, 6)).toEqual([
    'starting',
    'on',
    'resting',
    'on',
    'resting',
    'on',
  ]);
});

/** A page whose camera sees an empty entrance until it is shown something else. */
async function openPageToShow() {
  const live = path.join(site.folder, `live-${browsers.size}.mjpeg`);
  const show = openLiveFilm(live);
  const { page } = await openCameraPage([...CAMERA, `--use-file-for-fake-video-capture=${live}`]);
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  return { page, show };
}

test('of two badges as large none is read, until one is taken away', async () => {
  const { page, show } = await openPageToShow();
  show({ code: 'FIRST-1', beside: { code: 'SECOND-2', size: 1 } });
  await page.locator('#states li', { hasText: 'crowded' }).waitFor();
  await cameraRunsFor({ page }, 800);
  expect(await lines(page, 'reads')).toEqual([]);
  show({ code: 'FIRST-1' });
  await page.locator('#reads li').first().waitFor();
  await page.locator('#states li').nth(3).waitFor();
  expect(await lines(page, 'states')).toEqual(['starting', 'on', 'crowded', 'on']);
  expect(await lines(page, 'reads')).toEqual(['FIRST-1']);
});

test('a badge that is held still for long is read once, and once more after it has been away', async () => {
  const { page, show } = await openPageToShow();
  await page.locator('#states li', { hasText: 'on' }).waitFor();
  // Nothing moves for so long that few frames are still looked at.
  await cameraRunsFor({ page }, 3000);
  show({ code: 'FIRST-1' });
  await page.locator('#reads li').first().waitFor();
  await cameraRunsFor({ page }, 6000);
  expect(await lines(page, 'reads')).toEqual(['FIRST-1']);
  show({ code: null });
  await cameraRunsFor({ page }, 2000);
  show({ code: 'FIRST-1' });
  await page.locator('#reads li').nth(1).waitFor();
  expect(await lines(page, 'reads')).toEqual(['FIRST-1', 'FIRST-1']);
});

test('a badge beside one that is held up is left alone if it is much smaller', async () => {
  const { page, show } = await openPageToShow();
  show({ code: 'FIRST-1', beside: { code: 'SECOND-2', size: 0.5 } });
  await page.locator('#reads li').first().waitFor();
  await cameraRunsFor({ page }, 1600);
  expect(await lines(page, 'states')).toEqual(['starting', 'on']);
  expect(await lines(page, 'reads')).toEqual(['FIRST-1']);
});

test.each([
  ['data-matrix', 'DataMatrix'],
  ['aztec', 'Aztec'],
  ['pdf417', 'PDF417'],
  ['code-128', 'Code128'],
] as const)('%s is read where it is asked for, beside QR', async (format, kind) => {
  const { page, trouble } = await openCameraPage(['--use-fake-device-for-media-stream'], {
    query: `&formats=qr,${format}`,
    script: await showingInTurn(kind),
  });
  await page.locator('#reads li').nth(1).waitFor();
  expect((await lines(page, 'reads')).slice(0, 2).toSorted()).toEqual([`${kind}-1`, 'QR-1']);
  expect(trouble).toEqual([]);
});

test('nothing but QR is read unless it is asked for', async () => {
  const { page } = await openCameraPage(['--use-fake-device-for-media-stream'], {
    script: await showingInTurn('Aztec'),
  });
  // It is out of view for too short a time to count as shown again: what is read after it would be the other one.
  await page.locator('#reads li').first().waitFor();
  const { from } = (await page.evaluate('({ from: performance.now() })')) as { from: number };
  await page.waitForFunction((from) => performance.now() - from > 1000, from);
  expect(await lines(page, 'reads')).toEqual(['QR-1']);
});

test('a lamp and a zoom are offered where the camera has them', async () => {
  const { page } = await openCameraPage([...CAMERA], { script: CAPABLE_CAMERA });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button('Light').click();
  await button('Nearer').click();
  expect(await page.evaluate('globalThis.wishes')).toEqual([
    { focusMode: 'continuous' },
    { torch: true },
    { zoom: 1.5 },
  ]);
  expect(await button('Farther').isEnabled()).toBe(true);
});
