import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { served } from './drivers/served.ts';
import { writeBadgeVideo } from './fixtures/fake-camera-video.ts';
import { resultSays } from './fixtures/page-marks.ts';
import { type PageTrace, tracePage } from './fixtures/page-trace.ts';
import { PIN, runScanningKiosk, type ScanningKiosk } from './fixtures/running-kiosk.ts';
import { readScans } from './fixtures/scan-log.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const FAKE_CAMERA = '--use-fake-device-for-media-stream';

describeOnEveryDriver('the camera', (driver) => {
  // Once is enough for a long film.
  const count = driver.name === served.name ? 12 : 3;

  it(`checks in ${count} badges shown one after another, each once, and asks no other host`, async () => {
    const codes = Array.from({ length: count }, (_, n) => `TEST-CAMERA-${n + 1}`);
    const film = path.join(temporaryFolder(), 'badges.mjpeg');
    writeBadgeVideo(film, [
      { code: null, ms: 500 },
      ...codes.map((code) => ({ code, ms: 1500 })),
      { code: null, ms: 500 },
    ]);
    const chromiumArgs = [FAKE_CAMERA, `--use-file-for-fake-video-capture=${film}`];
    let trace: PageTrace | undefined;
    const kiosk = await runScanningKiosk(driver, {
      chromiumArgs,
      onPage: async (page) => {
        trace = await tracePage(page);
      },
    });
    const { page, simulator, origin } = kiosk;
    await page.getByText(WORDS.idle.camera, { exact: true }).waitFor();
    // The film begins anew, and a badge that is shown again has been checked in before.
    await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 60_000);
    const sent = simulator.journal().flatMap(({ code }) => code ?? []);
    expect(sent.slice(0, count).toSorted()).toEqual(codes.toSorted());
    expect(outcomesOf(kiosk).slice(0, count)).toEqual(Array(count).fill('checked-in'));

    const requests = trace?.requests() ?? [];
    // Whatever only a scan by camera needs was asked for, and nothing of it elsewhere.
    const parts = [/decoder-worker.*\.js$/, /\.wasm$/, /\.woff2$/];
    // A shell's page is traced from its second loading on, when Chromium may still have the sounds of the first.
    if (!driver.isShell) parts.push(/\.wav$/);
    for (const part of parts) {
      expect(requests).toContainEqual(expect.stringMatching(part));
    }
    const elsewhere = requests.filter(
      (url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url),
    );
    expect(elsewhere).toEqual([]);

    await openStaff(page, PIN);
    await page.getByRole('tab', { name: WORDS.staff.scanner, exact: true }).click();
    await page.getByRole('button', { name: WORDS.scannerTest.tryCamera, exact: true }).click();
    const read = page.locator('[data-source="camera"]').first();
    await read.waitFor();
    expect(await read.locator('[data-row="symbology"] dd').innerText()).toMatch(/QR Code$/);
    expect(await read.locator('[data-row="decoding"] dd').innerText()).toMatch(/^[\d.]+ ms$/);
  }, 120_000);

  it('may be refused: the screen says so, and typed scans are taken', async ({ skip }) => {
    if (driver.name !== served.name)
      skip('only a browser asks a person; the shell allows it itself');
    const kiosk = await runScanningKiosk(driver, {
      chromiumArgs: [FAKE_CAMERA],
      cameraAllowed: false,
    });
    await kiosk.page.getByText(WORDS.idle.cameraProblem.denied, { exact: true }).waitFor();
    await expectScansAreTaken(kiosk);
  });

  it('may be missing: nothing is wrong with that, staff can see it, and typed scans are taken', async () => {
    const kiosk = await runScanningKiosk(driver, {
      chromiumArgs: [`${FAKE_CAMERA}=device-count=0`],
    });
    const { page } = kiosk;
    await page.getByText(WORDS.idle.towards.bottom, { exact: true }).waitFor();
    await expectScansAreTaken(kiosk);
    await openStaff(page, PIN);
    await page.getByText(WORDS.facts.cameraState.none, { exact: true }).waitFor();
  });
});

/** Of all scans that are done, in their order. */
const outcomesOf = (kiosk: ScanningKiosk) =>
  readScans(kiosk).flatMap(({ outcome }) => outcome ?? []);

async function expectScansAreTaken(kiosk: ScanningKiosk) {
  const { page, scanner } = kiosk;
  await scanner.scan('TEST-NO-CAMERA');
  await resultSays(page, WORDS.result.welcomeName({ name: 'Guest TEST-NO-CAMERA' }));
  expect(readScans(kiosk)).toHaveLength(1);
}
