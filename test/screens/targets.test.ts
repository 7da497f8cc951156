import { describe, expect, it } from 'vitest';
import { smallTargets } from './fixtures/small-targets.ts';
import { looks, pixelsOf, SIZES, type Size } from './tour/looks.ts';
import { STOPS, type Stop } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

/** In Chinese the words are shortest, and so are the buttons around them. */
const LOOKS = looks({ languages: ['en', 'ur', 'zh'], themes: ['dark'], sizes: SIZES });

/**
 * How large whatever can be pressed must at least be, in pixels and as a part of the screen's shorter side: a large screen
 * has smaller pixels. On one of 15.6 inches with 1366 by 768 pixels, 64 are 16 mm. On one of 27 inches with 3840 by 2160,
 * 5.2 parts in a hundred are 17 mm. A small screen is no exception. Staff hold still and look closely.
 */
const LEAST: Record<'visitors' | 'staff', { pixels: number; part: number }> = {
  visitors: { pixels: 64, part: 0.052 },
  staff: { pixels: 48, part: 0.039 },
};

function leastFor({ kind }: Stop, size: Size): number {
  const { pixels, part } = LEAST[kind === 'staff' ? 'staff' : 'visitors'];
  const { width, height } = pixelsOf(size);
  return Math.max(pixels, part * Math.min(width, height));
}

describe('a finger finds whatever can be pressed:', () => {
  const tour = startTour();

  it.each(STOPS)('$name', async (stop) => {
    const faults: string[] = [];
    await tour.visit(stop, LOOKS, async (page, { language, size }) => {
      const small = await smallTargets(page, leastFor(stop, size));
      faults.push(...small.map((fault) => `${stop.name}, ${language}, ${size}: ${fault}`));
    });
    expect(faults).toEqual([]);
  });
});
