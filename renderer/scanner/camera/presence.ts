import type { Box } from '../decoder/decoder-messages.ts';
import { PREPARATIONS } from '../decoder/preparations.ts';
import { RANK, type Rank } from './badge-rank.ts';

/** How long a code must have been out of view before it counts as shown again, in milliseconds. */
export const OUT_OF_VIEW_MS = 1500;

/**
 * How long a code still counts as in view after it was last read, in milliseconds. Not every preparation of a frame
 * reads every code in it.
 */
export const BESIDE_MS = 400;

/**
 * How long a code that doesn't look like a badge's must be in view, without one that does, before it is shown, in
 * milliseconds.
 *
 * A hand takes up to 0.3 s to bring a badge into view, and its codes appear one after the other. The badge's own code
 * may be the hardest to read, so every preparation must have its turn, which takes 0.4 s at 30 frames a second.
 */
export const ALONE_MS = 600;

/** How many times the area of any other badge the one that is held up must have. */
const CLEARLY_LARGER = 2;

/** A code in a frame. */
export type RankedCode = { text: string; box: Box; rank: Rank };

type Seen = {
  box: Box;
  rank: Rank;
  /** When it was last read. */
  at: number;
  /** Since when it has been in view, and how many frames have been decoded since then. */
  since: number;
  looks: number;
  /** How many frames have been decoded since it was last read. */
  unread: number;
  /** It was shown, and has not been out of view for long enough since then. */
  isTaken: boolean;
  /** Another code has appeared in its place. */
  isReplaced: boolean;
  /** When a code that looks more like a badge's was last read beside it, or null if none was. */
  outrankedAt: number | null;
};

/** The codes that a camera has seen lately, by their text. Times are milliseconds of a monotonic clock. */
export type Presence = ReadonlyMap<string, Seen>;

export const NOTHING_IN_VIEW: Presence = new Map();

export type SeenFrame = {
  presence: Presence;
  /** The code that is shown for the first time in this frame, or null if there is none. */
  shown: string | null;
  /** Whether several badges are held up, and it isn't clear whose turn it is. */
  crowded: boolean;
};

/**
 * Decides what one frame means. A camera reads the same badge many times a second and misses it in some frames, there
 * may be several badges in view, and a badge may carry other codes.
 *
 * A badge that is held in view is shown once. Of several badges, the one that is clearly nearest is shown. If there is
 * no such one, none is shown until the others are gone. A code that appears in the place of another has replaced it.
 *
 * Only the codes in view that look most like a badge's count. A code that doesn't look like one is shown once it has
 * been in view for a while without a better one. If it was seen beside a better one, it waits until that badge is
 * surely gone.
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
    // On a slow machine all preparations take longer, and perhaps only one of them reads this code.
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
  // A better code that is only remembered doesn't count: what is in view now may be another person's.
  if (codes.some(({ rank }) => rank === best)) {
    for (const [, seen] of inView) if (seen.rank < best) seen.outrankedAt = now;
  }

  const rivals = inView
    .filter(([, { rank }]) => rank === best)
    .toSorted(([, a], [, b]) => area(b.box) - area(a.box));
  const [nearest, next] = rivals;
  // If none can be sent, there is nothing to choose: one badge may carry two parts of a code.
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

/** Whether it may be shown now: it was not shown before, and has nothing to wait for. */
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
