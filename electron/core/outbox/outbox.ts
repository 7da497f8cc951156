import type Database from 'better-sqlite3';
import type { StorageProblem } from '../../../shared/bridge/storage-problem.ts';
import { codeTail } from '../../../shared/scan/code-tail.ts';
import type { Kind, Outcome } from '../../../shared/scan/outcome.ts';
import type { Dismissal } from '../../../shared/scan/standing.ts';
import { Admitted } from './admitted.ts';
import { Backlog } from './backlog.ts';
import type { NewClaim } from './claim-row.ts';
import { Claims } from './claims.ts';
import { hashCode } from './code-hash.ts';
import { CopySource } from './copy-source.ts';
import { isDamage, markSuspect } from './database/damage.ts';
import { prepareFindEarlier } from './earlier-scans.ts';
import { History } from './history.ts';
import { type OpenOptions, openAndRecover } from './open-and-recover.ts';
import { Overview } from './overview.ts';
import type { Salvage } from './salvage/set-aside.ts';
import { ScanExport } from './scan-export.ts';
import type {
  EarlierScan,
  EndedAttempt,
  NewScan,
  ScanRow,
  ScanTime,
  Settlement,
} from './scan-row.ts';
import { Tallies } from './tallies.ts';
import { Writer } from './writer/writer.ts';

export type OutboxOptions = OpenOptions & {
  /** Keys the hashes of codes. */
  secret: string;
  /** How many different codes must be rejected in a row before the backlog waits for a person. */
  rejectionLimit: number;
  /** Called with the problem when writes begin to fail, and with null when they succeed again. */
  onProblem?: (problem: StorageProblem | null) => void;
};

/**
 * Keeps the truth about every scan. A scan is a row on disk before anyone is told anything about it.
 *
 * The outbox reads on a connection of its own, which sees what has been committed, and leaves changes to the writer's
 * thread. A promise resolves once its change is on disk. If it rejects with a StorageError, nothing was changed.
 */
export class Outbox {
  readonly #dataDir: string;
  readonly #db: Database.Database;
  readonly #findEarlier: ReturnType<typeof prepareFindEarlier>;
  readonly #onProblem: (problem: StorageProblem | null) => void;
  readonly #writer: Writer;
  readonly #destinationId: number;
  readonly #secret: string;
  #backlogSize: number;
  /** How many scans wait for other destinations. They are left alone until the device has that address again. */
  readonly backlogElsewhere: number;
  /** What waits to be sent to this destination. */
  readonly backlog: Backlog;
  /** Whom the gates of the venue have let in. */
  readonly admitted: Admitted;
  /** What this device and the others of the venue have claimed at the hub. */
  readonly claims: Claims;
  /** What the rolling copy reads. */
  readonly copySource: CopySource;
  /** How many people came in by this device, and when. */
  readonly tallies: Tallies;
  /** All scans, for an export. */
  readonly scanExport: ScanExport;
  /** What staff are shown of the outbox. */
  readonly overview: Overview;
  /** What staff can look up about each scan. */
  readonly history: History;
  /** What was done at this start about a damaged database; null if there was no damage. */
  readonly salvage: Salvage | null;
  #isDamaged = false;

