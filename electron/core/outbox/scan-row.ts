import type { Kind, Outcome, Reason } from '../../../shared/scan/outcome.ts';

/**
 * Where a scan stands: `sending` while an attempt is under way, back to `pending` when Confera gave no verdict,
 * else at an end that only a person's request changes.
 */
export type ScanState = 'pending' | 'sending' | 'done' | 'rejected' | 'attention';

/** What makes a row: everything that an attempt will need, fixed at the scan. */
export type NewScan = {
  scanId: string;
  idempotencyKey: string;
  kind: Kind;
  code: string;
  location: string | null;
  /** YYYY-MM-DD at the venue. */
  venueDay: string;
  /** `stdin`, `camera`, `wedge` … */
  source: string;
  /** Unix milliseconds. */
  scannedAt: number;
  /** What its true time can be told by once Confera's is known; null where its time is settled. */
  untimed: { boot: string; uptime: number } | null;
};

/** As it stands in a row. */
export type RawTiming = { boot: string | null; uptime: number | null };

export function toUntimed({ boot, uptime }: RawTiming): NewScan['untimed'] {
  return boot === null || uptime === null ? null : { boot, uptime };
}

/** When a scan was made, after all. */
export type ScanTime = Pick<NewScan, 'scannedAt' | 'venueDay'>;

/** A scan that is being sent. */
export type ScanRow = Omit<NewScan, 'source'> & {
  id: number;
  /** This one included. */
  attempts: number;
  failures: number;
  /** Confera may have acted on an earlier attempt. */
  ambiguous: boolean;
  /** Whether the scan belongs to the backlog: nobody stands at the kiosk and waits for its answer. */
  inBacklog: boolean;
};

/** How an attempt left a row. */
export type Settlement = {
  state: Exclude<ScanState, 'sending'>;
  outcome: Outcome;
  reason: Reason | null;
  ambiguous: boolean;
  failures: number;
  /** Monotonic milliseconds before which a pending row is not tried again. */
  notBefore: number;
  /** HTTP status, null where no answer came. */
  status: number | null;
  code: string | null;
  /** Unix milliseconds. */
  at: number;
  /** Settles the scan's time too: its request has left with what was known. Null where there is nothing to settle. */
  time: ScanTime | null;
};

/** A scan as a person is shown it: never more of its code than the end. */
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
  /** Confera said no, and a person may still send it again or put it away. */
  refused: boolean;
};

/** A scan that waits, whole, for the organiser's own records. */
export type WaitingScan = Omit<NewScan, 'untimed'> & { baseUrl: string; state: ScanState };

/** A scan whose time is not settled yet. */
export type UntimedScan = Pick<NewScan, 'scannedAt' | 'venueDay'> & {
  id: number;
  untimed: { boot: string; uptime: number };
};

/** An earlier scan of a code on this device. */
export type EarlierScan = Pick<NewScan, 'scanId' | 'scannedAt' | 'venueDay' | 'untimed'> & {
  state: ScanState;
  reason: Reason | null;
  /** What its person was told; null where that was nothing. */
  told: Outcome | null;
  /** Whether it was made at the same location. */
  isHere: boolean;
};
