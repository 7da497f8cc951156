import type { KeptSource } from '../../../shared/bridge/scan-source.ts';
import type { Trouble } from '../../../shared/bridge/trouble.ts';
import type { Kind, Outcome, Reason } from '../../../shared/scan/outcome.ts';
import type { Dismissal, Standing } from '../../../shared/scan/standing.ts';

/**
 * The state of a scan. It is `sending` while an attempt is under way, and `pending` again if Confera gave no verdict.
 * The other states are ends, which change only if a person asks for it.
 */
export type ScanState = 'pending' | 'sending' | 'done' | 'rejected' | 'attention';

/** A scan that has failed this often while others pass is shown to staff, and is tried less often. */
export const STUBBORN_AFTER = 12;

/** A new scan, with everything that its attempts will need. */
export type NewScan = {
  scanId: string;
  idempotencyKey: string;
  kind: Kind;
  code: string;
  location: string | null;
  /** The day at the venue, as YYYY-MM-DD. */
  venueDay: string;
  /** `stdin`, `camera`, `wedge` … */
  source: string;
  /** Unix milliseconds. */
  scannedAt: number;
  /** What its true time can be worked out from once Confera's time is known; null if its time is settled. */
  untimed: { boot: string; uptime: number } | null;
};

/** The same, as a row holds it. */
export type RawTiming = { boot: string | null; uptime: number | null };

export function toUntimed({ boot, uptime }: RawTiming): NewScan['untimed'] {
  return boot === null || uptime === null ? null : { boot, uptime };
}

/** When a scan was really made. */
export type ScanTime = Pick<NewScan, 'scannedAt' | 'venueDay'>;

/** A scan that is being sent. */
export type ScanRow = Omit<NewScan, 'source'> & {
  id: number;
  /** How many attempts have been made, including the one under way. */
  attempts: number;
  failures: number;
  /** Whether Confera may have acted on an earlier attempt. */
  ambiguous: boolean;
  /** Whether the scan belongs to the backlog: nobody stands at the kiosk and waits for its answer. */
  inBacklog: boolean;
};

/** How an attempt ended, as staff can look it up. */
export type EndedAttempt = {
  /** Unix milliseconds. */
  beganAt: number;
  /** How long it took until Confera's answer, or until it was clear that none would come. */
  ms: number;
  outcome: Outcome;
  reason: Reason | null;
  /** HTTP status, or null if no answer came. */
  status: number | null;
  /** Confera's code of the error. */
  code: string | null;
  /** What stood between this device and Confera. */
  trouble: Trouble | null;
  /** Confera's name for the request, which its support asks for. */
  requestId: string | null;
};

/** What the end of an attempt writes into the row. */
export type Settlement = {
  state: Exclude<ScanState, 'sending'>;
  outcome: Outcome;
  reason: Reason | null;
  ambiguous: boolean;
  failures: number;
  /** A pending row is not tried again before this time; monotonic milliseconds. */
  notBefore: number;
  /** HTTP status, or null if no answer came. */
  status: number | null;
  code: string | null;
  /** Unix milliseconds. */
  at: number;
  /** What is written down about the attempt itself. */
  attempt: EndedAttempt;
  /** The scan's time, if this attempt settles it because its request has left with that time; otherwise null. */
  time: ScanTime | null;
};

/** A scan as it is shown to a person, with no more of its code than the end. */
export type ScanEntry = {
  scanId: string;
  codeTail: string;
  kind: Kind;
  state: ScanState;
  outcome: Outcome | null;
  reason: Reason | null;
  attempts: number;
  scannedAt: number;
  settledAt: number | null;
  /** Whether Confera refused it, and a person may still send it again or put it away. */
  refused: boolean;
};

/** A scan in the list of all of them. */
export type ListedScan = ScanEntry & { standing: Standing };

/** Everything that staff can look up about a scan. It doesn't contain the code. */
export type ScanStory = ListedScan &
  Pick<NewScan, 'location' | 'venueDay'> & {
    source: KeptSource;
    /** What the person was told, or null if they were told nothing. */
    told: Outcome | null;
    /** Whether Confera may have acted on an attempt although no answer said so. */
    ambiguous: boolean;
    /** The address that it was accepted for. */
    baseUrl: string;
    /** When and why a person dismissed it; null if nobody did, or nothing was written down about it. */
    dismissed: { at: number; why: Dismissal | null } | null;
    /**
     * The attempts that were written down, oldest first. Of very many some are missing, and so is one that a crash cut
     * short.
     */
    ended: (EndedAttempt & { number: number })[];
    /**
     * The first scan of the same badge for the same kind and day: on this device, or else at another gate of the venue.
     * Null if none is known, or if this is the first.
     */
    first: {
      /** Null where it was at another gate. */
      scanId: string | null;
      /** Unix milliseconds. */
      at: number;
      location: string | null;
    } | null;
  };

/** A waiting scan with all its data, for the organiser's own records. */
export type WaitingScan = Omit<NewScan, 'untimed'> & { baseUrl: string; state: ScanState };

/** A scan whose time is not settled yet. */
export type UntimedScan = Pick<NewScan, 'scannedAt' | 'venueDay'> & {
  id: number;
  untimed: { boot: string; uptime: number };
};

/** An earlier scan of a code on this device. */
export type EarlierScan = Pick<
  NewScan,
  'scanId' | 'scannedAt' | 'venueDay' | 'untimed' | 'location'
> & {
  state: ScanState;
  reason: Reason | null;
  /** What its person was told, or null if they were told nothing. */
  told: Outcome | null;
  /** Whether it was made at the same location. */
  isHere: boolean;
};
