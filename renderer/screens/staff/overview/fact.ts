import type { BridgeOutput } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import { ageWords } from '../../../words/age.ts';
import type { Words } from '../../../words/words.ts';

export type Overview = Extract<BridgeOutput<'getStaffOverview'>, { ok: true }>;

/** How urgent a fact can be, from the worst on. */
export const TONES = ['bad', 'warn', 'good', 'plain'] as const;
export type Tone = (typeof TONES)[number];

/** One line about this kiosk: how it is, and since when. */
export type Fact = {
  id: string;
  tone: Tone;
  what: string;
  age: string | null;
  detail: string | null;
};

/** Where a problem is mended: a page of the staff area, and what on it, by its mark; null for the page as a whole. */
export type Mend = {
  page: 'overview' | 'venue' | 'check' | 'scanner' | 'files' | 'settings';
  /** A setting, a check, or a section of a page (`data-setting`, `data-check`, `data-section`). */
  at: string | null;
};

/** Something that a person should look at: what is wrong, since when, what to do about it, and where. */
export type Problem = Fact & {
  tone: 'bad' | 'warn';
  /** Null where nothing on this screen mends it. */
  mend: Mend | null;
};

/** Everything that the facts and the problems derive from. */
export type Known = {
  words: Words;
  state: KioskState;
  reachable: boolean;
  camera: CameraState;
  scanners: Pick<Scanners, 'devices' | 'layout' | 'tooShort'>;
  /** Null until the core has answered for the first time. */
  overview: Overview | null;
  /** Unix milliseconds. */
  now: number;
};

/** How long something has lasted that began at `from`, in Unix milliseconds. */
export function since({ words, now }: Pick<Known, 'words' | 'now'>, from: number): string {
  return words.staff.since({ age: ageWords(words, now - from) });
}

/** How long ago something happened that happened at `at`, in Unix milliseconds. */
export function ago({ words, now }: Pick<Known, 'words' | 'now'>, at: number): string {
  return words.staff.ago({ age: ageWords(words, now - at) });
}
