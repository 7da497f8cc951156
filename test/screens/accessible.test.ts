import { describe, expect, it } from 'vitest';
import { axeFinds } from './fixtures/axe.ts';
import { looks } from './tour/looks.ts';
import { STOPS } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

const LOOKS = looks({
  languages: ['en', 'ur', 'de', 'ja'],
  themes: ['dark', 'light', 'contrast'],
  sizes: ['1366x768'],
});

describe('axe finds nothing on the screen', () => {
  const tour = startTour();

  it.each(STOPS)('$name', async (stop) => {
    const faults: string[] = [];
    await tour.visit(stop, LOOKS, async (page, { language, theme }) => {
      const found = await axeFinds(page);
      faults.push(...found.map((fault) => `${stop.name}, ${language}, ${theme}: ${fault}`));
    });
    expect(faults).toEqual([]);
  });
});
