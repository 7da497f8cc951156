import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GROUNDS } from '../../../../../../renderer/brand/accent.ts';
import { contrast } from '../../../../../../renderer/brand/colour.ts';
import { brandColours } from '../../../../../../renderer/screens/scan/programme/brand-colours.ts';

describe('an organiser’s colours', () => {
  test('are kept where they can be read', () => {
    const colours = { primary: '#7fd6a8', accent: '#F4A259' };
    expect(brandColours(colours, 'dark')).toEqual({ text: '#f4a259', shape: '#7fd6a8' });
  });

  test('are mended where they can’t, and no more than they must be', () => {
    const { text, shape } = brandColours({ primary: '#0b4f6c', accent: '#000080' }, 'dark');
    expect(text).not.toBe('#000080');
    expect(contrast(text ?? '', GROUNDS.dark[0])).toBeLessThan(4.6);
    expect(shape).not.toBe('#0b4f6c');
    expect(contrast(shape ?? '', GROUNDS.dark[0])).toBeLessThan(3.1);
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
        expect(contrast(text ?? '', GROUNDS[scheme][0])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(shape ?? '', GROUNDS[scheme][0])).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
