import type { KeyboardEvent } from 'react';

/** Where a control is on the screen. */
type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

export type Way = 'left' | 'right' | 'up' | 'down';

const WAYS: Record<string, Way> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Less than this, in pixels, is no difference between two places. */
const TOLERANCE = 2;

/**
 * Moves the focus among the controls of a form with the arrow keys, as remote controls and some switch devices do: to the
 * next one as they are seen, whichever way the language is written. Home and End go to the ends of a row of keys.
 *
 * @returns whether this key was one of them, so that nothing else must come of it
 */
export function followArrow(event: KeyboardEvent<HTMLElement>): boolean {
  const { key, target, currentTarget } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  if (!(target instanceof HTMLElement) || isForCaret(key, target)) return false;
  const way = WAYS[key];
  const next = way
    ? controlTowards(way, target, controlsIn(currentTarget))
    : endOfRow(key, target, controlsIn(target.parentElement));
  if (!next) return false;
  event.preventDefault();
  next.focus();
  return true;
}

/** Whether the key moves the caret of a field. That of a PIN doesn't matter, since digits go to its end. */
function isForCaret(key: string, target: HTMLElement): boolean {
  if (!(target instanceof HTMLInputElement) || key === 'ArrowUp' || key === 'ArrowDown') {
    return false;
  }
  return target.type !== 'password';
}

function controlsIn(parent: Element | null): HTMLElement[] {
  return [...(parent?.querySelectorAll<HTMLElement>('button, input') ?? [])].filter(
    (each) => !each.matches(':disabled') && each.checkVisibility({ visibilityProperty: true }),
  );
}

function controlTowards(way: Way, from: Element, all: readonly HTMLElement[]): HTMLElement | null {
  const others = all.filter((each) => each !== from);
  const index = boxTowards(
    way,
    from.getBoundingClientRect(),
    others.map((each) => each.getBoundingClientRect()),
  );
  return others[index] ?? null;
}

function endOfRow(
  key: string,
  from: Element,
  siblings: readonly HTMLElement[],
): HTMLElement | null {
  if (key !== 'Home' && key !== 'End') return null;
  const { top, bottom } = from.getBoundingClientRect();
  const middle = (top + bottom) / 2;
  const row = siblings
    .map((each) => ({ each, box: each.getBoundingClientRect() }))
    .filter(({ box }) => box.top < middle && middle < box.bottom)
    .sort((one, other) => one.box.left - other.box.left);
  return row.at(key === 'Home' ? 0 : -1)?.each ?? null;
}

/**
 * Which of these boxes is the next one in a direction: the nearest that is at least partly straight ahead, and of several
 * the one that is least to the side.
 *
 * @returns its place in the list; -1 if nothing is there
 */
export function boxTowards(way: Way, from: Box, boxes: readonly Box[]): number {
  const start = turned(way, from);
  const [nearest] = boxes
    .map((box, index) => ({ index, ...turned(way, box) }))
    .filter(({ near, low, high }) => {
      return near >= start.far - TOLERANCE && low < start.high && high > start.low;
    })
    .sort((one, other) => {
      const closer = one.near - other.near;
      if (Math.abs(closer) > TOLERANCE) return closer;
      return aside(one, start) - aside(other, start);
    });
  return nearest?.index ?? -1;
}

type Turned = { near: number; far: number; low: number; high: number };

/** A box as it is for somebody who looks in this direction. */
function turned(way: Way, { left, right, top, bottom }: Box): Turned {
  switch (way) {
    case 'left':
      return { near: -right, far: -left, low: top, high: bottom };
    case 'right':
      return { near: left, far: right, low: top, high: bottom };
    case 'up':
      return { near: -bottom, far: -top, low: left, high: right };
    case 'down':
      return { near: top, far: bottom, low: left, high: right };
  }
}

function aside(one: Turned, other: Turned): number {
  return Math.abs(one.low + one.high - other.low - other.high);
}
