import { describe, expect, it } from 'vitest';
import { boxTowards, type Way } from '../../../../renderer/state/arrow-keys.ts';

/** A row of four keys, and below it two that are twice as wide. */
const KEYS = ['a', 'b', 'c', 'd', 'shift', 'del'];
const BOXES = KEYS.map((_, index) =>
  index < 4 ? box(20 * index, 20) : box(index === 4 ? 0 : 40, 40, 30),
);

function box(left: number, width: number, top = 0) {
  return { left: left + 1, right: left + width - 1, top: top + 1, bottom: top + 29 };
}

function next(from: string, way: Way): string | undefined {
  const at = BOXES[KEYS.indexOf(from)];
  if (!at) throw new Error(`There is no key ${from}`);
  return KEYS[boxTowards(way, at, BOXES)];
}

describe('the next control in the direction of an arrow', () => {
  it.each([
    ['a', 'right', 'b'],
    ['d', 'left', 'c'],
    ['b', 'down', 'shift'],
    ['c', 'down', 'del'],
    ['shift', 'right', 'del'],
  ] as const)('from %s %s is %s', (from, way, to) => {
    expect(next(from, way)).toBe(to);
  });

  it('is one of those right above a wide one', () => {
    expect(['c', 'd']).toContain(next('del', 'up'));
  });

  it.each([
    ['a', 'left'],
    ['d', 'right'],
    ['a', 'up'],
    ['del', 'down'],
  ] as const)('is none from %s %s', (from, way) => {
    expect(next(from, way)).toBeUndefined();
  });

  it('is never one that is only somewhere on that side', () => {
    const [low, high] = [box(0, 20, 60), box(40, 20, 0)];
    expect(boxTowards('right', low, [high])).toBe(-1);
  });

  it('is the nearer of two, although the other is less to the side', () => {
    const near = box(10, 20, 40);
    const far = box(0, 20, 80);
    expect(boxTowards('down', box(0, 20, 0), [far, near])).toBe(1);
  });
});
