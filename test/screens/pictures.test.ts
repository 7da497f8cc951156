import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  compareSheets,
  drawSheet,
  sheetFor,
  smallPicture,
  withoutChance,
} from './fixtures/picture-sheet.ts';
import { looks, SIZES } from './tour/looks.ts';
import { STOPS, type Stop } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

const LOOKS = looks({ languages: ['en', 'ur', 'de', 'hi', 'zh'], themes: ['dark'], sizes: SIZES });
const SHEET = sheetFor(LOOKS);

/** `npm run pictures` sets it: the pictures replace those that are kept. */
const TAKES_ANEW = process.env.KIOSK_TAKE_PICTURES === '1';

const KEPT = path.join(import.meta.dirname, 'pictures');
/** Where the new pictures and what differs are put if a test fails. Nothing there is kept. */
const LOOKED_AT = path.resolve(import.meta.dirname, '../../out/pictures');

describe('the screens look as they did:', () => {
  const tour = startTour();

  /** Takes a screen in every look. `change` is done to the page before each picture. */
  async function take(stop: Stop, change: (page: Page) => Promise<void> = async () => {}) {
    const pictures: string[] = [];
    let browser: Browser | null = null;
    await tour.visit(stop, LOOKS, async (page, look) => {
      browser = page.context().browser();
      await withoutChance(page);
      await change(page);
      pictures.push(await smallPicture(page, look));
    });
    const canvas = await (browser as Browser | null)?.newPage();
    if (!canvas) throw new Error('No picture was taken');
    return { canvas, taken: await drawSheet(canvas, SHEET, pictures) };
  }

  it.each(STOPS)('$name', async (stop) => {
    const { canvas, taken } = await take(stop);
    const file = path.join(KEPT, `${stop.name}.webp`);
    if (TAKES_ANEW) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(file, taken, 'base64');
      return;
    }
    expect(existsSync(file), `${file}: npm run pictures makes it`).toBe(true);
    const kept = readFileSync(file, 'base64');
    const { differing, picture } = await compareSheets(canvas, SHEET, taken, kept);
    await canvas.close();
    if (differing.length === 0) return;
    mkdirSync(LOOKED_AT, { recursive: true });
    const place = path.join(LOOKED_AT, stop.name);
    writeFileSync(`${place}.new.webp`, taken, 'base64');
    writeFileSync(`${place}.difference.png`, picture, 'base64');
    const where = differing.map((cell) => `${LOOKS[cell]?.language} ${LOOKS[cell]?.size}`);
    expect.fail(`${stop.name} looks different in ${where.join(', ')}: see ${place}.*`);
  });

  it('a button that has moved is noticed, and one that is drawn a little differently is not', async () => {
    const stop = STOPS.find(({ name }) => name === 'pin');
    if (!stop) throw new Error('The tour has no PIN pad');
    const moved = (by: string) => (page: Page) =>
      page.locator('.unlock').evaluate((it, by) => {
        it.style.translate = by;
      }, by);
    const { canvas, taken: before } = await take(stop);
    const { taken: shifted } = await take(stop, moved('0.3px 0.2px'));
    const { taken: after } = await take(stop, moved('0 3vmin'));
    expect((await compareSheets(canvas, SHEET, shifted, before)).differing).toEqual([]);
    const everywhere = LOOKS.map((_, index) => index);
    expect((await compareSheets(canvas, SHEET, after, before)).differing).toEqual(everywhere);
  });
});
