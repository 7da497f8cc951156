import { type Affixes, parseCode } from '../../../shared/scan/parse-code.ts';
import {
  KEYBOARD_LAYOUTS,
  type KeyboardLayout,
  type ScannerLayout,
} from '../../../shared/scan/scanner-layouts.ts';
import { characterAt, layoutsTyping } from './keyboard-layout.ts';
import type { WedgeCharacter } from './wedge-key.ts';

/** What begins a code and is known beforehand; hardly a character of it is in the same place everywhere. */
const KNOWN_BEGINNING = /^confera-attendance:/i;

/** By the layout of this machine, or by the keys' places on a keyboard of a layout. */
export type Way = 'key' | KeyboardLayout;

/** Most scanners type as a US keyboard does, the others for the layout of their machine. */
const LIKELY: readonly Way[] = ['key', 'us'];

/** What staff are told of the scanner's keyboard layout. */
export type LayoutVerdict =
  /** It makes no difference for this code. */
  | { is: 'plain' }
  /** The scanner types for this machine's layout, which isn't that of the US. */
  | { is: 'as-typed'; machine: KeyboardLayout[] }
  /** The scanner types for another layout than this machine's; any of these. */
  | { is: 'mended'; scanner: KeyboardLayout[]; machine: KeyboardLayout[] }
  /** A key of it is dead on this machine's layout, and nothing tells what it stands for: the scan is refused. */
  | { is: 'dead-key'; machine: KeyboardLayout[] }
  /** It may type for any of these or as this machine does, and nothing tells which: the scan is refused. */
  | { is: 'unclear'; scanner: KeyboardLayout[]; machine: KeyboardLayout[] };

export type ReadingRules = {
  /** What a badge's code looks like; only used to choose between readings. */
  pattern: RegExp;
  affixes: Affixes;
  /** `auto`: what the codes themselves tell. */
  layout: ScannerLayout;
};

export type ChosenReading = {
  /** The code, empty where it is unclear. */
  raw: string;
  verdict: LayoutVerdict;
  /** The ways that codes have proved so far; null for none yet. */
  proved: readonly Way[] | null;
};

/**
 * Chooses how to read a scan: by this machine's layout, as a scanner's own reading of a US keyboard, or by another
 * layout that the code itself betrays.
 *
 * Where nothing tells, as between `y` and `z`, the ways that earlier codes have proved are believed: the scanner and
 * the layout are still the same. Where they don't tell either, the scan is refused rather than guessed.
 */
export function chooseReading(
  characters: readonly WedgeCharacter[],
  rules: ReadingRules,
  proved: readonly Way[] | null,
): ChosenReading {
  const readings = new Map<Way, string>();
  for (const way of ['key', ...KEYBOARD_LAYOUTS] as const) {
    const text = readBy(way, characters);
    if (text !== null) readings.set(way, text);
  }
  const codes = codesOf(readings, rules.affixes);
  const [anyText] = readings.values();
  // A text that no way makes a code of is refused in any case: how it came says best why.
  if (codes.size === 0 && anyText !== undefined && rules.layout === 'auto') {
    return { raw: anyText, proved, verdict: { is: 'plain' } };
  }
  const choice = chooseWays(codes, rules, proved, characters);
  const [text, ...others] = new Set(choice.ways.flatMap((way) => readings.get(way) ?? []));
  const raw = text === undefined || others.length > 0 ? null : text;
  return {
    raw: raw ?? '',
    proved: choice.proved,
    verdict: verdictOf(raw, choice.ways, readings, characters),
  };
}

type Choice = { ways: readonly Way[]; proved: readonly Way[] | null };

/** What each way's reading would be sent as; none for what is surely no code. */
function codesOf(readings: ReadonlyMap<Way, string>, affixes: Affixes): ReadonlyMap<Way, string> {
  const codes = new Map<Way, string>();
  for (const [way, text] of readings) {
    const parsed = parseCode(text, 'badge', affixes);
    if (parsed.ok) codes.set(way, parsed.code);
  }
  return codes;
}

function chooseWays(
  codes: ReadonlyMap<Way, string>,
  { pattern, layout }: ReadingRules,
  proved: readonly Way[] | null,
  characters: readonly WedgeCharacter[],
): Choice {
  if (layout !== 'auto') return { ways: [layout === 'machine' ? 'key' : layout], proved };
  const those = (ways: readonly Way[], test: RegExp) =>
    ways.filter((way) => test.test(codes.get(way) ?? ''));

  // A layout besides those two is believed for a beginning that is known, never for what merely looks right.
  const told = [LIKELY, KEYBOARD_LAYOUTS]
    .map((ways) => those(ways, KNOWN_BEGINNING))
    .find((ways) => ways.length > 0);
  if (told) return learn(told, proved);

  const known = proved ?? [];
  const fitting = those(known, pattern);
  if (fitting.length > 0) return { ways: fitting, proved };
  const fittingLikely = those(LIKELY, pattern);
  if (fittingLikely.length > 0) return learn(fittingLikely, proved);
  if (known.length > 0) return { ways: known, proved };
  // A key that a US scanner doesn't send speaks for this machine's layout; one that this layout makes nothing of
  // speaks for nobody.
  if (readBy('key', characters) !== null) return { ways: LIKELY, proved };
  return { ways: isForeign(characters) ? ['us'] : [], proved };
}

/**
 * Whether no scanner that is set to this machine's layout could have typed this, because of its dead keys: such a
 * scanner lets each of them be followed by a letter that takes the accent, or by a space.
 */
function isForeign(characters: readonly WedgeCharacter[]): boolean {
  return characters.every(({ isDead, byKey }, index) => {
    if (!isDead) return byKey !== null;
    const next = characters[index + 1];
    return !next || next.isDead || !/^[\p{L} ]$/u.test(next.byKey ?? ' ');
  });
}

/** What one code tells beside the earlier ones. Where they contradict each other there are two scanners. */
function learn(told: readonly Way[], proved: readonly Way[] | null): Choice {
  if (!proved)
    return { ways: told, proved: LIKELY.every((way) => told.includes(way)) ? null : told };
  const both = told.filter((way) => proved.includes(way));
  return both.length > 0 ? { ways: both, proved } : { ways: told, proved: [...proved, ...told] };
}

/** @returns null where the layout makes nothing of one of the keys */
export function readBy(way: Way, characters: readonly WedgeCharacter[]): string | null {
  let text = '';
  for (const character of characters) {
    const isKeyless = character.code === '' || way === 'key';
    const next = isKeyless ? character.byKey : characterAt(way, character);
    if (next === null) return null;
    text += next;
  }
  return text;
}

function verdictOf(
  raw: string | null,
  ways: readonly Way[],
  readings: ReadonlyMap<Way, string>,
  characters: readonly WedgeCharacter[],
): LayoutVerdict {
  const machine = layoutsTyping(characters);
  const scanner = ways.filter((way) => way !== 'key');
  if (raw === null) {
    const isDead = characters.some((character) => character.isDead);
    return isDead ? { is: 'dead-key', machine } : { is: 'unclear', scanner, machine };
  }
  if (raw !== readings.get('key')) return { is: 'mended', scanner, machine };
  return raw === readings.get('us') ? { is: 'plain' } : { is: 'as-typed', machine };
}
