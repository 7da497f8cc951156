import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { axeFinds } from './fixtures/axe.ts';
import {
  CHROMIUM,
  clearDifferences,
  differenceFromKept,
  KEPT,
  keep,
  PICTURED,
  TAKES_ANEW,
} from './fixtures/kept-pictures.ts';
import { misplacedTexts } from './fixtures/misplaced-texts.ts';
import { smallPicture } from './fixtures/picture-sheet.ts';
import { smallTargets } from './fixtures/small-targets.ts';
import { noteChromium, whyNotCompared } from './fixtures/taken-with.ts';
import { weakTexts } from './fixtures/weak-texts.ts';
import { withoutChance } from './fixtures/without-chance.ts';
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

const tour = startTour();
const whyNot = TAKES_ANEW ? null : whyNotCompared(CHROMIUM);

/** What is wrong with a screen in any look, and how its pictures differ from those that are kept. */
type Seen = { faults: string[]; difference: string | null };

/**
 * Visits a screen once for its pictures and for all checks, since the way to it and each change of its look take longer
 * than either.
 *
 * A screen whose pictures differ is looked at once more: on a busy machine the browser sometimes shrinks what it had drawn
 * large, and thin lines fade. A screen that has changed looks different the second time as well.
 */
async function visit(stop: Stop): Promise<Seen> {
  const checks: ReturnType<typeof checksByLook> = TAKES_ANEW ? new Map() : checksByLook(stop);
  const seen: Seen = { faults: [], difference: null };
  const pictures: string[] = [];
  /** Whether the visitor stands before the looks of the pictures. */
  let pictured = true;
  function* order(): Generator<Look> {
    yield* PICTURED;
    if (seen.difference !== null) yield* PICTURED;
    pictured = false;
    // Those that a picture was taken of have been checked by now.
    for (const { look } of [...checks.values()]) yield look;
  }
  await tour.visit(stop, order(), async (page, look) => {
    if (pictured && whyNot === null) await picture(page, look);
    const due = checks.get(named(look));
    checks.delete(named(look));
    for (const check of due?.checks ?? []) {
      const found = await check.faults(page, stop, look);
      seen.faults.push(...found.map((fault) => `${stop.name}, ${named(look)}: ${fault}`));
    }
  });
  return seen;

  async function picture(page: Page, look: Look): Promise<void> {
    await withoutChance(page);
    pictures.push(await smallPicture(page, look));
    if (pictures.length < PICTURED.length) return;
    const canvas = await (page.context().browser() as Browser).newPage();
    const all = pictures.splice(0);
    if (TAKES_ANEW) await keep(stop, all, canvas);
    else seen.difference = await differenceFromKept(stop, all, canvas);
    await canvas.close();
  }
}

beforeAll(clearDifferences);

describe.each(STOPS)('$name', { timeout: 120_000 }, (stop) => {
  let visited: Promise<Seen> | null = null;
  const seen = () => {
    visited ??= visit(stop);
    return visited;
  };

  it('looks as it did', async ({ skip }) => {
    if (whyNot) skip(whyNot);
    expect((await seen()).difference).toBeNull();
  });

  it.skipIf(TAKES_ANEW)(
    'has texts that can be read, buttons that a finger finds, and nothing for axe, in every look',
    async () => {
      expect((await seen()).faults).toEqual([]);
    },
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
