import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accentsFor,
  GROUNDS,
  SHOWN_THEMES,
  type ShownTheme,
} from '../../../../renderer/brand/accent.ts';
import { channelsOf, contrast } from '../../../../renderer/brand/colour.ts';
import { oklchOf } from '../../../../renderer/brand/oklch.ts';

const renderer = path.resolve(import.meta.dirname, '../../../../renderer');
const tokens = readFileSync(path.join(renderer, 'styles/tokens.css'), 'utf8');
const tones = readFileSync(path.join(renderer, 'screens/scan/tones.css'), 'utf8');

const SEED = 20261129;
const OPTIONS = { seed: SEED, numRuns: 200 };

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

/** What a token is in a theme. Those that the theme for sunlight leaves as they are have their light value there. */
function tokenIn(theme: ShownTheme, name: string): string {
  const [general = '', forSunlight = ''] = tokens.split(':root[data-theme="contrast"]');
  const own = new RegExp(`${name}: (#\\w+);`);
  const [, once] = own.exec(theme === 'contrast' ? forSunlight : general) ?? [];
  if (once) return once;
  const pair = new RegExp(`${name}: light-dark\\((#\\w+), (#\\w+)\\);`).exec(general);
  const [, light = '', dark = ''] = pair ?? ['', own.exec(general)?.[1], own.exec(general)?.[1]];
  return theme === 'dark' ? dark : light;
}

/** How far apart two hues are, in degrees. Of a grey, which has none, it says nothing. */
function hueShift(one: string, other: string): number {
  const [a, b] = [one, other].map((colour) => oklchOf(channelsOf(colour) ?? [0, 0, 0]));
  if (!a || !b || Math.min(a.chroma, b.chroma) < 0.04) return 0;
  const shift = Math.abs(a.hue - b.hue) * (180 / Math.PI);
  return Math.min(shift, 360 - shift);
}

test.each([
  ['#000000', '#ffffff', 21],
  ['#fff', '#000', 21],
  ['#777777', '#ffffff', 4.48],
  ['#0e1116', '#7cc4ff', 10.05],
])('the contrast of %s and %s is %f', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1);
  expect(contrast(other, one)).toBeCloseTo(ratio, 1);
});

test.each(SHOWN_THEMES)('the grounds of the theme "%s" are those of the style sheet', (theme) => {
  const [ground, field] = GROUNDS[theme];
  expect([ground, field]).toEqual([
    tokenIn(theme, '--idle-ground'),
    tokenIn(theme, '--idle-field'),
  ]);
});

describe('An organiser’s accent', () => {
  test(`can be read in every theme, whatever it is (seed ${SEED})`, () => {
    fc.assert(
      fc.property(colours, (chosen) => {
        for (const theme of SHOWN_THEMES) {
          const accent = accentsFor(chosen)?.[theme].colour ?? '';
          const least = theme === 'contrast' ? 7 : 4.5;
          for (const ground of GROUNDS[theme]) {
            expect(contrast(accent, ground)).toBeGreaterThanOrEqual(least);
          }
        }
      }),
      OPTIONS,
    );
  });

  test(`keeps its hue where it is mended (seed ${SEED})`, () => {
    fc.assert(
      fc.property(colours, (chosen) => {
        for (const theme of SHOWN_THEMES) {
          expect(hueShift(chosen, accentsFor(chosen)?.[theme].colour ?? '')).toBeLessThan(3);
        }
      }),
      OPTIONS,
    );
  });

  test('stays as it was chosen where it can be read, and is no further from it than it must be', () => {
    expect(accentsFor('#0B5CAD')?.light).toEqual({ colour: '#0b5cad', made: 'as-chosen' });
    const { dark, light } = accentsFor('#0000ff') ?? {};
    expect([dark?.made, light?.made]).toEqual(['lighter', 'as-chosen']);
    expect(contrast(dark?.colour ?? '', GROUNDS.dark[1])).toBeLessThan(4.6);
    expect(accentsFor('#ffcc00')?.light.made).toBe('darker');
  });

  test.each(['', 'red', '#12345', '#12345678', 'url(x)', '#fff;}body{display:none'])(
    'is none if it is %j',
    (text) => {
      expect(accentsFor(text)).toBeNull();
    },
  );
});

test.each(SHOWN_THEMES)('results in the theme "%s" have 7:1 without the accent', (theme) => {
  const grounds = ['--checked-in', '--already', '--refused', '--attention', '--unreadable'];
  for (const ground of grounds) {
    expect(contrast(tokenIn(theme, ground), tokenIn(theme, '--on-deep'))).toBeGreaterThanOrEqual(7);
  }
  const queued = contrast(tokenIn(theme, '--queued'), tokenIn(theme, '--queued-ink'));
  expect(queued).toBeGreaterThanOrEqual(7);
  expect(tones).not.toContain('--idle');
  expect(tones).toMatch(
    /:not\(\[data-shown="idle"\], \[data-shown="checking"\]\) \{[^}]*--accent: var\(--on-deep\);/,
  );
});
