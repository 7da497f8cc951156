import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFinds } from './fixtures/axe.ts';
import { misplacedTexts } from './fixtures/misplaced-texts.ts';
import { smallTargets } from './fixtures/small-targets.ts';
import { weakTexts } from './fixtures/weak-texts.ts';
import { everyLanguage, type Look, looks, pixelsOf, SIZES, type Size } from './tour/looks.ts';
import { STOPS, type Stop } from './tour/stops.ts';
import { startTour } from './tour/tour.ts';

/** What is looked for in some looks of every screen, and what is found there that is wrong. */
type Check = {
  looks: (stop: Stop) => readonly Look[];
  faults: (page: Page, stop: Stop, look: Look) => Promise<string[]>;
};

/** Texts that are cut, lie over one another or reach out of the screen. */
const TEXTS_AS_A_WHOLE: Check = {
  looks: (stop) => everyLanguage(STOPS.indexOf(stop)),
  faults: (page) => misplacedTexts(page),
};

/** Roles, names and order are the same in every theme, and contrasts are measured below. */
const AXE: Check = {
  looks: () => [
    { language: 'en', theme: 'dark', size: '1366x768' },
    { language: 'ur', theme: 'light', size: '1366x768' },
    { language: 'en', theme: 'contrast', size: '1366x768' },
  ],
  faults: (page) => axeFinds(page),
};

/** The least contrast of a text with its ground, by how far away its reader stands. */
const LEAST_CONTRAST = { result: 7, visitor: 4.5, staff: 4.5 };

const CONTRAST: Check = {
  looks: () =>
    looks({
      languages: ['en', 'ur'],
      themes: ['dark', 'light', 'contrast'],
      sizes: ['1366x768'],
    }),
  faults: (page, { kind }) => weakTexts(page, LEAST_CONTRAST[kind]),
};

/**
 * How large whatever can be pressed must at least be, in pixels and as a part of the screen's shorter side: a large screen
 * has smaller pixels. On one of 15.6 inches with 1366 by 768 pixels, 64 are 16 mm. On one of 27 inches with 3840 by 2160,
 * 5.2 parts in a hundred are 17 mm. A small screen is no exception. Staff hold still and look closely.
 */
const LEAST_TARGET: Record<'visitors' | 'staff', { pixels: number; part: number }> = {
  visitors: { pixels: 64, part: 0.052 },
  staff: { pixels: 48, part: 0.039 },
};

function leastTarget({ kind }: Stop, size: Size): number {
  const { pixels, part } = LEAST_TARGET[kind === 'staff' ? 'staff' : 'visitors'];
  const { width, height } = pixelsOf(size);
  return Math.max(pixels, part * Math.min(width, height));
}

/** In Chinese the words are shortest, and so are the buttons around them. */
const TARGETS: Check = {
  looks: () => looks({ languages: ['en', 'ur', 'zh'], themes: ['dark'], sizes: SIZES }),
  faults: (page, stop, { size }) => smallTargets(page, leastTarget(stop, size)),
};

const CHECKS = [TEXTS_AS_A_WHOLE, TARGETS, CONTRAST, AXE];

const named = ({ language, theme, size }: Look) => `${language}, ${theme}, ${size}`;

/** Every look of a stop that a check wants, once, with those checks. */
function checksByLook(stop: Stop): Map<string, { look: Look; checks: Check[] }> {
  const all = new Map<string, { look: Look; checks: Check[] }>();
  for (const check of CHECKS) {
    for (const look of check.looks(stop)) {
      const { checks } = all.get(named(look)) ?? { checks: [] };
      all.set(named(look), { look, checks: [...checks, check] });
    }
  }
  return all;
}

describe('in every look, texts can be read, buttons be found by a finger, and axe finds nothing:', () => {
  const tour = startTour();

  it.each(STOPS)('$name', { timeout: 120_000 }, async (stop) => {
    const faults: string[] = [];
    const wanted = checksByLook(stop);
    const wantedLooks = [...wanted.values()].map(({ look }) => look);
    await tour.visit(stop, wantedLooks, async (page, look) => {
      for (const check of wanted.get(named(look))?.checks ?? []) {
        const found = await check.faults(page, stop, look);
        faults.push(...found.map((fault) => `${stop.name}, ${named(look)}: ${fault}`));
      }
    });
    expect(faults).toEqual([]);
  });
});
