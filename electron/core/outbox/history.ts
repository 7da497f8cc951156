import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { ENTRY, type RawEntry, toScanEntry } from './overview.ts';
import type { EndedAttempt, ListedScan, ScanStory } from './scan-row.ts';
import {
  daysOf,
  fits,
  placesOf,
  type Queue,
  type ScanSearch,
  STANDING,
  valuesOf,
} from './scan-search.ts';
import { STATE, TOLD } from './sql.ts';

/** How many scans a page has at most. */
export const PAGE_ROWS = 60;

/** How many rows are looked at before scans get their turn: a few milliseconds on a slow device. */
const STEP = 1000;

/** How many rows a page looks at. Beyond that it ends early, and the next one goes on from there. */
const LOOK = 20_000;

/** Some of the scans that somebody looks through, newest first. */
export type ScansPage = {
  scans: ListedScan[];
  /** Where the next page goes on; null after the last scan. A page may have few scans, or none, before that. */
  next: number | null;
};

export type HistoryOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
};

type Row = { id: number };
type Looked = Row & { fits: 0 | 1 };

/** What staff can look up about the scans of this device. Each question is bounded, however many scans there are. */
export class History {
  readonly #db: Database.Database;
  readonly #read: HistoryOptions['read'];
  readonly #known = new Map<string, Database.Statement>();

  constructor({ db, read }: HistoryOptions) {
    this.#db = db;
    this.#read = read;
  }

  /**
   * Lists the scans that a search is for, newest first.
   *
   * The newest are those whose rows were made last, whatever the clock showed. So a page never repeats or leaves out a
   * scan because others came, or were removed, or had their time corrected in the meantime.
   *
   * @param before where the page begins: what the page before it said; null for the first one
   */
  async page(search: ScanSearch, before: number | null): Promise<ScansPage> {
    const start = before ?? Number.MAX_SAFE_INTEGER;
    if (this.#hasNone(search)) return { scans: [], next: null };
    const { ids, next } = search.badge
      ? await this.#ofBadge(search, start)
      : await this.#lookThrough(search, start);
    const scans = ids.flatMap((id) => this.#listed(id) ?? []);
    return { scans, next };
  }

  /** All that is known about a scan; null if it is kept no longer. */
  story(scanId: string): ScanStory | null {
    return this.#read(() => {
      const raw = this.#sql(STORY).get(scanId) as RawStory | undefined;
      if (!raw) return null;
      const { id, ambiguous, dismissedAt, dismissedWhy, refused, ...entry } = raw;
      return {
        ...entry,
        refused: refused === 1,
        ambiguous: ambiguous === 1,
        dismissed: dismissedAt === null ? null : { at: dismissedAt, why: dismissedWhy },
        ended: this.#sql(ATTEMPTS).all(id) as (EndedAttempt & { number: number })[],
        first: this.#firstOf(id),
      };
    });
  }

  /** Whether there is no scan of the kind at all, so that none is looked for among a million of the other. */
  #hasNone({ kind }: ScanSearch): boolean {
    return kind !== null && this.#read(() => this.#sql(ANY_OF_KIND).get(kind)) === undefined;
  }

  #firstOf(id: number): ScanStory['first'] {
    const here = this.#sql(FIRST).get({ id });
    return ((here ?? this.#sql(HOLDER).get({ id })) as ScanStory['first'] | undefined) ?? null;
  }

  #listed(id: number): ListedScan | null {
    const raw = this.#read(() => this.#sql(LISTED).get(id)) as RawListed | undefined;
    // Retention may have removed it since it was found.
    return raw ? toScanEntry(raw) : null;
  }

  /** Looks through the rows from the newest on, in steps between which scans go on. */
  async #lookThrough(search: ScanSearch, start: number): Promise<Found> {
    const window = this.#windowOf(search);
    if (window === null) return NOTHING;
    const ids: number[] = [];
    let before = Math.min(start, window.last + 1);
    // Without a filter the first rows are the page, so the steps begin short.
    for (let looked = 0, limit = PAGE_ROWS + 1; looked < LOOK; looked += limit) {
      if (looked > 0) limit = STEP;
      const step = this.#step(search, { before, first: window.first, limit });
      for (const row of step) {
        if (!row.fits) continue;
        ids.push(row.id);
        if (ids.length > PAGE_ROWS) return cut(ids);
      }
      const last = step.at(-1);
      if (!last || step.length < limit) return { ids, next: null };
      before = last.id;
      await nextTurn();
    }
    return { ids, next: before };
  }

  #step(search: ScanSearch, part: { before: number; first: number; limit: number }): Looked[] {
    const values = { ...valuesOf(search), ...part };
    const queues = this.#read(() => this.#sql(QUEUES).all()) as Queue[];
    const rows = placesOf(search.standing, queues).flatMap(
      (place) =>
        this.#read(() =>
          this.#sql(
            `SELECT id, ${fits(search.standing)} AS fits FROM ${place}
             AND id < @before AND id >= @first ORDER BY id DESC LIMIT @limit`,
          ).all(values),
        ) as Looked[],
    );
    return newestFirst(rows).slice(0, part.limit);
  }

  /**
   * The rows among which all scans of the wanted times are. They are in the order in which they were made, which is that
   * of their times unless a clock was wrong, so it takes both ends. Null if there are none.
   */
  #windowOf(search: ScanSearch): { first: number; last: number } | null {
    const days = daysOf(search);
    if (days.fromDay === null && days.toDay === null) {
      return { first: 0, last: Number.MAX_SAFE_INTEGER - 1 };
    }
    const found = this.#read(() => this.#sql(WINDOW).get(days)) as {
      first: number | null;
      last: number | null;
    };
    const { first, last } = found;
    return first === null || last === null ? null : { first, last };
  }

  /** Asks the index of each day for a badge, which is a few rows each time. */
  async #ofBadge(search: ScanSearch, start: number): Promise<Found> {
    const { badge } = search;
    if (badge === null) return NOTHING;
    const [column, wanted] =
      'tails' in badge
        ? (['code_tail = @wanted COLLATE NOCASE', badge.tails] as const)
        : (['code_hash = @wanted', badge.hashes] as const);
    const sql = `SELECT id FROM scan WHERE venue_day = @day AND ${column} AND id < @before
      AND ${fits(search.standing)} ORDER BY id DESC LIMIT @limit`;
    const values = { ...valuesOf(search), before: start, limit: PAGE_ROWS + 1 };
    const days = this.#read(() => this.#sql(DAYS).pluck().all(daysOf(search))) as string[];
    const rows: Row[] = [];
    for (const day of days) {
      for (const each of wanted) {
        const found = this.#read(() => this.#sql(sql).all({ ...values, day, wanted: each }));
        rows.push(...(found as Row[]));
      }
      await nextTurn();
    }
    const ids = newestFirst(rows).map(({ id }) => id);
    return ids.length > PAGE_ROWS ? cut(ids) : { ids, next: null };
  }

  #sql(text: string): Database.Statement {
    const known = this.#known.get(text);
    if (known) return known;
    const made = this.#db.prepare(text);
    this.#known.set(text, made);
    return made;
  }
}

