import {
  characterAt,
  type Position,
} from '../../../../../renderer/scanner/wedge/keyboard-layout.ts';
import type { KeyboardLayout } from '../../../../../shared/scan/scanner-layouts.ts';
import { namedKey, type TimedKey } from './typed-keys.ts';

/** The characters that the default pattern of a badge's code allows. */
export const BADGE_CHARACTERS = [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-',
];

const PLACES = [
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
  ...[...'0123456789'].map((digit) => `Digit${digit}`),
  ...['Backquote', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon'],
  ...['Quote', 'IntlBackslash', 'Comma', 'Period', 'Slash', 'Space'],
];
const POSITIONS: Position[] = [false, true].flatMap((altGraph) =>
  [false, true].flatMap((shift) => PLACES.map((code) => ({ code, shift, altGraph }))),
);

/** The key on which a scanner set to a layout finds a character. Scanners use no dead keys. */
function positionOf(character: string, scanner: KeyboardLayout): Position | undefined {
  return POSITIONS.find(
    (position) =>
      !(position.altGraph && position.shift) && characterAt(scanner, position) === character,
  );
}

/** Whether a scanner set to this layout has a key for each character. */
export function canType(text: string, scanner: KeyboardLayout): boolean {
  return [...text].every((character) => positionOf(character, scanner));
}

/** The keys of a code and an Enter, from a scanner set to one layout, on a machine that has another. */
export function typed(text: string, scanner: KeyboardLayout, machine: KeyboardLayout): TimedKey[] {
  const keys = [...text].map((character, index): TimedKey => {
    const position = positionOf(character, scanner);
    if (!position) throw new Error(`A scanner set to ${scanner} has no key for ${character}`);
    const { code, shift, altGraph } = position;
    const key = characterAt(machine, position) ?? 'Dead';
    return { code, key, shiftKey: shift, altGraph, after: index === 0 ? 1000 : 5, heldMs: 2 };
  });
  return [...keys, namedKey('Enter', 5)];
}
