import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Comparison,
  compareSheets,
  drawSheet,
  sheetFor,
  smallPicture,
} from './fixtures/picture-sheet.ts';
import { noteChromium, whyNotCompared } from './fixtures/taken-with.ts';
import { withoutChance } from './fixtures/without-chance.ts';
import { type Look, looks, SIZES } from './tour/looks.ts';
import { STOPS, type Stop } from './tour/stops.ts';
import { startTour, type Tour } from './tour/tour.ts';

const LOOKS = looks({ languages: ['en', 'ur', 'de', 'hi', 'zh'], themes: ['dark'], sizes: SIZES });

/** `npm run pictures` sets it: the pictures replace those that are kept. */
const TAKES_ANEW = process.env.KIOSK_TAKE_PICTURES === '1';

const KEPT = path.join(import.meta.dirname, 'pictures');
const CHROMIUM = path.join(KEPT, 'chromium.txt');
/** Where the new pictures and what differs are put if a test fails. Nothing there is kept. */
const LOOKED_AT = path.resolve(import.meta.dirname, '../../out/pictures');

/** Takes a screen in these looks. `change` is done to the page before each picture. The canvas is an empty page. */
async function take(
  tour: Tour,
  stop: Stop,
  looks: readonly Look[],
  change: (page: Page) => Promise<void> = async () => {},
) {
  const pictures: string[] = [];
  let browser: Browser | null = null;
  await tour.visit(stop, looks, async (page, look) => {
    browser = page.context().browser();
    await withoutChance(page);
    await change(page);
    pictures.push(await smallPicture(page, look));
  });
  const canvas = await (browser as Browser | null)?.newPage();
  if (!canvas) throw new Error('No picture was taken');
  return { canvas, taken: await drawSheet(canvas, sheetFor(looks), pictures) };
}

/**
 * Compares a screen in every look with the sheet that is kept. If it looks different, it is looked at once more: on a busy
 * machine the browser sometimes shrinks what it had drawn large, and thin lines fade. A screen that has changed looks
 * different the second time as well.
 */
async function compareWith(
  kept: string,
  tour: Tour,
  stop: Stop,
): Promise<Comparison & { taken: string }> {
  const pictures: string[] = [];
  let last = { differing: [] as number[], picture: '', taken: '' };
  function* onceOrTwice() {
    yield* LOOKS;
    if (last.differing.length > 0) yield* LOOKS;
  }
  await tour.visit(stop, onceOrTwice(), async (page, look) => {
    await withoutChance(page);
    pictures.push(await smallPicture(page, look));
    if (pictures.length % LOOKS.length !== 0) return;
    const canvas = await (page.context().browser() as Browser).newPage();
    const sheet = sheetFor(LOOKS);
    const taken = await drawSheet(canvas, sheet, pictures.splice(0));
    last = { ...(await compareSheets(canvas, sheet, taken, kept)), taken };
    await canvas.close();
  });
  return last;
}

describe('the screens look as they did:', () => {
  const tour = startTour();
  const whyNot = TAKES_ANEW ? null : whyNotCompared(CHROMIUM);

  beforeAll(() => {
    rmSync(LOOKED_AT, { recursive: true, force: true });
    mkdirSync(KEPT, { recursive: true });
  });

  it.for(STOPS)('$name', async (stop, { skip }) => {
    if (whyNot) skip(whyNot);
    const file = path.join(KEPT, `${stop.name}.webp`);
    if (TAKES_ANEW) {
      const { canvas, taken } = await take(tour, stop, LOOKS);
      writeFileSync(file, taken, 'base64');
      await canvas.close();
      return;
    }
    expect(existsSync(file), `${file} is missing: npm run pictures takes it`).toBe(true);
    const kept = readFileSync(file, 'base64');
    const { differing, picture, taken } = await compareWith(kept, tour, stop);
    if (differing.length === 0) return;
    mkdirSync(LOOKED_AT, { recursive: true });
    const place = path.join(LOOKED_AT, stop.name);
    writeFileSync(`${place}.new.webp`, taken, 'base64');
    writeFileSync(`${place}.difference.png`, picture, 'base64');
    const where = differing.map((cell) => `${LOOKS[cell]?.size} ${LOOKS[cell]?.language}`);
    expect.fail(
      `${stop.name} looks different at ${where.join(', ')}. Look at ${place}.new.webp and ` +
        `${place}.difference.png; if the change is meant, run npm run pictures.`,
    );
  });

  it('there is a sheet for every screen, and none for a screen that is gone', () => {
    const files = [...STOPS.map(({ name }) => `${name}.webp`), path.basename(CHROMIUM)];
    if (TAKES_ANEW) {
      noteChromium(CHROMIUM);
      const gone = readdirSync(KEPT).filter((file) => !files.includes(file));
      for (const file of gone) rmSync(path.join(KEPT, file));
    }
    expect(readdirSync(KEPT).sort()).toEqual(files.sort());
  });
});

describe('a comparison', () => {
  const tour = startTour();
  const ENGLISH = looks({ languages: ['en'], themes: ['dark'], sizes: SIZES });
  const EVERYWHERE = ENGLISH.map((_, index) => index);

  /** Changes of the smallest text on the screen of a kiosk that can't start, as CSS. */
  const CHANGES = {
    none: '',
    missing: 'visibility: hidden',
    moved: 'translate: 0 0.5lh',
    larger: 'font-size: 1.1em',
    drawnDifferently: 'translate: 0.3px 0.2px',
  };
  type Change = keyof typeof CHANGES;

  const sheets: Partial<Record<Change, string>> = {};
  let canvas: Page | null = null;

  beforeAll(async () => {
    const stop = STOPS.find(({ name }) => name === 'fault');
    if (!stop) throw new Error('The tour has no such screen');
    for (const change of Object.keys(CHANGES) as Change[]) {
      const made = await take(tour, stop, ENGLISH, async (page) => {
        await page.locator('.notice .small').evaluate((text, css) => {
          text.style.cssText = css;
        }, CHANGES[change]);
      });
      sheets[change] = made.taken;
      canvas = made.canvas;
    }
  });

  /** In which looks a comparison finds a difference after a change. */
  async function differingWith(change: Change): Promise<readonly number[]> {
    const { none, [change]: changed } = sheets;
    if (!canvas || !none || !changed) throw new Error('No picture was taken');
    return (await compareSheets(canvas, sheetFor(ENGLISH), changed, none)).differing;
  }

  it('notices a line that is missing', async () => {
    expect(await differingWith('missing')).toEqual(EVERYWHERE);
  });

  it('notices a line that has moved by half its height', async () => {
    expect(await differingWith('moved')).toEqual(EVERYWHERE);
  });

  it('notices letters that are a tenth larger', async () => {
    expect(await differingWith('larger')).toEqual(EVERYWHERE);
  });

  it("doesn't mind letters whose edges are drawn differently", async () => {
    expect(await differingWith('drawnDifferently')).toEqual([]);
  });
});
