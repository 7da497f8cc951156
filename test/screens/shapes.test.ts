import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../shared/scan/outcome.ts';
import { type ColourlessPicture, colourlessPicture } from './fixtures/colourless-picture.ts';
import { looks, SIZES } from './tour/looks.ts';
import { STOPS } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

const LOOKS = looks({ languages: ['en'], themes: ['dark'], sizes: SIZES });

/** As many pixels as a screen of 15.6 inches seems to have from a few metres away, for an eye that sees badly. */
const WIDTH = 160;

/**
 * The least part of all pixels by which two results differ. A symbol covers four parts in a hundred, so this is a third
 * of a symbol. Two octagons with the same frame, of which one had a hand in it and the other a cross, differed by half a
 * part, and nobody could tell them apart. The closest today are the circle and the square of those who may go in, with
 * one and a half.
 */
const LEAST = 0.013;

/** Each outcome that is shown. A repeated scan isn't. */
const SHOWN = OUTCOMES.filter((outcome) => outcome !== 'ignored');

/** A stop for each outcome, in the order of the tour. What is behind one outcome differs in words only. */
const TOUR = STOPS.flatMap((stop) => {
  const outcome = SHOWN.find((each) => stop.name === each || stop.name === `${each}-unknown`);
  return outcome ? { stop, outcome } : [];
});

describe('without colours and words', () => {
  const tour = startTour();

  it('the results can be told apart by their shapes and frames', { timeout: 240_000 }, async () => {
    const pictures: { outcome: string; size: string; picture: ColourlessPicture }[] = [];
    for (const { stop, outcome } of TOUR) {
      await tour.visit(stop, LOOKS, async (page, { size }) => {
        pictures.push({ outcome, size, picture: await colourlessPicture(page, WIDTH) });
      });
    }
    expect(pictures).toHaveLength(SHOWN.length * SIZES.length);
    const alike = pictures.flatMap((one, index) =>
      pictures
        .slice(index + 1)
        .filter(({ size }) => size === one.size)
        .map((other) => ({ other, part: differingPart(one.picture, other.picture) }))
        .filter(({ part }) => part < LEAST)
        .map(({ other, part }) => `${one.outcome}, ${other.outcome}, ${one.size}: ${part}`),
    );
    expect(alike).toEqual([]);
  });
});

/** The part of all pixels that are nearly ground in one picture, and nearly ink in the other. */
function differingPart(one: ColourlessPicture, other: ColourlessPicture): number {
  const differing = one.levels.filter((level, at) => {
    return Math.abs(level - (other.levels[at] ?? 0)) > 0.5;
  });
  return differing.length / one.levels.length;
}
