import type Database from 'better-sqlite3';
import type { Kind } from '../../shared/outcome.ts';
import type { StorageProblem } from '../../shared/storage-problem.ts';
import { codeTail, hashCode } from './code-hash.ts';
import { isDamage, markSuspect } from './damage.ts';
import { openOrSalvage } from './open-or-salvage.ts';
import type { Salvage } from './salvage/set-aside.ts';
import type {
  EarlierScan,
  NewScan,
  ScanEntry,
  ScanRow,
  ScanState,
  Settlement,
  WaitingScan,
} from './scan-row.ts';
import { prepareStatements } from './statements.ts';
import { Writer } from './writer.ts';

export type OutboxOptions = {
  dataDir: string;
  /** Normalised base URL: rows belong to it and are sent nowhere else. */
  destination: string;
  /** Keys the hashes of codes. */
  secret: string;
  /** Rejections in a row after which the backlog waits for a person. */
  rejectionLimit: number;
  /** Unix milliseconds, for the name of a damaged database that is set aside. */
  now: number;
  /** Told when writes begin to fail, and when they succeed again (null). */
  onProblem?: (problem: StorageProblem | null) => void;
};

/**
 * The truth about every scan: a row before it is anything else.
 *
 * Reads go to a connection of its own, which sees what is committed; changes go to the writer's thread. Each promise
 * settles once its change is on disk; it rejects with a StorageError, and then nothing was changed.
 */
export class Outbox {
  readonly #dataDir: string;
  readonly #db: Database.Database;
  readonly #onProblem: (problem: StorageProblem | null) => void;
  readonly #writer: Writer;
  readonly #sql: ReturnType<typeof prepareStatements>;
  readonly #destinationId: number;
  readonly #secret: string;
  readonly #rejectionLimit: number;
  #queued: number;
  /** Scans that wait for another destination; this one doesn't touch them. */
  readonly queuedElsewhere: number;
  /** What was done at this start about a damaged database. */
  readonly salvage: Salvage | null;
  #isDamaged = false;
  /** What the worker asks for with each answer, as it is until the next write: by the name of the query. */
  readonly #known = new Map<string, unknown>();