type Found = { ids: number[]; next: number | null };
const NOTHING: Found = { ids: [], next: null };

/** A full page of what was found, and where the next one begins. */
function cut(ids: readonly number[]): Found {
  const page = ids.slice(0, PAGE_ROWS);
  return { ids: page, next: page.at(-1) ?? null };
}

function newestFirst<Each extends Row>(rows: readonly Each[]): Each[] {
  return rows.toSorted((a, b) => b.id - a.id);
}

type RawListed = RawEntry & Pick<ListedScan, 'standing'>;
const LISTED = `SELECT ${ENTRY}, ${STANDING} AS standing FROM scan WHERE id = ?`;

type RawStory = RawListed &
  Pick<ScanStory, 'location' | 'venueDay' | 'source' | 'told' | 'baseUrl'> & {
    id: number;
    ambiguous: 0 | 1;
    dismissedAt: number | null;
    dismissedWhy: NonNullable<ScanStory['dismissed']>['why'];
  };
const STORY = `SELECT scan.id, ${ENTRY}, ${STANDING} AS standing, location, venue_day AS venueDay, source,
    ${TOLD} AS told, ambiguous, base_url AS baseUrl, dismissed_at AS dismissedAt, dismissed_why AS dismissedWhy
  FROM scan JOIN destination ON destination.id = destination_id WHERE scan_id = ?`;

const ATTEMPTS = `SELECT number, began_at AS beganAt, ms, outcome, reason, status, code, trouble,
    request_id AS requestId
  FROM attempt WHERE scan_row = ? ORDER BY number`;

/** The first scan of the same badge on this device, for the same kind and day. */
const FIRST = `SELECT earlier.scan_id AS scanId, earlier.scanned_at AS at, earlier.location
  FROM scan AS this JOIN scan AS earlier ON earlier.venue_day = this.venue_day
    AND earlier.code_hash = this.code_hash AND earlier.kind = this.kind
    AND earlier.destination_id = this.destination_id AND earlier.id < this.id
  WHERE this.id = @id ORDER BY earlier.id LIMIT 1`;

/** The scan of another gate that has the badge. */
const HOLDER = `SELECT NULL AS scanId, holder_at AS at, holder_location AS location
  FROM scan JOIN claim ON claim.scan_id = scan.scan_id
  WHERE scan.id = @id AND holder_at IS NOT NULL AND holder_is_void = 0 LIMIT 1`;

const ANY_OF_KIND = 'SELECT 1 FROM scan_count WHERE kind = ? AND n > 0 LIMIT 1';

const QUEUES = `SELECT destination_id AS destinationId, kind FROM scan_count
  WHERE state = ${STATE.pending} AND n > 0`;

const ON_DAYS = `(@fromDay IS NULL OR venue_day >= @fromDay) AND (@toDay IS NULL OR venue_day <= @toDay)`;

/** Each day that has scans, found by one step in the index for each day. */
const EACH_DAY = `WITH RECURSIVE day (venue_day) AS (
    SELECT max(venue_day) FROM scan
    UNION ALL
    SELECT (SELECT max(venue_day) FROM scan WHERE scan.venue_day < day.venue_day) FROM day
    WHERE venue_day IS NOT NULL
  )`;
const FROM_DAYS = `FROM day WHERE venue_day IS NOT NULL AND ${ON_DAYS}`;

const DAYS = `${EACH_DAY} SELECT venue_day ${FROM_DAYS}`;

const ofDay = (end: string) =>
  `(SELECT ${end} FROM scan INDEXED BY scan_by_day WHERE scan.venue_day = day.venue_day)`;

/** Both ends of each day, which take one step each. Asked for all days at once, SQLite would look at every row of them. */
const WINDOW = `${EACH_DAY}
  SELECT min(${ofDay('min(id)')}) AS first, max(${ofDay('max(id)')}) AS last ${FROM_DAYS}`;
