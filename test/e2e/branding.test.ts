import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { GROUNDS } from '../../renderer/brand/accent.ts';
import { contrast } from '../../renderer/brand/colour.ts';
import { WORDS } from '../fixtures/words.ts';
import { encodePng } from '../simulator/images/png.ts';
import { served } from './drivers/served.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { openSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const EVENT = 'Harbour Conference';

async function folder(settings: Record<string, string> = {}) {
  const { url } = await runSimulator();
  return provisionedFolder({
    settings: { baseUrl: url, eventName: EVENT, ...settings },
    apiKey: KEY,
    pin: PIN,
  });
}

function choose(page: Page, name: string, mimeType: string, buffer: Buffer) {
  const input = page.locator('.logo-field input[type="file"]');
  return input.setInputFiles({ name, mimeType, buffer });
}

/** Width and height of the logo on the idle screen, in its own pixels; null if there is none. Confera's event has another. */
function shownLogo(page: Page): Promise<[number, number] | null> {
  return page
    .locator('.idle .logo img')
    .evaluateAll(([image]) =>
      image instanceof HTMLImageElement ? [image.naturalWidth, image.naturalHeight] : null,
    );
}

const lock = (page: Page) =>
  page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();

it('a logo that staff choose is shown until they remove it, and an SVG is refused', async () => {
  const dataDir = await folder();
  const { page, close } = await runKiosk(served, { dataDir });
  await screenIs(page, 'scan');
  await openSettings(page, PIN);
  await choose(
    page,
    'logo.svg',
    'image/svg+xml',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  );
  await page.getByText(WORDS.logo.problem.svg, { exact: true }).waitFor();
  const [width, height] = [80, 40];
  const pixels = new Uint8Array(width * height * 4).fill(200);
  await choose(page, 'logo.png', 'image/png', encodePng({ width, height, pixels }));
  await page.getByText(WORDS.logo.saved, { exact: true }).waitFor();
  await lock(page);
  await until(async () => expect(await shownLogo(page)).toEqual([width, height]));
  await close();

  const again = await runKiosk(served, { dataDir });
  await until(async () => expect(await shownLogo(again.page)).toEqual([width, height]));
  await openSettings(again.page, PIN);
  await again.page.getByRole('button', { name: WORDS.logo.remove, exact: true }).click();
  await again.page.getByText(WORDS.logo.removed, { exact: true }).waitFor();
  await lock(again.page);
  await screenIs(again.page, 'scan');
  await again.page.locator('.idle h1').waitFor();
  expect(await shownLogo(again.page)).not.toEqual([width, height]);
});

/** The accent in which the page draws now, as the browser computes it. */
function drawnAccent(page: Page): Promise<string> {
  return page.locator('main').evaluate((main) => {
    const sample = document.createElement('span');
    sample.style.color = 'var(--accent)';
    main.append(sample);
    const { color } = getComputedStyle(sample);
    sample.remove();
    const channels = (color.match(/\d+/g) ?? []).map(Number);
    return `#${channels.map((each) => each.toString(16).padStart(2, '0')).join('')}`;
  });
}

it.each([
  ['as it is', '#7a1fa2', true],
  ['darker where it is too pale to be read', '#ffe600', false],
])('the accent that is set is drawn %s', async (_, accent, asSet) => {
  const { page } = await runKiosk(served, { dataDir: await folder({ accent, theme: 'light' }) });
  await screenIs(page, 'scan');
  await page.locator('html[data-theme="light"]').waitFor();
  const drawn = await drawnAccent(page);
  expect(drawn === accent).toBe(asSet);
  // Neither is the kiosk's own.
  expect(drawn).not.toBe('#0b5cad');
  expect(contrast(drawn, GROUNDS.light[0])).toBeGreaterThanOrEqual(4.5);
});
