import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brandColours,
  contrast,
  IDLE_GROUNDS,
} from '../../../../../../renderer/screens/scan/programme/brand-colours.ts';

const TOKENS = path.resolve(import.meta.dirname, '../../../../../../renderer/styles/tokens.css');

test('the grounds are those of the style sheet', () => {
  const tokens = readFileSync(TOKENS, 'utf8');
  const [, light, dark] = /--idle-ground: light-dark\((#\w+), (#\w+)\);/.exec(tokens) ?? [];
  expect({ dark, light }).toEqual(IDLE_GROUNDS);
});

test.each([
  ['#000000', '#ffffff', 21],
  ['#fff', '#000', 21],
  ['#777777', '#ffffff', 4.48],
  ['#0e1116', '#7cc4ff', 10.05],
])('the contrast of %s and %s is %f', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1);
  expect(contrast(other, one)).toBeCloseTo(ratio, 1);
});

describe('an organiser’s colours', () => {
  test('are kept where they can be read', () => {
    const colours = { primary: '#7fd6a8', accent: '#F4A259' };
    expect(brandColours(colours, 'dark')).toEqual({ text: '#f4a259', shape: '#7fd6a8' });
  });

  test('are mended where they can’t, and keep their hue', () => {
    const { text, shape } = brandColours({ primary: '#0b4f6c', accent: '#000080' }, 'dark');
    const [, red, green, blue] = /^#(..)(..)(..)$/.exec(text ?? '') ?? [];
    expect(red).toBe(green);
    expect(Number.parseInt(blue ?? '', 16)).toBeGreaterThan(Number.parseInt(red ?? '', 16));
    expect(shape).not.toBe('#0b4f6c');
    expect(contrast(shape ?? '', IDLE_GROUNDS.dark)).toBeLessThan(3.3);
  });

  test('one stands in for the other', () => {
    expect(brandColours({ primary: null, accent: '#fff' }, 'dark').shape).toBe('#ffffff');
    expect(brandColours({ primary: '#fff', accent: null }, 'dark').text).toBe('#ffffff');
  });

  test.each([null, '', 'red', '#12345', '#12345678', 'url(x)', '#fff;}body{display:none'])(
    'are left out if they are %j',
    (colour) => {
      const colours = { primary: colour, accent: colour };
      expect(brandColours(colours, 'dark')).toEqual({ text: null, shape: null });
    },
  );

  test('always stand out enough, whatever they are', () => {
    const colour = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(colour, colour, fc.constantFrom('dark', 'light'), (primary, accent, scheme) => {
        const { text, shape } = brandColours({ primary, accent }, scheme);
        expect(contrast(text ?? '', IDLE_GROUNDS[scheme])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(shape ?? '', IDLE_GROUNDS[scheme])).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
