import { describe, expect, it } from 'vitest';
import { weakTexts } from './fixtures/weak-texts.ts';
import { looks } from './tour/looks.ts';
import { STOPS } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

const LOOKS = looks({
  languages: ['en', 'ur'],
  themes: ['dark', 'light', 'contrast'],
  sizes: ['1366x768'],
});

/** The least contrast of a text with its ground, by how far away its reader stands. */
const LEAST = { result: 7, visitor: 4.5, staff: 4.5 };

describe('every text stands out from its ground:', () => {
  const tour = startTour();

  it.each(STOPS)('$name', async (stop) => {
    const faults: string[] = [];
    await tour.visit(stop, LOOKS, async (page, { language, theme }) => {
      const weak = await weakTexts(page, LEAST[stop.kind]);
      faults.push(...weak.map((fault) => `${stop.name}, ${language}, ${theme}: ${fault}`));
    });
    expect(faults).toEqual([]);
  });
});
