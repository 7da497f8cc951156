import type { Box } from '../decoder/decoder-messages.ts';
import { PREPARATIONS } from '../decoder/preparations.ts';
import { RANK, type Rank } from './badge-rank.ts';

/** How long a code must have been out of view before it counts as shown again, in milliseconds. */
export const OUT_OF_VIEW_MS = 1500;

/**
 * How long a code that a frame misses still counts as being beside the others, in milliseconds: not every
 * preparation of a frame reads each of them.
 */
export const BESIDE_MS = 400;

/**
 * How long a code that doesn't look like a badge's must have been in view with none that does, in milliseconds.
 *
 * A hand takes up to 0.3 s to bring a badge into view, and its codes appear one after the other. Besides, every
 * preparation must have had its turn, which takes 0.4 s at 30 frames a second: the better code may be the harder one.
 */
export const ALONE_MS = 600;

/** By how much a badge must be larger than any other to be the one that is held up, in area. */
const CLEARLY_LARGER = 2;

/** A code in a frame. */
export type RankedCode = { text: string; box: Box; rank: Rank };

type Seen = {
  box: Box;
  rank: Rank;
  /** When it was read last. */
  at: number;
  /** Since when it has been in view, and in how many frames it has been looked for since. */
  since: number;
  looks: number;
  /** In how many frames it has been looked for since it was read last. */
  unread: number;
  /** It was taken, and has not been out of view long enough since. */
  isTaken: boolean;
  /** Another code has appeared in its place. */
  isReplaced: boolean;
  /** When a code that looks more like a badge's was last read beside it; null for never. */
  outrankedAt: number | null;
};

/** The codes that a camera has seen lately, by their text. Times are of any steady clock, in milliseconds. */
export type Presence = ReadonlyMap<string, Seen>;

export const NOTHING_IN_VIEW: Presence = new Map();

export type SeenFrame = {
  presence: Presence;
  /** The code to take now; null where there is none, or none that is new. */
  shown: string | null;
  /** Badges are held up side by side, and it isn't clear whose turn it is. */
  crowded: boolean;
};

/**
 * Tells what one frame means: a camera reads the same badge many times a second and misses it in some frames, there
 * may be more badges than one, and a badge may have other codes on it.
 *
 * A badge that is held in view is shown once. Of several, the one that is clearly the nearest is shown; where none
 * is, none is, until the others are gone. What appears in the place of another has replaced it.
 *
 * Only the codes in view that look most like a badge's count. One that doesn't look like one is shown as well, once it
 * has been alone for a while; what was seen on a badge beside its code waits until that badge is surely gone.
 */
export function see(before: Presence, codes: readonly RankedCode[], now: number): SeenFrame {
  const presence = new Map<string, Seen>();
  for (const [text, seen] of before) {
    if (now - seen.at >= OUT_OF_VIEW_MS) continue;
    const isCovered = codes.some((code) => code.text !== text && overlap(code.box, seen.box));
    const isReplaced = seen.isReplaced || isCovered;
    presence.set(text, { ...seen, looks: seen.looks + 1, unread: seen.unread + 1, isReplaced });
  }
  for (const { text, box, rank } of codes) {
    const earlier = presence.get(text);
    // A slow machine takes longer for all preparations, and it may be that only one of them reads this code.
    const hasStayed =
      earlier && (now - earlier.at < ALONE_MS || earlier.unread <= PREPARATIONS.length);
    presence.set(text, {
      box,
      rank,
      at: now,
      since: hasStayed ? earlier.since : now,
      looks: hasStayed ? earlier.looks : 1,
      unread: 0,
      isTaken: earlier?.isTaken ?? false,
      isReplaced: false,
      outrankedAt: earlier?.outrankedAt ?? null,
    });
  }

  const inView = [...presence].filter(([, seen]) => !seen.isReplaced && now - seen.at < BESIDE_MS);
  const best = Math.max(...inView.map(([, { rank }]) => rank));
  // Not where the better one is only remembered: what is in view now may be another person's.
  if (codes.some(({ rank }) => rank === best)) {
    for (const [, seen] of inView) if (seen.rank < best) seen.outrankedAt = now;
  }

  const rivals = inView
    .filter(([, { rank }]) => rank === best)
    .toSorted(([, a], [, b]) => area(b.box) - area(a.box));
  const [nearest, next] = rivals;
  // Where none can be sent there is nothing to choose: one badge may have two parts of a code on it.
  const isClear =
    !next ||
    best === RANK.unsendable ||
    (nearest && area(nearest[1].box) >= CLEARLY_LARGER * area(next[1].box));
  const isNew = nearest && isClear && nearest[1].at === now && isDue(nearest[1], now);
  if (isNew) nearest[1].isTaken = true;
  if (isNew && best === RANK.unsendable) for (const [, seen] of rivals) seen.isTaken = true;
  return {
    presence,
    shown: isNew ? nearest[0] : null,
    crowded: !isClear && rivals.some(([, seen]) => isDue(seen, now)),
  };
}

/** Whether it was not taken yet and has nothing to wait for. */
function isDue({ isTaken, rank, since, looks, outrankedAt }: Seen, now: number): boolean {
  if (isTaken || rank === RANK.badge) return !isTaken;
  const wasOutranked = outrankedAt !== null && now - outrankedAt < OUT_OF_VIEW_MS;
  return !wasOutranked && now - since >= ALONE_MS && looks >= PREPARATIONS.length;
}

function area({ width, height }: Box): number {
  return width * height;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
