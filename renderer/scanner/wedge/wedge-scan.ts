import { type Burst, isFast, meanGapOf, type WedgeLimits } from './burst.ts';
import { chooseReading, type LayoutVerdict, type ReadingRules, type Way } from './reading.ts';
import { findStrays, SHORTEST_HOLD_MS } from './stray-keys.ts';
import type { WedgeCharacter } from './wedge-key.ts';

export type WedgeRules = ReadingRules & WedgeLimits;

/** Handed on in place of a text that is no code: one character that no code can have, and nothing of the text. */
export const NO_CODE = '\ufffd';

/** How the keys of a scan came, for staff. */
export type WedgeTiming = {
  keys: number;
  meanGapMs: number;
  largestGapMs: number;
  end: 'Enter' | 'Tab' | 'none';
};

/** Why a scan is refused, besides an unclear layout. */
export type WedgeDoubt =
  /** Other keys were pressed during the scan, or it may be the rest of an earlier one. */
  | 'broken'
  /** Its beginning or its end may be missing. */
  | 'incomplete'
  /** One of its keys may be a person's. */
  | 'stray-key'
  /** Two scanners may have typed it together. */
  | 'two-scanners'
  /** It is a text of several lines, and a badge's code has only one. */
  | 'several-lines'
  /** It contains a control character, which no badge's code does. */
  | 'control-character'
  /** It has fewer characters than a scan needs. */
  | 'too-short';

/** One scan by a scanner that types like a keyboard. */
export type WedgeScan = {
  /** The code as it came. It is empty if it couldn't be read for certain, and `NO_CODE` if it is surely no code. */
  raw: string;
  doubt: WedgeDoubt | null;
  /** When its last key was pressed, on the clock of events. */
  at: number;
  timing: WedgeTiming;
  layout: LayoutVerdict;
  /** The keys themselves, which show the scanner's layout. */
  characters: readonly WedgeCharacter[];
};

/** What earlier scans have shown about how the scanner types. */
export type Habits = {
  /** The ways of reading that its codes have proved; null if none has been proved. */
  proved: readonly Way[] | null;
  /** Whether it ended its last code with Enter or Tab, as most scanners do. */
  sendsEnd: boolean;
  /** Whether any of its codes has ended with Enter or Tab. */
  hasSentEnd: boolean;
  /** How many of its codes have ended with neither. */
  silentEnds: number;
  /**
   * Whether the first key of the last scan was down for long. If that happens twice in a row, it is how this scanner
   * types.
   */
  isSlowToBegin: boolean;
  /** The code of the last scan if two scanners may have typed it together; otherwise empty. */
  inDoubt: string;
  /** Whether such a code was read the same way twice: this scanner presses a key before it releases the last one. */
  overlaps: boolean;
};

export const NO_HABITS: Habits = {
  proved: null,
  sendsEnd: true,
  hasSentEnd: false,
  silentEnds: 0,
  isSlowToBegin: false,
  inDoubt: '',
  overlaps: false,
};

type Judgement = {
  scan: WedgeScan;
  /** What is known about the scanner after this scan. */
  habits: Habits;
  /** How many characters at the beginning of the burst are a person's. */
  strayCount: number;
};

/**
 * Reads what a scanner has typed, or says why it can't be read for certain.
 *
 * @param heardFrom the time from which on every key has been heard
 */
