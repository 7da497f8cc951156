import type { WedgeCharacter } from './wedge-key.ts';

/** What tells a scanner's keys from a person's. These are settings, since scanners differ. */
export type WedgeLimits = {
  /** The longest gap between two keys of one burst, in milliseconds. After a longer gap a new burst begins. */
  gapMs: number;
  /** The longest average gap of a scanner's keys, in milliseconds. */
  meanMs: number;
  /** The fewest characters that are taken for a scan. */
  minLength: number;
};

/** The longest gap between a scanner's last key and its Enter or Tab, and between two of those, in milliseconds. */
const END_GAP_MS = 150;
/** More characters than any code that can be sent. The rest is dropped, and the code is refused as too long. */
const MAX_CHARACTERS = 1024;

/** The Enter or Tab that ends a burst, unless more keys follow at once. */
export type LineEnd = {
  by: 'Enter' | 'Tab';
  /** When the last of them came: a scanner may send two, for a carriage return and a line feed. */
  at: number;
  /** How long after it a key still belongs to the same text, in milliseconds. */
  waitMs: number;
};

/** Keys in quick succession, which may turn out to be a scan. */
export type Burst = {
  /** The characters, up to the number that is kept. */
  characters: readonly WedgeCharacter[];
  count: number;
  lastAt: number;
  largestGapMs: number;
  /** How many characters the page has received. */
  received: number;
  /** The text that the page would have received if its keys hadn't been withheld. */
  withheld: string;
  /** Whether it became longer and faster than a person's keys ever are. Whatever follows is then the scanner's, too. */
  isScanner: boolean;
  /** Whether the scanner once paused for longer than it does between its last key and its Enter. */
  hasPaused: boolean;
  /** The Enter or Tab after its characters; null if none has come. */
  ended: LineEnd | null;
  /** Whether it is a line of a text of several lines, such as a contact card, and whether that text was refused. */
  line: 'none' | 'of-text' | 'of-refused-text';
  /** Whether its text can't be relied on: another key came in between, such as an arrow, or keys may be missing. */
  isBroken: boolean;
  /** Whether staff have been told of it as a code that is too short. */
  isReported: boolean;
  /** Whether a control character was among its characters. */
  hasControl: boolean;
};

/** Begins a burst with its first character. The page receives that, unless it belongs to a text that was refused. */
export function beginBurst(
  character: WedgeCharacter,
  given: Pick<Burst, 'isBroken' | 'hasControl' | 'line'>,
): Burst {
  const isWithheld = given.line === 'of-refused-text';
  return {
    characters: [character],
    count: 1,
    lastAt: character.at,
    largestGapMs: 0,
    received: isWithheld ? 0 : 1,
    withheld: isWithheld ? character.typed : '',
    isScanner: false,
    hasPaused: false,
    ended: null,
    isReported: false,
    ...given,
  };
}

/** Adds a character. Whether the page receives it is left to the caller. */
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

/** Adds an Enter or Tab, which may be the end. If several come in a row, the first one counts as the scanner's key. */
export function endLine(burst: Burst, { by, at, waitMs }: LineEnd): Burst {
  return { ...burst, ended: { by: burst.ended?.by ?? by, at, waitMs } };
}

/** The average gap between two characters, in milliseconds. */
export function meanGapOf(burst: Burst): number {
  return spanOf(burst) / Math.max(1, burst.count - 1);
}

/** Gives the page what was withheld from it so far. */
export function giveBack(burst: Burst): { putBack: string; burst: Burst } {
  const putBack = burst.withheld;
  return { putBack, burst: { ...burst, received: burst.received + putBack.length, withheld: '' } };
}

function spanOf({ characters, lastAt }: Burst): number {
  return lastAt - (characters[0]?.at ?? lastAt);
}

/** Whether its keys came as fast as a scanner's. */
export function isFast(burst: Burst, { meanMs }: WedgeLimits): boolean {
  return spanOf(burst) <= meanMs * (burst.count - 1);
}

/** The longest gap before an Enter or Tab that still belongs to the scan, in milliseconds. */
export function endGap({ gapMs }: WedgeLimits): number {
  return Math.max(END_GAP_MS, gapMs);
}
