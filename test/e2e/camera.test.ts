import path from 'node:path';
import { expect, it } from 'vitest';
import { WORDS } from '../../renderer/words.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { served } from './drivers/served.ts';
import { writeBadgeVideo } from './fixtures/fake-camera-video.ts';
import { outcomeIs, resultSays } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk, type ScanningKiosk } from './fixtures/running-kiosk.ts';
import { readScans, scanSentWith } from './fixtures/scan-log.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const FAKE_CAMERA = '--use-fake-device-for-media-stream';

describeOnEveryDriver('the camera', (driver) => {
  it('checks in the badges that are held up to it', async () => {
    const film = path.join(temporaryFolder(), 'badges.mjpeg');
    writeBadgeVideo(film, [
      { code: null, ms: 700 },
      { code: 'TEST-CAMERA-1', ms: 1200 },
      { code: null, ms: 700 },
      { code: 'TEST-CAMERA-2', ms: 1200 },
    ]);
    const chromiumArgs = [FAKE_CAMERA, `--use-file-for-fake-video-capture=${film}`];
    const kiosk = await runScanningKiosk(driver, { chromiumArgs });
    await kiosk.page.getByText(WORDS.idle.camera, { exact: true }).waitFor();
    for (const code of ['TEST-CAMERA-1', 'TEST-CAMERA-2']) {
      await until(() => {
        const scan = scanSentWith(kiosk, code);
        expect(scan).toMatchObject({ state: 'done', outcome: 'checked-in' });
      }, 20_000);
    }
    // The film begins anew, and a badge that is shown again has been checked in before.
    await outcomeIs(kiosk.page, 'already-checked-in');
  });

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

async function expectScansAreTaken(kiosk: ScanningKiosk) {
  const { page, scanner } = kiosk;
  await scanner.scan('TEST-NO-CAMERA');
  await resultSays(page, WORDS.result.welcomeName('Guest TEST-NO-CAMERA'));
  expect(readScans(kiosk)).toHaveLength(1);
}
