import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { served } from './drivers/served.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';

/** How far from the left the middle of each element is, as a part of the screen's width. */
async function placesOf<Name extends string>(page: Page, selectors: Record<Name, string>) {
  const all: [string, string][] = Object.entries(selectors);
  const places = await page.evaluate((each) => {
    return each.map(([name, selector]) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return [name, box ? (box.left + box.right) / 2 / innerWidth : Number.NaN] as const;
    });
  }, all);
  return Object.fromEntries(places) as Record<Name, number>;
}

async function placesOnEveryScreen(hand: string, language: string) {
  const simulator = await runSimulator();
  const settings = { baseUrl: simulator.url, hand, language };
  const { page } = await runKiosk(served, {
    dataDir: await provisionedFolder({ settings, apiKey: KEY, pin: PIN }),
  });
  await page.setViewportSize({ width: 1366, height: 768 });
  await screenIs(page, 'scan');
  await page.locator(`html[lang="${language}"][data-hand="${hand}"]`).waitFor();
  const scan = await placesOf(page, {
    typeCode: '.type-code',
    language: '.language',
    staff: '.staff-corner > button',
  });
  await page.locator('.type-code').click();
  const entry = await placesOf(page, { checkIn: '.code-entry .main', field: '#code' });
  await page.keyboard.press('Escape');
  await page.locator('.staff-corner > button').click();
  await screenIs(page, 'staff');
  const pad = await placesOf(page, { unlock: '.unlock', clear: '.digits .clear', field: '#pin' });
  return { scan, entry, pad };
}

describe.each(['en', 'ur'])('in the language %s', (language) => {
  it('what a visitor presses is near the right hand', async () => {
    const { scan, entry, pad } = await placesOnEveryScreen('right', language);
    expect(scan.typeCode).toBeGreaterThan(scan.language);
    expect(scan.language).toBeGreaterThan(0.5);
    expect(scan.staff).toBeLessThan(0.5);
    expect(entry.checkIn).toBeGreaterThan(entry.field);
    expect(pad.unlock).toBeGreaterThan(pad.field);
    expect(pad.unlock).toBeGreaterThan(pad.clear);
  });

  it('and near the left hand, if that is set', async () => {
    const { scan, entry, pad } = await placesOnEveryScreen('left', language);
    expect(scan.typeCode).toBeLessThan(scan.language);
    expect(scan.language).toBeLessThan(0.5);
    expect(scan.staff).toBeGreaterThan(0.5);
    expect(entry.checkIn).toBeLessThan(entry.field);
    expect(pad.unlock).toBeLessThan(pad.field);
    expect(pad.unlock).toBeLessThan(pad.clear);
  });
});