  /** @throws what `openAndRecover` throws */
  constructor(options: OutboxOptions) {
    const { dataDir, secret, rejectionLimit, onProblem } = options;
    const { db, destinationId, salvage } = openAndRecover(options);
    this.#dataDir = dataDir;
    this.#db = db;
    this.#findEarlier = prepareFindEarlier(db);
    this.#destinationId = destinationId;
    this.#secret = secret;
    this.#onProblem = onProblem ?? (() => {});
    this.salvage = salvage;
    const reading = { db, destinationId, read: <T>(query: () => T) => this.#read(query) };
    this.admitted = new Admitted(reading);
    this.backlog = new Backlog(reading);
    this.copySource = new CopySource(reading);
    this.history = new History(reading);
    this.scanExport = new ScanExport(reading);
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
    this.claims = new Claims({ ...reading, writer: this.#writer });
    this.tallies = new Tallies({ ...reading, writer: this.#writer });
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
   * Writes a new scan to disk. Nobody is told anything about the scan before this has resolved.
   *
   * @param sending whether the first attempt follows at once. It is counted here already, which saves a second wait for
   *   the disk
   * @param told what the person is told if no attempt follows
   * @param claim what the other devices of the venue are to learn of it; null without a hub
   */
  async accept(
    scan: NewScan,
    {
      sending,
      told = null,
      claim = null,
    }: { sending: boolean; told?: Outcome | null; claim?: NewClaim | null },
  ): Promise<ScanRow> {
    const id = await this.#writer.write('insert', {
      ...scan,
      codeHash: hashCode(scan.code, this.#secret),
      codeTail: codeTail(scan.code),
      sending,
      told,
      claim,
    });
    if (!sending) this.#backlogSize += 1;
    this.copySource.note(scan);
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
   * Takes the oldest due scans for one attempt each. The attempts are counted before the requests leave, so a scan
   * whose request doesn't leave after all has to be released.
   *
   * @param now monotonic milliseconds
   */
  claim(kinds: readonly Kind[], limit: number, now: number): Promise<ScanRow[]> {
    return this.#writer.write('claim', kinds, limit, now);
  }

  /** Gives back scans that were claimed, or accepted for sending, but not sent. Their attempts no longer count. */
  async release(rows: readonly ScanRow[]): Promise<void> {
    await this.#writer.write(
      'release',
      rows.map(({ id }) => id),
    );
    this.#backlogSize += rows.filter(({ inBacklog }) => !inBacklog).length;
  }

  /**
   * Counts one more attempt at a scan that is being sent.
   *
   * @param ambiguous whether Confera may have acted on the attempts so far
   * @param ended how the attempt before it ended
   */
  async countAttempt(row: ScanRow, ambiguous: boolean, ended: EndedAttempt): Promise<ScanRow> {
    await this.#writer.write('countAttempt', row.id, ambiguous, ended);
    return { ...row, attempts: row.attempts + 1, ambiguous: row.ambiguous || ambiguous };
  }

  /** Writes down how an attempt ended. A scan that is done loses its code here. */
  async settle(row: ScanRow, settlement: Settlement): Promise<void> {
    if (row.inBacklog) await this.#writer.writeWithOthers('settle', row.id, settlement, null);
    else await this.#writer.write('settle', row.id, settlement, settlement.outcome);
    if (row.inBacklog) this.#backlogSize -= 1;
    if (settlement.state === 'pending') this.#backlogSize += 1;
  }

  /** Ends the backoff of every waiting scan, after a recovery. */
  makeAllDue(): Promise<void> {
    return this.#writer.write('makeAllDue');
  }

  /** Fixes the time and the day of scans, and for which day. None of them may have been sent yet. */
  setTimes(times: readonly (ScanTime & { id: number })[]): Promise<void> {
    return this.#writer.write('setTimes', times);
  }

  /**
   * The stored differences between Confera's time and the machine's uptime, in milliseconds. The key of each is the
   * start of the machine that it belongs to.
   */
  serverOffsets(): Map<string, number> {
    const query = () => this.#db.prepare('SELECT boot, offset FROM confera_clock').all();
    const rows = this.#read(query) as { boot: string; offset: number }[];
    return new Map(rows.map(({ boot, offset }) => [boot, offset]));
  }

  /** Keeps such a difference for later processes. */
  keepServerOffset(boot: string, offset: number): Promise<void> {
    return this.#writer.writeWithOthers('keepServerOffset', boot, offset);
  }

  /**
   * This device's earlier scans of a code for the same kind and destination, oldest first: those of the same day, and
   * those whose day is not settled yet.
   */
  findEarlier({
    code,
    kind,
    venueDay,
    location,
  }: Pick<NewScan, 'code' | 'kind' | 'venueDay' | 'location'>): EarlierScan[] {
    const codeHash = hashCode(code, this.#secret);
    const query = { destinationId: this.#destinationId, codeHash, kind, venueDay, location };
    return this.#read(() => this.#findEarlier(query));
  }

  /**
   * Sends again what Confera refused, now that a person has looked at it. This also restarts a stopped backlog.
   *
   * @param scanId one scan, or null for every refused scan of this destination
   * @returns how many scans are sent again
   */
  async sendAgain(scanId: string | null): Promise<number> {
    const { refused, hastened } =
      scanId === null
        ? { refused: await this.#writer.write('sendAllAgain'), hastened: 0 }
        : await this.#writer.write('sendOneAgain', scanId);
    this.#backlogSize += refused;
    return refused + hastened;
  }

  /** Restarts a stopped backlog without sending rejected scans again, now that a person has looked at them. */
  resumeBacklog(): Promise<void> {
    return this.#writer.write('forgetRejections');
  }

  /**
   * Puts away a scan that Confera refused and that nobody will send again. Its code is removed.
   *
   * @param dismissed when, in Unix milliseconds, and why, if somebody gave a reason
   * @returns whether there was such a scan
   */
  dismiss(scanId: string, dismissed: { at: number; why: Dismissal | null }): Promise<boolean> {
    return this.#writer.write('dismiss', scanId, dismissed);
  }

  /** The hash by which the scans of a code are found, whatever their day. */
  hashOf(code: string): Uint8Array {
    return hashCode(code, this.#secret);
  }

  /**
   * Removes some of the scans that have ended and were made before a given time, with their claims, and some of what
   * other devices have claimed before then. Scans that wait or need a person stay.
   *
   * @param step.after where the previous step stopped; 0 for the first step
   * @param step.before Unix milliseconds
   * @param step.now Unix milliseconds. A scan with a later time than this got its time from a wrong clock
   * @param step.rows how many rows the step looks at
   * @returns where the next step goes on; null at the end
   */
  removeOld(step: {
    after: number;
    before: number;
    now: number;
    rows: number;
  }): Promise<{ removed: number; next: number | null }> {
    return this.#writer.writeWithOthers('removeOld', step);
  }

  /** Closes the outbox, once every change that was asked for is on disk. */
  async close(): Promise<void> {
    await this.tallies.writeWaits();
    // The connection that closes last copies SQLite's log into the database and waits for the disk. That must be the
    // thread's, because this thread has to stay able to end the process when the disk doesn't answer.
    await this.#writer.close(() => this.#db.close());
  }

  /** After any statement has met damage, the next start examines the whole database. */
  #note(problem: StorageProblem | null) {
    // Damage is told once and lasts, even if other statements succeed. Only a new start can end it.
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
