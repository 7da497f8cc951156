// The idle screen with long texts in all its parts, at the sizes of screens that kiosks have.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { type FaultRule, type Simulator, startSimulator } from '../simulator/simulator.ts';
import type { KioskStart } from './drivers/kiosk-driver.ts';
import { served } from './drivers/served.ts';
import {
  board,
  boardFits,
  crowdedConference,
  nameIsClearOfTheFrame,
  nameIsWhole,
  QUICKLY_STALE,
} from './fixtures/idle-programme.ts';
import { nextResult } from './fixtures/page-marks.ts';
import { readySettings, runKiosk } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';

const SAY = WORDS.programme;

const FAKE_CAMERA = '--use-fake-device-for-media-stream';

const READS_FAIL: FaultRule = { fault: { kind: 'reset-before' }, on: 'reads' };

const SIZES = [
  [800, 480],
  [480, 800],
  [800, 600],
  [1024, 768],
  [768, 1024],
  [800, 1280],
  [1024, 1024],
  [1280, 1024],
  [1280, 800],
  [1366, 768],
  [1080, 1920],
  [3840, 2160],
] as const;

describe.skipIf(served.unavailable)(
  'an idle screen with everything that is hard to fit, its age included',
  () => {
    const remembering = mkdtempSync(path.join(tmpdir(), 'kiosk-test-'));
    let simulator: Simulator;
    const env = () => ({ ...readySettings(simulator), KIOSK_EVENT_NAME: '' });

    beforeAll(async () => {
      simulator = await startSimulator();
      simulator.setBehaviour({ readCaching: QUICKLY_STALE });
      simulator.setConference(crowdedConference());
      const first = await served.launch({ env: env(), dataDir: remembering });
      await board(first.page).waitFor();
      await first.close();
    });
    afterAll(async () => {
      await simulator.close();
      rmSync(remembering, { recursive: true, force: true });
    });

    /** A kiosk that remembers the programme, and can't read it anew. */
    async function runCrowdedKiosk(start: Pick<KioskStart, 'chromiumArgs'> = {}) {
      simulator.setFaults([READS_FAIL]);
      const dataDir = temporaryFolder();
      cpSync(remembering, dataDir, { recursive: true });
      const { page } = await runKiosk(served, { ...start, env: env(), dataDir });
      await board(page).locator('.as-of').waitFor();
      return page;
    }

    it.each([
      { beside: 'the drawing', camera: 'off', start: {} },
      { beside: 'a camera’s picture', camera: 'on', start: { chromiumArgs: [FAKE_CAMERA] } },
    ])('fits on every screen beside $beside', async ({ camera, start }) => {
      const page = await runCrowdedKiosk(start);
      await page.locator(`.idle[data-camera="${camera}"]`).waitFor();
      const parts = board(page).locator('.part');
      await parts
        .filter({ hasText: SAY.now })
        .getByText(SAY.others({ count: 4 }))
        .waitFor();
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await boardFits(page);
      }
    });

    it('has all of the header that no logo needs for a long name, and a refusal’s stripes stay clear of it', async () => {
      const page = await runCrowdedKiosk();
      const scanner = await WedgeScanner.attachTo(page);
      for (const [width, height] of SIZES.filter(([width, height]) => width > height)) {
        await page.setViewportSize({ width, height });
        await nameIsWhole(page);
      }
      simulator.setFaults([READS_FAIL, { fault: { kind: 'status', status: 404 }, on: 'badges' }]);
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        const told = await nextResult(page);
        await scanner.scan(`TEST-REFUSED-${width}-${height}`);
        await told('rejected');
        await nameIsClearOfTheFrame(page);
      }
    });
  },
);