  /**
   * Also takes up what an earlier process left: a request cut short may have reached Confera.
   *
   * @throws what `openOrSalvage` throws
   */
  constructor(options: OutboxOptions) {
    const { dataDir, secret, rejectionLimit, onProblem } = options;
    const { db, sql, destinationId, salvage } = takeUp(options);
    this.#dataDir = dataDir;
    this.#db = db;
    this.#sql = sql;
    this.#destinationId = destinationId;
    this.#secret = secret;
    this.#rejectionLimit = rejectionLimit;
    this.#onProblem = onProblem ?? (() => {});
    this.salvage = salvage;
    this.#queued = this.counts().pending;
    this.queuedElsewhere =
      this.#queued - this.countPendingHere('badge') - this.countPendingHere('attendance');
    this.#writer = new Writer(
      { dataDir, destinationId, rejectionLimit },
      () => this.#known.clear(),
      (problem) => this.#note(problem),
    );
  }

  /** Why the latest write failed; null while scans can be stored. */
  get problem(): StorageProblem | null {
    return this.#isDamaged ? 'damaged' : this.#writer.problem;
  }

  /**
   * Scans not yet confirmed, those for other destinations included; a scan whose first answer a person still waits
   * for is not among them.
   */
  get queued(): number {
    return this.#queued;
  }

  /**
   * Writes a scan down.
   *
   * @param sending whether its first attempt follows at once: counted already here, it saves a second wait for the disk
   */
  async accept(scan: NewScan, { sending }: { sending: boolean }): Promise<ScanRow> {
    const id = await this.#writer.write('insert', {
      ...scan,
      codeHash: hashCode(scan.code, this.#secret),
      codeTail: codeTail(scan.code),
      sending,
    });
    if (!sending) this.#queued += 1;
    return {
      ...scan,
      id,
      attempts: Number(sending),
      failures: 0,
      ambiguous: false,
      queued: !sending,
    };
  }

  /**
   * Takes the oldest due scans for an attempt each, counted before their requests leave. Those whose requests don't
   * leave after all are to be released.
   *
   * @param now monotonic milliseconds
   */
  claim(kinds: readonly Kind[], limit: number, now: number): Promise<ScanRow[]> {
    return this.#writer.write('claim', kinds, limit, now);
  }

  /** Gives back scans that were claimed and not sent, with nothing counted. */
  release(rows: readonly ScanRow[]): Promise<void> {
    return this.#writer.write(
      'release',
      rows.map(({ id }) => id),
    );
  }

  /** Counts one more attempt at a scan that is being sent, with what is known by now. */
  async countAttempt(row: ScanRow, ambiguous: boolean): Promise<ScanRow> {
    await this.#writer.write('countAttempt', row.id, ambiguous);
    return { ...row, attempts: row.attempts + 1, ambiguous: row.ambiguous || ambiguous };
  }

  /** Writes down how an attempt ended. A scan that is done loses its code here. */
  async settle(row: ScanRow, settlement: Settlement): Promise<void> {
    if (row.queued) await this.#writer.writeWithOthers('settle', row.id, settlement);
    else await this.#writer.write('settle', row.id, settlement);
    if (row.queued) this.#queued -= 1;
    if (settlement.state === 'pending') this.#queued += 1;
  }

  /** After a recovery no row's own backoff holds any longer. */
  makeAllDue(): Promise<void> {
    return this.#writer.write('makeAllDue');
  }

  /** When the first waiting scan of a kind is due, `now` where one is; monotonic milliseconds, null where none waits. */
  dueAt(kind: Kind, now: number): number | null {
    const pending = this.countPendingHere(kind);
    if (pending === 0) return null;
    const { n, next } = this.#backingOff(kind, now);
    return pending > n ? now : next;
  }

  /** This device's earlier scans of a code for the same purpose, oldest first. */
  findEarlier(scan: Pick<NewScan, 'code' | 'kind' | 'venueDay' | 'location'>): EarlierScan[] {
    const values = {
      destinationId: this.#destinationId,
      codeHash: hashCode(scan.code, this.#secret),
      kind: scan.kind,
      venueDay: scan.venueDay,
      location: scan.location,
    };
    return this.#read(() => this.#sql.findEarlier.all(values)) as EarlierScan[];
  }

  /** Scans by where they stand, those for other destinations included. */
  counts(): Record<ScanState, number> {
    const counts = { pending: 0, sending: 0, done: 0, rejected: 0, attention: 0 };
    const rows = this.#read(() => this.#sql.counts.all()) as { state: ScanState; n: number }[];
    for (const { state, n } of rows) {
      counts[state] = n;
    }
    return counts;
  }

  /** Scans that wait for this destination. */
  countPendingHere(kind: Kind): number {
    return this.#know(`pending ${kind}`, () => {
      const row = this.#sql.countPendingHere.get(this.#destinationId, kind);
      return (row as { n: number } | undefined)?.n ?? 0;
    });
  }

  /** How many scans Confera has rejected since it last took one. */
  rejectedInARow(): number {
    return this.#know('rejected in a row', () => {
      return (this.#sql.rejectedInARow.get(this.#destinationId) as { n: number }).n;
    });
  }

  /**
   * Sends again what Confera refused: a person has looked. Reopens a stopped backlog.
   *
   * @param scanId one scan, or null for all of this destination
   * @returns how many are sent again
   */
  async sendAgain(scanId: string | null): Promise<number> {
    const { refused, hastened } =
      scanId === null
        ? { refused: await this.#writer.write('sendAllAgain'), hastened: 0 }
        : await this.#writer.write('sendOneAgain', scanId);
    this.#queued += refused;
    return refused + hastened;
  }

  /** Goes on with a stopped backlog and leaves alone what was rejected: a person has looked. */
  resumeBacklog(): Promise<void> {
    return this.#writer.write('forgetRejections');
  }

  /**
   * Puts away what Confera refused and nobody will send again: its code goes.
   *
   * @returns whether there was such a scan
   */
  dismiss(scanId: string): Promise<boolean> {
    return this.#writer.write('dismiss', scanId);
  }

  /**
   * One step of removing scans that ended and were made before a moment; what waits or needs a person stays.
   *
   * @param after where the step before has stopped, 0 for the first
   * @returns where the next one goes on, null at the end
   */
  removeOld(step: {
    after: number;
    /** Unix milliseconds. */
    before: number;
    /** Unix milliseconds; what is stamped later than this was stamped by a wrong clock. */
    now: number;
    /** How many are looked at. */
    rows: number;
  }): Promise<{ removed: number; next: number | null }> {
    return this.#writer.writeWithOthers('removeOld', step);
  }

  /** The latest scans, newest first. */
  recent(limit: number): ScanEntry[] {
    return (this.#read(() => this.#sql.recent.all(limit)) as RawEntry[]).map(toScanEntry);
  }

  /** How many scans a person must look at: conflicts, and what keeps failing while others pass. */
  countNeedingAttention(): number {
    const stubborn = this.#read(() => this.#sql.countStubborn.get()) as { n: number };
    return this.counts().attention + stubborn.n;
  }

  /** What a person must look at, oldest first; what was rejected too, once that has stopped the backlog. */
  needingAttention(limit: number): ScanEntry[] {
    const stopped = this.rejectedInARow() >= this.#rejectionLimit;
    const entries = [
      ...this.#read(() => this.#sql.attention.all(limit)),
      ...this.#read(() => this.#sql.stubborn.all(limit)),
      ...(stopped ? this.#read(() => this.#sql.rejected.all(limit)) : []),
    ] as RawEntry[];
    return entries
      .toSorted((a, b) => a.scannedAt - b.scannedAt)
      .slice(0, limit)
      .map(toScanEntry);
  }

  /** When the scan was made that has waited longest for this destination; Unix milliseconds. */
  oldestPendingAt(): number | null {
    const values = { here: this.#destinationId };
    const rows = this.#read(() => this.#sql.oldestPending.all(values)) as { at: number | null }[];
    const times = rows.flatMap(({ at }) => (at === null ? [] : [at]));
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** Every scan that waits, for whichever destination. */
  waiting(): IterableIterator<WaitingScan> {
    return this.#sql.waiting.iterate() as IterableIterator<WaitingScan>;
  }

  /** Ends once everything asked for is on disk. */
  async close(): Promise<void> {
    await this.#writer.close();
    this.#db.close();
  }

  /** The next opening looks at the whole of a database in which any statement met damage. */
  #note(problem: StorageProblem | null) {
    // Told once: only a new start ends it, whatever other statements still succeed.
    if (this.#isDamaged) return;
    if (problem === 'damaged') {
      this.#isDamaged = true;
      markSuspect(this.#dataDir);
    }
    this.#onProblem(problem);
  }

  /** How many wait for a moment of their own, and which of these comes first. It holds until then. */
  #backingOff(kind: Kind, now: number): { n: number; next: number | null } {
    const values = { here: this.#destinationId, kind, now };
    const query = () => ({ now, ...(this.#sql.backingOff.get(values) as BackingOff) });
    const known = this.#know(`backing off ${kind}`, query);
    if (known.now <= now && (known.next === null || now < known.next)) return known;
    this.#known.delete(`backing off ${kind}`);
    return this.#know(`backing off ${kind}`, query);
  }

  #know<T>(name: string, query: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, this.#read(query));
    return this.#known.get(name) as T;
  }

  #read<T>(query: () => T): T {
    try {
      return query();
    } catch (error) {
      if (isDamage(error)) this.#note('damaged');
      throw error;
    }
  }
}

/** Opens the database, and takes up what is in it; should that meet damage, once more with what a salvage left. */
function takeUp(options: OutboxOptions) {
  try {
    return openAndTakeUp(options);
  } catch (error) {
    if (!isDamage(error)) throw error;
    markSuspect(options.dataDir);
    return openAndTakeUp(options);
  }
}

function openAndTakeUp({ dataDir, destination, now }: OutboxOptions) {
  const { db, salvage } = openOrSalvage(dataDir, now);
  try {
    const sql = prepareStatements(db);
    const destinationId = db
      .transaction(() => {
        sql.recoverInterrupted.run();
        sql.makeAllDue.run();
        sql.addDestination.run(destination);
        return (sql.findDestination.get(destination) as { id: number }).id;
      })
      .immediate();
    sql.counts.all();
    db.pragma('query_only = ON');
    return { db, sql, destinationId, salvage };
  } catch (error) {
    db.close();
    throw error;
  }
}

type BackingOff = { n: number; next: number | null };

type RawEntry = Omit<ScanEntry, 'refused'> & { refused: number };

function toScanEntry(raw: RawEntry): ScanEntry {
  return { ...raw, refused: raw.refused === 1 };
}
