import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareSheets, drawSheet, sheetFor, smallPicture } from './fixtures/picture-sheet.ts';
import { withoutChance } from './fixtures/without-chance.ts';
import { looks, SIZES } from './tour/looks.ts';
import { STOPS } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

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
      const pictures: string[] = [];
      let browser: Browser | null = null;
      await tour.visit(stop, ENGLISH, async (page, look) => {
        browser = page.context().browser();
        await withoutChance(page);
        await page.locator('.notice .small').evaluate((text, css) => {
          text.style.cssText = css;
        }, CHANGES[change]);
        pictures.push(await smallPicture(page, look));
      });
      canvas ??= (await (browser as Browser | null)?.newPage()) ?? null;
      if (!canvas) throw new Error('No picture was taken');
      sheets[change] = await drawSheet(canvas, sheetFor(ENGLISH), pictures);
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
