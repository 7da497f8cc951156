import type { WedgeCharacter } from './wedge-key.ts';

/** Measured: of 589 keys of a fast typist none was down for less than 44 ms; scanners let go after a few. */
export const SHORTEST_HOLD_MS = 40;
/** A slow scanner holds its keys longer, but all of them alike. */
const HELD_LONGER = 4;
/** A scanner may press a key before it lets go of the last one, never of the last two. */
const OVERTAKEN = 2;
/** The share of its own pace at which a scanner's next key comes at the soonest. */
const HURRIED = 0.8;

/** The time that two of a scanner's keys take at the least, in those of one. */
const SHARE_OF_TWO = 1.2;
/** How exactly the system tells when a key was pressed, in milliseconds, and how evenly a scanner's keys come. */
const CLOCK_MS = 4;

/** A person's keys among a scanner's, or another scanner's. */
export type Strays =
  /** So many at the beginning, pressed just before the scan; mostly none. */
  | { is: 'before'; count: number }
  /** The first key was down for so long that it may be a person's, or a scanner's that is slow to begin. */
  | { is: 'maybe-first' }
  /** Some went down before the last one came up, some didn't: two scanners at once, or one that types like that. */
  | { is: 'maybe-two' }
  /** One is somewhere among the others: nobody can say which. */
  | { is: 'among' };

/**
 * Tells a person's keys from a scanner's, and one scanner's from two, by when they were down. Of a dead key X11 doesn't
 * tell when it came up: it is a scanner's where it came at the scanner's pace.
 */
export function findStrays(characters: readonly WedgeCharacter[]): Strays {
  const overtakenBy = ({ heldMs, overtakenBy }: WedgeCharacter, index: number) =>
    heldMs === null ? characters.length - 1 - index : overtakenBy;
  const overtaken = characters.map(
    (character, index) => !isUntold(character) && overtakenBy(character, index) >= OVERTAKEN,
  );
  const holds = characters
    .flatMap(({ heldMs }, index) => (overtaken[index] ? [] : (heldMs ?? [])))
    .sort((a, b) => a - b);
  // Not told, as of keys that something else than a keyboard sent.
  if (holds.length * 2 < characters.length) return { is: 'before', count: 0 };

  const count = overtaken.indexOf(false);
  if (overtaken.includes(true, count)) return { is: 'among' };
  if (characters.some((_, index) => isSqueezedIn(characters, index))) return { is: 'among' };
  if (!overlapAlike(characters.slice(count))) return { is: 'maybe-two' };
  const usual = holds[Math.floor(holds.length / 2)] ?? 0;
  const first = characters[count];
  const isLong = (first?.heldMs ?? 0) > Math.max(SHORTEST_HOLD_MS, HELD_LONGER * usual);
  const isApart = first !== undefined && isUntold(first) && !beginsInPace(characters.slice(count));
  return isLong || isApart ? { is: 'maybe-first' } : { is: 'before', count };
}

/** A dead key of which nobody tells how long it was down. */
function isUntold({ isDead, heldMs }: WedgeCharacter): boolean {
  return isDead && heldMs === null;
}

/** Whether a dead key came between two others that left it no time of its own. */
function isSqueezedIn(characters: readonly WedgeCharacter[], index: number): boolean {
  const [before, dead, after] = characters.slice(Math.max(0, index - 1), index + 2);
  if (index === 0 || !before || !dead || !after || !isUntold(dead)) return false;
  return after.at - before.at < SHARE_OF_TWO * meanGapOf(characters);
}

/** Whether the second key came after the first one as the others did after each other. */
function beginsInPace(characters: readonly WedgeCharacter[]): boolean {
  const [first, second] = characters;
  if (!first || !second) return true;
  const usualMs = meanGapOf(characters.slice(1));
  const gapMs = second.at - first.at;
  return gapMs >= HURRIED * usualMs - CLOCK_MS && gapMs <= usualMs / HURRIED + CLOCK_MS;
}

function meanGapOf(characters: readonly WedgeCharacter[]): number {
  const [first, last] = [characters[0], characters.at(-1)];
  return first && last ? (last.at - first.at) / Math.max(1, characters.length - 1) : 0;
}

/** Whether each key was up before the next one went down, or none was. A key can't overlap with itself. */
function overlapAlike(characters: readonly WedgeCharacter[]): boolean {
  const overlaps = characters.map(({ heldMs, overtakenBy }, index) => {
    const isLast = index === characters.length - 1;
    return overtakenBy > 0 || (heldMs === null && (!isLast || isHurried(characters)));
  });
  const isTold = characters.map((each) => !isUntold(each));
  if (!overlaps.some((overlap, index) => overlap && isTold[index])) return true;
  return characters.every((each, index) => {
    const next = characters[index + 1];
    return overlaps[index] || !isTold[index] || !next || next.code === each.code;
  });
}

/**
 * Whether the last key came too soon for the scanner's own pace: another one's first key does. Else it is only let go
 * after the Enter.
 */
function isHurried(characters: readonly WedgeCharacter[]): boolean {
  const [first, beforeLast, last] = [characters[0], characters.at(-2), characters.at(-1)];
  if (!first || !beforeLast || !last) return false;
  return last.at - beforeLast.at < HURRIED * meanGapOf(characters);
}
