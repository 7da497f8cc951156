import { type Affixes, bareCode, parseCode } from '../../../shared/scan/parse-code.ts';
import { holdsProvisioning } from '../../../shared/scan/provisioning-code.ts';
import {
  KEYBOARD_LAYOUTS,
  type KeyboardLayout,
  type ScannerLayout,
} from '../../../shared/scan/scanner-layouts.ts';
import { characterAt, layoutsTyping } from './keyboard-layout.ts';
import type { WedgeCharacter } from './wedge-key.ts';

/** A known beginning of codes. It betrays the layout, since few of its characters are on the same key everywhere. */
const KNOWN_BEGINNING = /^confera-attendance:/i;

/** A way to read keys: by this machine's own layout, or by their places on a keyboard with the layout named. */
export type Way = 'machine' | KeyboardLayout;

/** The likely ways: most scanners type as a US keyboard does, and most others for their machine's layout. */
const LIKELY: readonly Way[] = ['machine', 'us'];

/** What staff are told about the scanner's keyboard layout. */
export type LayoutVerdict =
  /** The layout makes no difference for this code. */
  | { is: 'plain' }
  /** The scanner types for this machine's layout, which isn't the US one. */
  | { is: 'as-typed'; machine: KeyboardLayout[] }
  /** The scanner types for another layout than this machine's, one of these. The code was read by that layout. */
  | { is: 'mended'; scanner: KeyboardLayout[]; machine: KeyboardLayout[] }
  /** One of the keys is dead on this machine's layout, and nothing shows what it stands for. The scan is refused. */
  | { is: 'dead-key'; machine: KeyboardLayout[] }
  /** The scanner may type for any of these layouts, or for this machine's. The scan is refused. */
  | { is: 'unclear'; scanner: KeyboardLayout[]; machine: KeyboardLayout[] };

export type ReadingRules = {
  /** What a badge's code looks like. It is used only to choose between readings. */
  pattern: RegExp;
  affixes: Affixes;
  /** The layout that the scanner types for; `auto` finds it by the codes themselves. */
  layout: ScannerLayout;
};

export type ChosenReading = {
  /** The code; empty if it is unclear. */
  raw: string;
  verdict: LayoutVerdict;
  /** The ways that codes have proved so far; null if none has been proved. */
  proved: readonly Way[] | null;
};

/**
 * Chooses how to read a scan: by this machine's layout, by the US layout, or by another layout that the code itself
 * betrays.
 *
 * If the code doesn't show it, as between `y` and `z`, the ways that earlier codes have proved are used, because the
 * scanner and its layout are still the same. If those don't decide either, the scan is refused rather than guessed.
 */
export function chooseReading(
  characters: readonly WedgeCharacter[],
  rules: ReadingRules,
  proved: readonly Way[] | null,
): ChosenReading {
  const readings = new Map<Way, string>();
  for (const way of ['machine', ...KEYBOARD_LAYOUTS] as const) {
    const text = readBy(way, characters);
    if (text !== null) readings.set(way, text);
  }
  const codes = codesOf(readings, rules.affixes);
  const [anyText] = readings.values();
  // If no way makes a code of it, it is refused in any case. The text as it came shows best why.
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

/**
 * The code that each reading would be sent as. Readings that are no code are left out, but a provisioning code is kept: it
 * is never sent, and must not be taken for what another layout makes of it.
 */
function codesOf(readings: ReadonlyMap<Way, string>, affixes: Affixes): ReadonlyMap<Way, string> {
  const codes = new Map<Way, string>();
  for (const [way, text] of readings) {
    const parsed = parseCode(text, 'badge', affixes);
    if (parsed.ok) codes.set(way, parsed.code);
    const bare = bareCode(text, affixes);
    if (holdsProvisioning(bare)) codes.set(way, bare);
  }
  return codes;
}

function chooseWays(
  codes: ReadonlyMap<Way, string>,
  { pattern, layout }: ReadingRules,
  proved: readonly Way[] | null,
  characters: readonly WedgeCharacter[],
): Choice {
  if (layout !== 'auto') return { ways: [layout], proved };
  const matching = (ways: readonly Way[], test: RegExp) =>
    ways.filter((way) => test.test(codes.get(way) ?? ''));

  // All Latin layouts read it alike, so it proves none of them.
  const setsUp = [...codes.keys()].filter((way) => holdsProvisioning(codes.get(way) ?? ''));
  if (setsUp.length > 0) return { ways: setsUp, proved };

  // Any other layout is believed only for a known beginning, never because a code merely looks right.
  const shown = [LIKELY, KEYBOARD_LAYOUTS]
    .map((ways) => matching(ways, KNOWN_BEGINNING))
    .find((ways) => ways.length > 0);
  if (shown) return combine(shown, proved);

  const known = proved ?? [];
  const fitting = matching(known, pattern);
  if (fitting.length > 0) return { ways: fitting, proved };
  const fittingLikely = matching(LIKELY, pattern);
  if (fittingLikely.length > 0) return combine(fittingLikely, proved);
  if (known.length > 0) return { ways: known, proved };
  // Both likely ways remain, unless a key that no US keyboard has points to this machine's layout. If this machine's
  // layout has no character for a key, only the dead keys can show that the scanner types as a US keyboard does.
  if (readBy('machine', characters) !== null) return { ways: LIKELY, proved };
  return { ways: isForeign(characters) ? ['us'] : [], proved };
}

/**
 * Whether a scanner that is set to this machine's layout could not have typed this, because of the dead keys. After
 * each of those, such a scanner types a letter that takes the accent, or a space.
 */
function isForeign(characters: readonly WedgeCharacter[]): boolean {
  return characters.every(({ isDead, byMachine }, index) => {
    if (!isDead) return byMachine !== null;
    const next = characters[index + 1];
    return !next || next.isDead || !/^[\p{L} ]$/u.test(next.byMachine ?? ' ');
  });
}

/** Combines what this code has shown with what earlier ones have proved. If they contradict, there are two scanners. */
function combine(shown: readonly Way[], proved: readonly Way[] | null): Choice {
  if (!proved) {
    const isUndecided = LIKELY.every((way) => shown.includes(way));
    return { ways: shown, proved: isUndecided ? null : shown };
  }
  const both = shown.filter((way) => proved.includes(way));
  return both.length > 0 ? { ways: both, proved } : { ways: shown, proved: [...proved, ...shown] };
}

/** The text of the keys, read one way; null if one of the keys has no character that way. */
export function readBy(way: Way, characters: readonly WedgeCharacter[]): string | null {
  let text = '';
  for (const character of characters) {
    const isKeyless = character.code === '' || way === 'machine';
    const next = isKeyless ? character.byMachine : characterAt(way, character);
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
  const scanner = ways.filter((way) => way !== 'machine');
  if (raw === null) {
    const isDead = characters.some((character) => character.isDead);
    return isDead ? { is: 'dead-key', machine } : { is: 'unclear', scanner, machine };
  }
  if (raw !== readings.get('machine')) return { is: 'mended', scanner, machine };
  return raw === readings.get('us') ? { is: 'plain' } : { is: 'as-typed', machine };
}
