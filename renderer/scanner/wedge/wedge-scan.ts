import { type Burst, isFast, meanGapOf, type WedgeLimits } from './burst.ts';
import { chooseReading, type LayoutVerdict, type ReadingRules, type Way } from './reading.ts';
import { findStrays, SHORTEST_HOLD_MS } from './stray-keys.ts';
import type { WedgeCharacter } from './wedge-key.ts';

export type WedgeRules = ReadingRules & WedgeLimits;

/** What is handed on of a text that is no code: a character that no code can have, and nothing of the text. */
export const NO_CODE = '\ufffd';

/** How the keys of one scan came, for staff. */
export type WedgeTiming = {
  keys: number;
  meanGapMs: number;
  largestGapMs: number;
  end: 'Enter' | 'Tab' | 'none';
};

/** Why a scan is refused, besides an unclear layout. */
export type WedgeDoubt =
  /** Other keys were amid it, or it may be the rest of another. */
  | 'broken'
  /** It may lack its beginning or its end. */
  | 'incomplete'
  /** A person's key may be one of its own. */
  | 'stray-key'
  /** Two scanners may have typed it at once. */
  | 'two-scanners'
  /** It is a text of several lines, which no badge's code is. */
  | 'several-lines'
  /** It has a control character, which no badge's code has. */
  | 'control-character'
  /** It has fewer characters than are taken for a scanner's. */
  | 'too-short';

/** What a wedge scanner typed. */
export type WedgeScan = {
  /** The code as it came; empty where it couldn't be read for certain, `NO_CODE` where it is surely none. */
  raw: string;
  doubt: WedgeDoubt | null;
  /** When its last key was pressed, as events tell the time. */
  at: number;
  timing: WedgeTiming;
  layout: LayoutVerdict;
  /** The keys themselves, for finding out the scanner's layout. */
  characters: readonly WedgeCharacter[];
};

/** What earlier scans have told of how the scanner types. */
export type Habits = {
  proved: readonly Way[] | null;
  /** Whether the scanner ended its last code with Enter or Tab, as most do. */
  sendsEnd: boolean;
  /** Whether any has, and how often a code has ended with nothing. */
  hasSentEnd: boolean;
  silentEnds: number;
  /** Whether the last scan's first key was down for long: twice in a row it is the scanner's way. */
  isSlowToBegin: boolean;
  /** What the last scan says, where two scanners may have typed it at once; else empty. */
  inDoubt: string;
  /** Whether a code in doubt was read alike again: then this scanner presses keys before it lets go of others. */
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
  /** What this scan adds to what is known of the scanner. */
  habits: Habits;
  /** How many of the burst's first characters are a person's. */
  strayCount: number;
};

/**
 * Reads what a scanner has typed, or says why it can't be read for certain.
 *
 * @param heardFrom since when all keys have been heard
 */
export function judgeScan(
  burst: Burst,
  known: Habits,
  heardFrom: number,
  rules: ReadingRules,
): Judgement {
  const { ended, hasControl } = burst;
  const isSilent = ended === null;
  const isLine = burst.line !== 'none';
  // With a pause it may be two codes, or half of one; so may it be where the scanner's Enter is missing.
  const mayLackEnd = burst.hasPaused || (known.hasSentEnd && known.silentEnds === 0);
  const isCut = isSilent && mayLackEnd && !isLine;
  const strays = findStrays(burst.characters);
  const strayCount = strays.is === 'before' ? strays.count : 0;
  const characters = burst.characters.slice(strayCount);
  const { raw, verdict, proved } = chooseReading(characters, rules, known.proved);
  const isWhole = !burst.broken && !isCut && !isTail(burst, heardFrom);
  const isTwo = strays.is === 'maybe-two';
  const overlaps = known.overlaps || (isTwo && isWhole && raw !== '' && raw === known.inDoubt);
  const isSlowToBegin = strays.is === 'maybe-first';
  const isStray = strays.is === 'among' || (isSlowToBegin && !known.isSlowToBegin);
  const doubts: [WedgeDoubt, boolean][] = [
    ['broken', burst.broken],
    ['incomplete', !isWhole],
    ['stray-key', isStray],
    ['two-scanners', isTwo && !overlaps],
    ['several-lines', isLine],
    ['control-character', hasControl],
  ];
  const doubt = doubts.find(([, holds]) => holds)?.[0] ?? null;
  const isCertain = doubt === null;
  // How a broken one ended, or a line of a text, tells nothing of how the scanner ends its codes.
  const isHowItEnds = !burst.broken && !isLine && !hasControl;
  return {
    scan: {
      raw: isCertain
        ? raw
        : doubt === 'several-lines' || doubt === 'control-character'
          ? NO_CODE
          : '',
      doubt,
      at: ended?.at ?? burst.lastAt,
      timing: timingOf(burst),
      layout: verdict,
      characters,
    },
    habits: {
      proved: isCertain ? proved : known.proved,
      sendsEnd: !isSilent || (known.sendsEnd && !isHowItEnds),
      hasSentEnd: known.hasSentEnd || !isSilent,
      silentEnds: known.silentEnds + (isSilent && isHowItEnds ? 1 : 0),
      isSlowToBegin,
      inDoubt: isTwo && !overlaps ? raw : '',
      overlaps,
    },
    strayCount,
  };
}

/**
 * What a scanner seems to have typed though it was too short to be taken for one; null for what a person may have typed.
 * It has gone wherever the focus is, as a person's keys do: this is for telling staff.
 */
export function judgeShort(burst: Burst, state: Habits, rules: WedgeRules): WedgeScan | null {
  const holds = burst.characters.flatMap(({ heldMs }) => heldMs ?? []);
  const isScanners =
    burst.count > 1 &&
    isFast(burst, rules) &&
    holds.length * 2 >= burst.count &&
    holds.every((heldMs) => heldMs < SHORTEST_HOLD_MS);
  if (!isScanners || burst.broken || burst.hasControl || burst.line !== 'none') return null;
  const { scan } = judgeScan(burst, state, Number.NEGATIVE_INFINITY, rules);
  return { ...scan, raw: '', doubt: 'too-short' };
}

/** Most scanners are quicker: a scan that begins later than this, in milliseconds, has waited for nobody to hear it. */
const TAIL_MS = 20;

/** Whether the page may have begun to hear only amid it: then its first key came as soon as its others did. */
function isTail(burst: Burst, heardFrom: number): boolean {
  const [first] = burst.characters;
  return first !== undefined && first.at - heardFrom <= Math.min(meanGapOf(burst), TAIL_MS);
}

function timingOf(burst: Burst): WedgeTiming {
  const { count, largestGapMs, ended } = burst;
  return { keys: count, meanGapMs: meanGapOf(burst), largestGapMs, end: ended?.by ?? 'none' };
}
