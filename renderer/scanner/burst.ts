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
  /** Another key was among them, as an arrow, a control character or a person's Shift: the code is not what it says. */
  broken: boolean;
};

/** The first key of what may become a scan. */
export function beginBurst(character: WedgeCharacter, broken: boolean): Burst {
  return {
    characters: [character],
    count: 1,
    lastAt: character.at,
    largestGapMs: 0,
    leaked: 1,
    swallowed: '',
    isScanner: false,
    hasPaused: false,
    broken,
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
