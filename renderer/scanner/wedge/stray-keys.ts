import type { WedgeCharacter } from './wedge-key.ts';

/**
 * The shortest time for which a person holds a key down, in milliseconds. Measured: of 589 keys of a fast typist, none
 * was down for less than 44 ms. Scanners release a key after a few.
 */
export const SHORTEST_HOLD_MS = 40;
/**
 * A slow scanner holds its keys for longer, but all of them alike. A key held for this many times as long is a
 * person's.
 */
const LONG_HOLD = 4;
/** A scanner may press one more key before it releases the last one, but never this many. */
const STRAY_OVERTAKEN_BY = 2;
/** A scanner's next key comes no sooner than after this share of its average gap. */
const SHORTEST_GAP = 0.8;
/** Two of a scanner's gaps together take at least this many average gaps. */
const SHORTEST_TWO_GAPS = 1.2;
/** How far the times of key events may be off, in milliseconds, and how far a scanner's gaps may differ. */
const CLOCK_MS = 4;

/** A person's keys among a scanner's, or another scanner's. */
export type Strays =
  /** Only the first `count` characters are a person's, pressed just before the scan. There are usually none. */
  | { is: 'before'; count: number }
  /** The first key may be a person's, because it was down for a long time. The scanner may also be slow to begin. */
  | { is: 'maybe-first' }
  /** Only some keys overlap. Two scanners may have typed at once; a single scanner rarely types like that. */
  | { is: 'maybe-two-scanners' }
  /** One of the keys is a stray, and nothing shows which. */
  | { is: 'among' };

/**
 * Tells a person's keys, or a second scanner's, from a scanner's own, by when each key was down.
 *
 * X11 doesn't report when a dead key comes up. Such a key counts as the scanner's if it came at the scanner's pace.
 */
export function findStrays(characters: readonly WedgeCharacter[]): Strays {
  const overtaken = characters.map(
    (character, index) =>
      !isReleaseUnknown(character) &&
      overtakenSoFar(characters, character, index) >= STRAY_OVERTAKEN_BY,
  );
  const holds = characters
    .flatMap(({ heldMs }, index) => (overtaken[index] ? [] : (heldMs ?? [])))
    .sort((a, b) => a - b);
  // Something other than a keyboard may send keys without their releases. Nothing can be told from those.
  if (holds.length * 2 < characters.length) return { is: 'before', count: 0 };

  const count = overtaken.indexOf(false);
  if (overtaken.includes(true, count)) return { is: 'among' };
  if (characters.some((_, index) => isSqueezedIn(characters, index))) return { is: 'among' };
  const rest = characters.slice(count);
  if (!overlapAlike(rest)) return { is: 'maybe-two-scanners' };
  const usualHold = holds[Math.floor(holds.length / 2)] ?? 0;
  const [first] = rest;
  const isLong = (first?.heldMs ?? 0) > Math.max(SHORTEST_HOLD_MS, LONG_HOLD * usualHold);
  const isOutOfPace = first !== undefined && isReleaseUnknown(first) && !beginsInPace(rest);
  return isLong || isOutOfPace ? { is: 'maybe-first' } : { is: 'before', count };
}

/** How many keys went down before this one came up, or have gone down so far if it is still down. */
function overtakenSoFar(
  characters: readonly WedgeCharacter[],
  { heldMs, overtakenBy }: WedgeCharacter,
  index: number,
): number {
  return heldMs === null ? characters.length - 1 - index : overtakenBy;
}

/** Whether this is a dead key whose release wasn't reported. */
function isReleaseUnknown({ isDead, heldMs }: WedgeCharacter): boolean {
  return isDead && heldMs === null;
}

/** Whether the key at this index is a dead key that has no time of its own between its two neighbours. */
function isSqueezedIn(characters: readonly WedgeCharacter[], index: number): boolean {
  const [before, dead, after] = characters.slice(Math.max(0, index - 1), index + 2);
  if (index === 0 || !before || !dead || !after || !isReleaseUnknown(dead)) return false;
  return after.at - before.at < SHORTEST_TWO_GAPS * meanGapOf(characters);
}

/** Whether the gap after the first key is like the other gaps. */
function beginsInPace(characters: readonly WedgeCharacter[]): boolean {
  const [first, second] = characters;
  if (!first || !second) return true;
  const usualMs = meanGapOf(characters.slice(1));
  const gapMs = second.at - first.at;
  return gapMs >= SHORTEST_GAP * usualMs - CLOCK_MS && gapMs <= usualMs / SHORTEST_GAP + CLOCK_MS;
}

function meanGapOf(characters: readonly WedgeCharacter[]): number {
  const [first, last] = [characters[0], characters.at(-1)];
  return first && last ? (last.at - first.at) / Math.max(1, characters.length - 1) : 0;
}

/**
 * Whether either all keys overlap with the next one, or none does. A key that is pressed twice in a row can't overlap
 * itself, and for a dead key whose release wasn't reported nobody knows.
 */
function overlapAlike(characters: readonly WedgeCharacter[]): boolean {
  const overlaps = characters.map(({ heldMs, overtakenBy }, index) => {
    const isLast = index === characters.length - 1;
    return overtakenBy > 0 || (heldMs === null && (!isLast || isLastEarly(characters)));
  });
  const isKnown = characters.map((each) => !isReleaseUnknown(each));
  if (!overlaps.some((overlap, index) => overlap && isKnown[index])) return true;
  return characters.every((each, index) => {
    const next = characters[index + 1];
    return overlaps[index] || !isKnown[index] || !next || next.code === each.code;
  });
}

/**
 * Whether the last key came too soon for this scanner's pace, so that it is probably the first one of another scanner.
 * Otherwise, if it is still down, the scanner merely releases it after the Enter.
 */
function isLastEarly(characters: readonly WedgeCharacter[]): boolean {
  const [first, beforeLast, last] = [characters[0], characters.at(-2), characters.at(-1)];
  if (!first || !beforeLast || !last) return false;
  return last.at - beforeLast.at < SHORTEST_GAP * meanGapOf(characters);
}