export function judgeScan(
  burst: Burst,
  known: Habits,
  heardFrom: number,
  rules: ReadingRules,
): Judgement {
  const { ended, hasControl } = burst;
  const hasEnd = ended !== null;
  const isLine = burst.line !== 'none';
  // Without an Enter, a burst with a pause may be two codes, or half of one. The Enter may also have been lost, if the
  // scanner has always sent one.
  const mayLackEnd = burst.hasPaused || (known.hasSentEnd && known.silentEnds === 0);
  const isCut = !hasEnd && mayLackEnd && !isLine;
  const isWhole = !burst.isBroken && !isCut && !mayLackBeginning(burst, heardFrom);
  const strays = findStrays(burst.characters);
  const strayCount = strays.is === 'before' ? strays.count : 0;
  const characters = burst.characters.slice(strayCount);
  const { raw, verdict, proved } = chooseReading(characters, rules, known.proved);
  const mayBeTwo = strays.is === 'maybe-two-scanners';
  const overlaps = known.overlaps || (mayBeTwo && isWhole && raw !== '' && raw === known.inDoubt);
  const isSlowToBegin = strays.is === 'maybe-first';
  const hasStray = strays.is === 'among' || (isSlowToBegin && !known.isSlowToBegin);
  const doubts: [WedgeDoubt, boolean][] = [
    ['broken', burst.isBroken],
    ['incomplete', !isWhole],
    ['stray-key', hasStray],
    ['two-scanners', mayBeTwo && !overlaps],
    ['several-lines', isLine],
    ['control-character', hasControl],
  ];
  const doubt = doubts.find(([, holds]) => holds)?.[0] ?? null;
  // The end of a broken burst, or of a line in a text, says nothing about how the scanner ends its codes.
  const showsEnd = !burst.isBroken && !isLine && !hasControl;
  return {
    scan: {
      raw: handedOn(raw, doubt),
      doubt,
      at: ended?.at ?? burst.lastAt,
      timing: timingOf(burst),
      layout: verdict,
      characters,
    },
    habits: {
      proved: doubt === null ? proved : known.proved,
      sendsEnd: hasEnd || (known.sendsEnd && !showsEnd),
      hasSentEnd: known.hasSentEnd || hasEnd,
      silentEnds: known.silentEnds + (!hasEnd && showsEnd ? 1 : 0),
      isSlowToBegin,
      inDoubt: mayBeTwo && !overlaps ? raw : '',
      overlaps,
    },
    strayCount,
  };
}

/** What is handed on of a text: nothing if it is in doubt, and `NO_CODE` if it is surely no code. */
function handedOn(text: string, doubt: WedgeDoubt | null): string {
  switch (doubt) {
    case null:
      return text;
    case 'several-lines':
    case 'control-character':
      return NO_CODE;
    default:
      return '';
  }
}

/**
 * Reads a burst that is too short for a scan but seems to be a scanner's; null if a person may have typed it. Its keys
 * have gone wherever the focus is, as a person's do, so this only serves to tell staff.
 */
export function judgeShort(burst: Burst, known: Habits, rules: WedgeRules): WedgeScan | null {
  const holds = burst.characters.flatMap(({ heldMs }) => heldMs ?? []);
  const isScanners =
    burst.count > 1 &&
    isFast(burst, rules) &&
    holds.length * 2 >= burst.count &&
    holds.every((heldMs) => heldMs < SHORTEST_HOLD_MS);
  if (!isScanners || burst.isBroken || burst.hasControl || burst.line !== 'none') return null;
  const { scan } = judgeScan(burst, known, Number.NEGATIVE_INFINITY, rules);
  return { ...scan, raw: '', doubt: 'too-short' };
}

/** Most scanners' gaps are shorter than this, in milliseconds. */
const USUAL_GAP_MS = 20;

/**
 * Whether the scan may have begun before the page heard any keys. The first key that it did hear then came within one
 * gap of that moment; a key that came later is the first one of its scan.
 */
function mayLackBeginning(burst: Burst, heardFrom: number): boolean {
  const [first] = burst.characters;
  return first !== undefined && first.at - heardFrom <= Math.min(meanGapOf(burst), USUAL_GAP_MS);
}

function timingOf(burst: Burst): WedgeTiming {
  const { count, largestGapMs, ended } = burst;
  return { keys: count, meanGapMs: meanGapOf(burst), largestGapMs, end: ended?.by ?? 'none' };
}
