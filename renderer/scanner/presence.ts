import type { Box, DecodedCode } from './decoder-messages.ts';

/** How long a code must have been out of view before it counts as shown again, in milliseconds. */
export const OUT_OF_VIEW_MS = 1500;

/**
 * How long a code that a frame misses still counts as being beside the others, in milliseconds: not every
 * preparation of a frame reads each of them.
 */
export const BESIDE_MS = 400;

/** By how much a badge must be larger than any other to be the one that is held up, in area. */
const CLEARLY_LARGER = 2;

type Seen = { box: Box; at: number };

/** What a camera has seen lately. Times are of any steady clock, in milliseconds. */
export type Presence = {
  /** Codes that may still be in view, where and when they were last seen. */
  inView: ReadonlyMap<string, Seen>;
  /** Codes that were taken and have not been away long enough since. */
  taken: ReadonlyMap<string, number>;
};

export const NOTHING_IN_VIEW: Presence = { inView: new Map(), taken: new Map() };

export type SeenFrame = {
  presence: Presence;
  /** The code to take now; null where there is none, or none that is new. */
  shown: string | null;
  /** Badges are held up side by side, and it isn't clear whose turn it is. */
  crowded: boolean;
};

/**
 * Tells what one frame means: a camera reads the same badge many times a second and misses it in some frames, and
 * there may be more badges than one.
 *
 * A badge that is held in view is shown once. Of several, the one that is clearly the nearest is shown; where none
 * is, none is, until the others are gone. What appears in the place of another has replaced it.
 */
export function see(before: Presence, codes: readonly DecodedCode[], now: number): SeenFrame {
  const inView = new Map(before.inView);
  for (const [text, seen] of inView) {
    const isCovered = codes.some((code) => code.text !== text && overlap(code.box, seen.box));
    if (now - seen.at >= BESIDE_MS || isCovered) inView.delete(text);
  }
  const taken = new Map([...before.taken].filter(([, at]) => now - at < OUT_OF_VIEW_MS));
  for (const { text, box } of codes) {
    inView.set(text, { box, at: now });
    if (taken.has(text)) taken.set(text, now);
  }

  const [nearest, next] = [...inView].toSorted(([, a], [, b]) => area(b.box) - area(a.box));
  const isClear = !next || (nearest && area(nearest[1].box) >= CLEARLY_LARGER * area(next[1].box));
  const isNew = nearest && isClear && nearest[1].at === now && !taken.has(nearest[0]);
  if (isNew) taken.set(nearest[0], now);
  return {
    presence: { inView, taken },
    shown: isNew ? nearest[0] : null,
    crowded: !isClear && [...inView.keys()].some((text) => !taken.has(text)),
  };
}

function area({ width, height }: Box): number {
  return width * height;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
