import { expect, it } from 'vitest';
import { LANGUAGES } from '../../shared/words/languages.ts';
import { fillDatabase } from '../bench/kept-scans.ts';
import { wordsOf } from '../fixtures/words-of.ts';
import { misplacedTexts } from '../screens/fixtures/misplaced-texts.ts';
import { served } from './drivers/served.ts';
import { standingIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';

const WAITING = 5_000;
const LOCATION = 'Main hall, north door';

/** The smallest screens that there are kiosks with, upright and wide. */
const SIZES = [
  [480, 800],
  [800, 480],
] as const;

it.each(['en', 'de', 'ur'] as const)(
  'thousands of scans that wait leave the location its place, in %s',
  async (language) => {
    const simulator = await runSimulator();
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const { url: baseUrl } = simulator;
    const settings = { baseUrl, language, location: LOCATION };
    const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
    fillDatabase(dataDir, { pending: WAITING, baseUrl });
    const { page } = await runKiosk(served, { dataDir });
    await page.locator(`html[lang="${LANGUAGES[language].tag}"]`).waitFor();
    await standingIs(page, 'offline', WAITING);
    const count = wordsOf(language).edge.saved.offline({ count: WAITING });
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const place = page.locator('.standing').getByText(LOCATION, { exact: true });
      const told = page.locator('.standing').getByText(count, { exact: true });
      for (const each of [place, told]) {
        const { x, y, ...box } = (await each.boundingBox()) ?? {
          x: -1,
          y: -1,
          width: 0,
          height: 0,
        };
        expect(Math.min(x, y), `${each} at ${width} by ${height}`).toBeGreaterThanOrEqual(0);
        expect(x + box.width).toBeLessThanOrEqual(width);
        expect(y + box.height).toBeLessThanOrEqual(height);
      }
      expect(await misplacedTexts(page)).toEqual([]);
    }
  },
);
