import type Database from 'better-sqlite3';
import type { StorageProblem } from '../../../shared/bridge/storage-problem.ts';
import type { Kind, Outcome } from '../../../shared/scan/outcome.ts';
import { Backlog } from './backlog.ts';
import { codeTail, hashCode } from './code-hash.ts';
import { isDamage, markSuspect } from './database/damage.ts';
import { Overview } from './overview.ts';
import type { Salvage } from './salvage/set-aside.ts';
import {
  type EarlierScan,
  type NewScan,
  type RawTiming,
  type ScanRow,
  type ScanTime,
  type Settlement,
  toUntimed,
} from './scan-row.ts';
import type { prepareStatements } from './statements.ts';
import { type TakeUpOptions, takeUp } from './take-up.ts';
import { Writer } from './writer/writer.ts';

export type OutboxOptions = TakeUpOptions & {
  /** Keys the hashes of codes. */
  secret: string;
  /** Different codes rejected in a row after which the backlog waits for a person. */
  rejectionLimit: number;
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
  #backlogSize: number;
  /** How many scans of the backlog wait for other destinations. They are left alone until their address is set again. */
  readonly backlogElsewhere: number;
  /** What waits to be sent to this destination. */
  readonly backlog: Backlog;
  /** What staff are shown of the outbox. */
  readonly overview: Overview;
  /** What was done at this start about a damaged database. */
  readonly salvage: Salvage | null;
  #isDamaged = false;
  /** @throws what `takeUp` throws */
  constructor(options: OutboxOptions) {
    const { dataDir, secret, rejectionLimit, onProblem } = options;
    const { db, sql, destinationId, salvage } = takeUp(options);
    this.#dataDir = dataDir;
    this.#db = db;
    this.#sql = sql;
    this.#destinationId = destinationId;
    this.#secret = secret;
    this.#onProblem = onProblem ?? (() => {});
    this.salvage = salvage;
    const reading = { sql, destinationId, read: <T>(query: () => T) => this.#read(query) };
    this.backlog = new Backlog(reading);
    this.overview = new Overview({
      ...reading,
      isStopped: () => this.backlog.rejectedInARow() >= rejectionLimit,
    });
    this.#backlogSize = this.overview.counts().pending;
    this.backlogElsewhere = this.#backlogSize - this.backlog.countAll();
    this.#writer = new Writer(
      { dataDir, destinationId, rejectionLimit },
      () => this.backlog.forget(),
      (problem) => this.#note(problem),
    );
  }

  /** Why the latest write failed; null while scans can be stored. */
  get problem(): StorageProblem | null {
    return this.#isDamaged ? 'damaged' : this.#writer.problem;
  }

  /**
   * How many scans are not confirmed yet, including those for other destinations. A scan whose first answer a person
   * still waits for is not one of them.
   */
  get backlogSize(): number {
    return this.#backlogSize;
  }

  /**
   * Writes a scan down.
   *
   * @param sending whether its first attempt follows at once: counted already here, it saves a second wait for the disk
   * @param told what the person is told where it doesn't
   */
  async accept(
    scan: NewScan,
    { sending, told = null }: { sending: boolean; told?: Outcome | null },
  ): Promise<ScanRow> {
    const id = await this.#writer.write('insert', {
      ...scan,
      codeHash: hashCode(scan.code, this.#secret),
      codeTail: codeTail(scan.code),
      sending,
      told,
    });
    if (!sending) this.#backlogSize += 1;
    return {
      ...scan,
      id,
      attempts: Number(sending),
      failures: 0,
      ambiguous: false,
      inBacklog: !sending,
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

  /** Gives back scans that were claimed, or accepted for sending, and not sent, with nothing counted. */
  async release(rows: readonly ScanRow[]): Promise<void> {
    await this.#writer.write(
      'release',
      rows.map(({ id }) => id),
    );
    this.#backlogSize += rows.filter(({ inBacklog }) => !inBacklog).length;
  }

  /** Counts one more attempt at a scan that is being sent, with what is known by now. */
  async countAttempt(row: ScanRow, ambiguous: boolean): Promise<ScanRow> {
    await this.#writer.write('countAttempt', row.id, ambiguous);
    return { ...row, attempts: row.attempts + 1, ambiguous: row.ambiguous || ambiguous };
  }

  /** Writes down how an attempt ended. A scan that is done loses its code here. */
  async settle(row: ScanRow, settlement: Settlement): Promise<void> {
    if (row.inBacklog) await this.#writer.writeWithOthers('settle', row.id, settlement, null);
    else await this.#writer.write('settle', row.id, settlement, settlement.outcome);
    if (row.inBacklog) this.#backlogSize -= 1;
    if (settlement.state === 'pending') this.#backlogSize += 1;
  }

  /** After a recovery no row's own backoff holds any longer. */
  makeAllDue(): Promise<void> {
    return this.#writer.write('makeAllDue');
  }

  /** Settles when scans were made, and for which day. None of them may have been sent. */
  setTimes(times: readonly (ScanTime & { id: number })[]): Promise<void> {
    return this.#writer.write('setTimes', times);
  }

  /** Confera's time less the machine's uptime, milliseconds, by the machine's start: what was heard and kept. */
  serverOffsets(): Map<string, number> {
    const rows = this.#read(() => this.#sql.serverOffsets.all()) as ServerOffsetRow[];
    return new Map(rows.map(({ boot, offset }) => [boot, offset]));
  }

  /** Keeps such a difference for later processes. */
  keepServerOffset(boot: string, offset: number): Promise<void> {
    return this.#writer.writeWithOthers('keepServerOffset', boot, offset);
  }

  /**
   * This device's earlier scans of a code of the same kind, oldest first: those of the same day, and those whose day is
   * not settled yet.
   */
  findEarlier(scan: Pick<NewScan, 'code' | 'kind' | 'venueDay' | 'location'>): EarlierScan[] {
    const values = {
      destinationId: this.#destinationId,
      codeHash: hashCode(scan.code, this.#secret),
      kind: scan.kind,
      venueDay: scan.venueDay,
      location: scan.location,
    };
    const rows = this.#read(() => this.#sql.findEarlier.all(values)) as EarlierRow[];
    rows.sort((a, b) => a.id - b.id);
    return rows.map(({ id, boot, uptime, isHere, ...row }) => ({
      ...row,
      isHere: isHere === 1,
      untimed: toUntimed({ boot, uptime }),
    }));
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
    this.#backlogSize += refused;
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

  #read<T>(query: () => T): T {
    try {
      return query();
    } catch (error) {
      if (isDamage(error)) this.#note('damaged');
      throw error;
    }
  }
}

type EarlierRow = Omit<EarlierScan, 'untimed' | 'isHere'> &
  RawTiming & { id: number; isHere: number };
type ServerOffsetRow = { boot: string; offset: number };
