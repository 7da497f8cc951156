import type { WedgeCharacter } from './wedge-key.ts';

/** What tells a scanner from a person, times in milliseconds: settings, since scanners differ. */
export type WedgeLimits = {
  /** Between two keys; a longer gap starts anew. */
  gapMs: number;
  /** From the first key to the last, a gap on average. */
  meanMs: number;
  /** Characters. */
  minLength: number;
};

/** Between a scanner's last key and the Enter or Tab after it, and between that and one more of them. */
const END_GAP_MS = 150;
/** More than any code that could be sent: what follows is dropped, and the code is refused as too long. */
const MAX_CHARACTERS = 1024;

/** The key that ends what was typed, unless more of it follows at once. */
export type LineEnd = {
  by: 'Enter' | 'Tab';
  /** When the last one came: a carriage return and a line feed are two. */
  at: number;
  /** How long after it a key is still of the same text, in milliseconds. */
  waitMs: number;
};

/** Keys that may turn out to be a scan. */
export type Burst = {
  /** As many as are kept. */
  characters: readonly WedgeCharacter[];
  count: number;
  lastAt: number;
  largestGapMs: number;
  /** How many characters the page got. */
  leaked: number;
  /** What those that the page didn't get would have typed. */
  swallowed: string;
  /** It was as long and as fast as a person's keys never are: whatever follows is the scanner's, too. */
  isScanner: boolean;
  /** The scanner paused in it for longer than between codes. */
  hasPaused: boolean;
  /** The Enter or Tab that came after it; null while there was none. */
  ended: LineEnd | null;
  /** Whether it is a line of a text of several, such as a contact card, and whether that text was already refused. */
  line: 'none' | 'of-text' | 'of-refused-text';
  /** Another key was among them, as an arrow or a person's Shift: the code is not what it says. */
  broken: boolean;
  /** It was told to staff as a code that is too short. */
  isTold: boolean;
  /** A control character was among them. */
  hasControl: boolean;
};

/** The first key of what may become a scan. Of a text that was refused the page gets nothing more. */
export function beginBurst(
  character: WedgeCharacter,
  given: Pick<Burst, 'broken' | 'hasControl' | 'line'>,
): Burst {
  const isWithheld = given.line === 'of-refused-text';
  return {
    characters: [character],
    count: 1,
    lastAt: character.at,
    largestGapMs: 0,
    leaked: isWithheld ? 0 : 1,
    swallowed: isWithheld ? character.typed : '',
    isScanner: false,
    hasPaused: false,
    ended: null,
    isTold: false,
    ...given,
  };
}

/** The burst with one more key, not yet given to the page nor kept from it. */
export function lengthen(burst: Burst, more: WedgeCharacter, limits: WedgeLimits): Burst {
  const isFull = burst.count >= MAX_CHARACTERS;
  const gapMs = more.at - burst.lastAt;
  const longer = {
    ...burst,
    characters: isFull ? burst.characters : [...burst.characters, more],
    count: burst.count + 1,
    lastAt: more.at,
    largestGapMs: Math.max(burst.largestGapMs, gapMs),
    hasPaused: burst.hasPaused || gapMs > endGap(limits),
  };
  const isScanner = longer.count >= limits.minLength && isFast(longer, limits);
  return { ...longer, isScanner: burst.isScanner || isScanner };
}

/** The burst with the key that may be its end; of several in a row the first one tells which key ends it. */
export function endLine(burst: Burst, { by, at, waitMs }: LineEnd): Burst {
  return { ...burst, ended: { by: burst.ended?.by ?? by, at, waitMs } };
}

/** How long each gap was on average, in milliseconds. */
export function meanGapOf(burst: Burst): number {
  return spanOf(burst) / Math.max(1, burst.count - 1);
}

/** Lets the page have what was held back from it. */
export function show(burst: Burst): { putBack: string; burst: Burst } {
  const putBack = burst.swallowed;
  return { putBack, burst: { ...burst, leaked: burst.leaked + putBack.length, swallowed: '' } };
}

function spanOf({ characters, lastAt }: Burst): number {
  return lastAt - (characters[0]?.at ?? lastAt);
}

export function isFast(burst: Burst, { meanMs }: WedgeLimits): boolean {
  return spanOf(burst) <= meanMs * (burst.count - 1);
}

export function endGap({ gapMs }: WedgeLimits): number {
  return Math.max(END_GAP_MS, gapMs);
}
