import { expect, test } from 'vitest';
import {
  chooseDisplay,
  type DisplayPlace,
} from '../../../../electron/shell/window/display-choice.ts';

const at = (id: number, x: number, y = 0): DisplayPlace => ({ id, bounds: { x, y } });
const left = at(7, -1920);
const middle = at(3, 0);
const right = at(5, 1920);
const above = at(9, 0, -1080);

test.each<[string, 'primary' | number, DisplayPlace[], DisplayPlace]>([
  ['the primary one', 'primary', [left, middle, right], middle],
  ['the first from the left', 1, [right, middle, left], left],
  ['the second', 2, [right, middle, left], middle],
  ['the third', 3, [right, middle, left], right],
  ['above comes before below', 1, [middle, above], above],
  ['one that is unplugged: the primary one', 3, [middle, left], middle],
  ['a single display, whatever is wanted', 9, [middle], middle],
])('%s', (_, wanted, displays, chosen) => {
  expect(chooseDisplay(wanted, displays, middle)).toBe(chosen);
});
