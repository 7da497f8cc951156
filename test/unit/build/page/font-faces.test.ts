import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { adaptFaces } from '../../../../build/page/font-faces.ts';

const packages = path.resolve(import.meta.dirname, '../../../../node_modules/@fontsource-variable');

const adapted = (family: string) =>
  adaptFaces(readFileSync(path.join(packages, family, 'index.css'), 'utf8'), family);

/** The parts of a family that are left, by their files' names. */
const parts = (family: string) =>
  [...adapted(family).matchAll(/files\/([a-z0-9-]+)-wght-normal\.woff2/g)].map(([, file = '']) =>
    file.slice(family.length + 1),
  );

test('Inter keeps all its letters', () => {
  const all = [
    'cyrillic',
    'cyrillic-ext',
    'greek',
    'greek-ext',
    'latin',
    'latin-ext',
    'vietnamese',
  ];
  expect(parts('inter').sort()).toEqual(all);
});

test.each([
  ['noto-sans-arabic', ['arabic']],
  ['noto-sans-devanagari', ['devanagari']],
])('%s keeps the letters of its own script alone', (family, left) => {
  expect(parts(family)).toEqual(left);
});

test.each(['noto-sans-sc', 'noto-sans-jp'])('%s keeps its ideographs alone', (family) => {
  expect(parts(family).length).toBeGreaterThan(90);
  for (const part of parts(family)) expect(part).toMatch(/^\d+$/);
});

test.each(['inter', 'noto-sans-arabic', 'noto-sans-jp'])('text waits for %s', (family) => {
  const faces = adapted(family).match(/@font-face/g) ?? [];
  expect(adapted(family).match(/font-display: block;/g)).toHaveLength(faces.length);
  expect(adapted(family)).not.toContain('swap');
});

test('a style sheet of another form is refused, rather than shipped as it is', () => {
  expect(() => adaptFaces('@font-face { font-display: optional; }', 'inter')).toThrow(/inter/);
  expect(() => adaptFaces('', 'inter')).toThrow(/inter/);
});
