import { describe, expect, it } from 'vitest';
import { misplacedTexts } from './fixtures/misplaced-texts.ts';
import { EVERY_LANGUAGE_AND_SIZE } from './tour/looks.ts';
import { STOPS } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

describe('in every language and on every size of screen, texts can be read as a whole:', () => {
  const tour = startTour();

  it.each(STOPS)('$name', async (stop) => {
    const faults: string[] = [];
    await tour.visit(stop, EVERY_LANGUAGE_AND_SIZE, async (page, { language, size }) => {
      const misplaced = await misplacedTexts(page);
      faults.push(...misplaced.map((fault) => `${stop.name}, ${language}, ${size}: ${fault}`));
    });
    expect(faults).toEqual([]);
  });
});
