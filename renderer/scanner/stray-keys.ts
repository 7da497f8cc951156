import type { WedgeCharacter } from './wedge-key.ts';

/** Measured: of 630 keys of a fast typist none was down for less than 44 ms; scanners let go after a few. */
const SHORTEST_HOLD_MS = 30;
/** A slow scanner holds its keys longer, but all of them alike. */
const HELD_LONGER = 3;
/** A scanner may press a key before it lets go of the last one, never of the last two. */
const OVERTAKEN = 2;

/**
 * Tells a person's keys from a scanner's by how long they were down.
 *
 * @returns how many at the beginning are a person's, pressed just before the scan; null where one is among the others,
 *   so that nobody can say which
 */
export function strayKeys(characters: readonly WedgeCharacter[]): number | null {
  const overtakenBy = ({ heldMs, overtakenBy }: WedgeCharacter, index: number) =>
    heldMs === null ? characters.length - 1 - index : overtakenBy;
  const holds = characters
    .filter((character, index) => overtakenBy(character, index) < OVERTAKEN)
    .flatMap(({ heldMs }) => heldMs ?? [])
    .sort((a, b) => a - b);
  // Not told, as of keys that something else than a keyboard sent.
  if (holds.length * 2 < characters.length) return 0;
  const usual = holds[Math.floor(holds.length / 2)] ?? 0;
  const longest = Math.max(SHORTEST_HOLD_MS, HELD_LONGER * usual);
  const stray = characters.map(
    (character, index) =>
      overtakenBy(character, index) >= OVERTAKEN || (character.heldMs ?? 0) > longest,
  );
  const first = stray.indexOf(false);
  return stray.includes(true, first) ? null : first;
}
