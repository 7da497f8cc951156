import type Database from 'better-sqlite3';
import type { Kind, Outcome, Reason } from '../../../shared/scan/outcome.ts';
import { type RawTiming, type ScanState, type ScanTime, toUntimed } from './scan-row.ts';
import { STATE, TOLD } from './sql.ts';

/**
 * How many rows one step looks at. That takes a few milliseconds on a slow device, and between two steps scans get
 * their turn.
 */
const STEP = 200;

/** A scan as it is exported. Times are Unix milliseconds. */
export type ExportedScan = {
  scanId: string;
  kind: Kind;
  state: ScanState;
  outcome: Outcome | null;
  /** What the person was told, or null if they were told nothing. */
  told: Outcome | null;
  reason: Reason | null;
  location: string | null;
  attempts: number;
  lastStatus: number | null;
  settledAt: number | null;
  source: string;
  codeTail: string;
  /** The whole code, which a row has only until it is done or put away. */
  code: string | null;
} & ScanTime;

/** Which scans are exported: all, or those that Confera refused or that need a person; of all days, or of one. */
export type ExportChoice = { what: 'scans' | 'refusals'; day: string | null };

/** Some scans, in the order in which they were made, and where to go on; null at the end. */
export type ExportStep = { scans: ExportedScan[]; next: number | null };

type Row = Omit<ExportedScan, keyof ScanTime> &
  RawTiming & { id: number; scannedAt: number; venueDay: string };

type TimesOf = (scan: ScanTime & { untimed: ReturnType<typeof toUntimed> }) => ScanTime;

export type ScanExportOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
};

/** Reads all scans of this device for an export, in steps that hold up no scan, however many there are. */
export class ScanExport {
  readonly #sql: ReturnType<typeof prepareSteps>;
  readonly #read: ScanExportOptions['read'];

  constructor({ db, read }: ScanExportOptions) {
    this.#sql = prepareSteps(db);
    this.#read = read;
  }

  /**
   * Reads the next scans.
   *
   * @param after where the step before ended; null for the first
   * @param timesOf tells when a scan was really made, which may be known better than when it was written down
   */
  step({ what, day }: ExportChoice, after: number | null, timesOf: TimesOf): ExportStep {
    const { low, high } = this.#read(() => this.#sql.ends.get()) as { low: number; high: number };
    // Old scans that were removed leave a gap before the first one.
    const from = Math.max(after ?? 0, (low ?? 1) - 1);
    const upTo = from + STEP;
    const statement = what === 'refusals' ? this.#sql.refusals : this.#sql.scans;
    const rows = this.#read(() => statement.all({ from, upTo, day })) as Row[];
    const scans = rows
      .map(({ id: _, boot, uptime, ...row }) => ({
        ...row,
        ...timesOf({ ...row, untimed: toUntimed({ boot, uptime }) }),
      }))
      .filter(({ venueDay }) => day === null || venueDay === day);
    return { scans, next: upTo < (high ?? 0) ? upTo : null };
  }

  /** The days at the venue of which there are scans, the latest first. */
  days(limit: number): string[] {
    return this.#read(() => this.#sql.days.all(limit)) as string[];
  }
}

function prepareSteps(db: Database.Database) {
  // A scan whose time isn't settled may turn out to be of another day.
  const some = (states: string) =>
    db.prepare(
      `SELECT id, scan_id AS scanId, kind, state, outcome, ${TOLD} AS told, reason, location, attempts,
         last_status AS lastStatus, settled_at AS settledAt, source, code_tail AS codeTail, code,
         scanned_at AS scannedAt, venue_day AS venueDay, boot, uptime
       FROM scan
       WHERE id > @from AND id <= @upTo AND (@day IS NULL OR venue_day = @day OR boot IS NOT NULL)
         ${states}
       ORDER BY id`,
    );
  return {
    // Asked for together, SQLite would look at every row for them.
    ends: db.prepare(
      'SELECT (SELECT min(id) FROM scan) AS low, (SELECT max(id) FROM scan) AS high',
    ),
    scans: some(''),
    // The unary plus has SQLite go by the ids, of which there are few.
    refusals: some(`AND +state IN (${STATE.rejected}, ${STATE.attention})`),
    // From one day to the one before, by the index: a day with a hundred thousand scans is one step.
    days: db
      .prepare(
        `WITH RECURSIVE day (day) AS (
           SELECT max(venue_day) FROM scan
           UNION ALL
           SELECT (SELECT max(venue_day) FROM scan WHERE venue_day < day.day) FROM day
           WHERE day.day IS NOT NULL
         )
         SELECT day FROM day WHERE day IS NOT NULL LIMIT ?`,
      )
      .pluck(),
  };
}
