import { expect, test } from 'vitest';
import {
  nextPass,
  PREPARATIONS,
  preparationOf,
} from '../../../../../renderer/scanner/decoder/preparations.ts';

/** The names of the preparations that frames go through, given which of them read something. */
function goneThrough(found: boolean[]): string[] {
  let pass = 0;
  return found.map((each) => {
    const { name } = preparationOf(pass);
    pass = nextPass(pass, each);
    return name;
  });
}

test('frames without a code go through all preparations, and begin anew', () => {
  const names = goneThrough(Array(2 * PREPARATIONS.length).fill(false));
  const all = PREPARATIONS.map(({ name }) => name);
  expect(names).toEqual([...all, ...all]);
});

test('every other frame is left as it is', () => {
  const names = goneThrough(Array(PREPARATIONS.length).fill(false));
  expect(new Set(names.filter((_, index) => index % 2 === 0))).toEqual(new Set(['as it is']));
  expect(new Set(names).size).toBe(PREPARATIONS.length / 2 + 1);
});

test('what reads the badge that is held up is kept to while it is there', () => {
  const second = preparationOf(1).name;
  expect(goneThrough([false, true, true, true, false, false])).toEqual([
    'as it is',
    second,
    second,
    second,
    second,
    'as it is',
  ]);
});
