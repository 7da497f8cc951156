import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeBadgeVideo } from '../e2e/fixtures/fake-camera-video.ts';
import { readScans } from '../e2e/fixtures/scan-log.ts';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { START_MS, startPackedKiosk } from './fixtures/packed-kiosk.ts';
import { groundIs } from './fixtures/screen.ts';

it('the packed kiosk checks in three badges that are shown to its camera, each once', async () => {
  const codes = [1, 2, 3].map((n) => `TEST-PACKED-CAMERA-${n}`);
  const film = path.join(temporaryFolder(), 'badges.mjpeg');
  writeBadgeVideo(film, [
    // Long enough for the kiosk to be seen ready.
    { code: null, ms: 3000 },
    ...codes.map((code) => ({ code, ms: 1500 })),
    { code: null, ms: 500 },
  ]);
  const kiosk = await startPackedKiosk({ env: { PROOF_CAMERA_FILM: film } });
  onTestFinished(kiosk.end);
  // The film begins anew, and a badge that is shown again has been checked in before.
  await groundIs('already-checked-in', START_MS);
  expect(
    kiosk.simulator
      .checkins()
      .map(({ code }) => code)
      .toSorted(),
  ).toEqual(codes);
  await until(() => {
    const outcomes = readScans(kiosk).map(({ outcome }) => outcome);
    expect(outcomes.slice(0, 3)).toEqual(['checked-in', 'checked-in', 'checked-in']);
  });
});
