import type Database from 'better-sqlite3';
import type { LetInTwice } from '../../../shared/bridge/let-in-twice.ts';
import type { Outcome } from '../../../shared/scan/outcome.ts';
import type { ClaimKey } from '../hub/claim-hub.ts';
import type { ClaimEnd, ClaimId, OthersClaim, OwnClaim, Voided } from './claim-row.ts';
import { CLAIM, STATE, TOLD } from './sql.ts';
import type { Writer } from './writer/writer.ts';

export type ClaimsOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  destinationId: number;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
  writer: Writer;
};

/**
 * What this device claims at the venue's hub, and its replica of what the others have claimed. The hub may forget, so
 * this is what it is filled from again.
 *
 * A promise resolves once its change is on disk, and rejects with a StorageError if nothing was changed. Changes that are
 * asked for together share one wait for the disk.
 */
export class Claims {
  readonly #sql: ReturnType<typeof prepareQueries>;
  readonly #destinationId: number;
  readonly #read: ClaimsOptions['read'];
  readonly #writer: Writer;

  constructor({ db, destinationId, read, writer }: ClaimsOptions) {
    this.#sql = prepareQueries(db);
    this.#destinationId = destinationId;
    this.#read = read;
    this.#writer = writer;
  }

  /** Another device's claim by a key, whether it was taken back or not; null if none is known. */
  othersClaim(key: ClaimKey): OthersClaim | null {
    const found = this.#read(() => this.#sql.othersClaim.get(key)) as RawOthers | undefined;
    return found ? { ...found, key, isVoid: found.isVoid === 1 } : null;
  }

  /** Whether a scan was made on this device. */
  isOwn(scanId: string): boolean {
    return this.#read(() => this.#sql.isOwn.get(scanId)) !== undefined;
  }

  /** Whether a claim that the hub gave this device was taken back, or is going to be. */
  isTakenBack({ scanId, key }: ClaimId): boolean {
    return this.#read(() => this.#sql.isTakenBack.get(scanId, key)) !== undefined;
  }

  /** The scans whose person was let in here, and whose claim was lost to one that was taken back since. */
  lostToVoid(key: ClaimKey): string[] {
    return this.#read(() => this.#sql.lostToVoid.all(this.#destinationId, key)) as string[];
  }

  /** Some of the claims that the hub is to be asked for, oldest first. */
  toOffer(limit: number): OwnClaim[] {
    return this.#read(() => this.#sql.toOffer.all(this.#destinationId, limit)) as OwnClaim[];
  }

  /** Some of the claims that the hub is to be told to take back, oldest first. */
  toTakeBack(limit: number): OwnClaim[] {
    return this.#read(() => this.#sql.toTakeBack.all(this.#destinationId, limit)) as OwnClaim[];
  }

  /**
   * Writes down what the hub said of a claim. If Confera has refused the scan meanwhile, the claim is still taken back.
   *
   * A claim may be lost to another scan of this device, which is then no double admission.
   *
   * @param told what the person is told because of it, if that changes
   */
  settle(claim: ClaimId, end: ClaimEnd, told: Outcome | null = null): Promise<void> {
    return this.#writer.writeWithOthers('settleClaim', claim, end, told);
  }

  /**
   * Has the hub asked for a scan that Confera has accepted, or could not be asked about. A claim that was taken back, or
   * is missing, is claimed again; one that the hub has answered stays.
   *
   * @param key if the scan has claims with other keys, because its day was corrected, those are taken back
   */
  offer(scanId: string, key: ClaimKey): Promise<void> {
    return this.#writer.writeWithOthers('offerClaim', { scanId, key });
  }

  /**
   * Has the hub asked for a scan by the key of its next round, because the claim that it was lost to was taken back.
   */
  offerNextRound(lost: ClaimId, next: ClaimKey): Promise<void> {
    return this.#writer.writeWithOthers('offerNextRound', lost, next);
  }

  /** Takes back the claims of a scan that Confera has refused. Those that the hub was not asked for are removed. */
  refuse(scanId: string): Promise<void> {
    return this.#writer.writeWithOthers('refuseClaim', scanId);
  }

  /**
   * Has the hub asked again for everything that it gave this device, because it has forgotten. What another device had,
   * that one asks for: if this one were first now, a person who was let in once would be on staff's list.
   *
   * @param since of scans made from then on, Unix milliseconds
   */
  offerAllAgain(since: number): Promise<void> {
    return this.#writer.writeWithOthers('offerAllClaimsAgain', since);
  }

  /**
   * Writes down what the hub has told of claims, and of claims that were taken back. This device's own scans are passed
   * over, and what is known already is not written again.
   *
   * Some hundreds at once are no burden; more would hold up the scans that wait for the disk.
   */
  noteOthers(claims: readonly OthersClaim[], voids: readonly Voided[]): Promise<void> {
    return this.#writer.writeWithOthers('noteOthersClaims', claims, voids);
  }

  /**
   * The scans whose person was let in here although another device has had the badge first, newest first. A scan is
   * among them as long as nothing says that the other device's scan was refused.
   */
  letInTwice(limit: number): LetInTwice[] {
    const query = () => this.#sql.letInTwice.all(this.#destinationId, limit);
    return (this.#read(query) as RawLetInTwice[]).map(({ firstAt, firstLocation, ...scan }) => ({
      ...scan,
      first: { at: firstAt, location: firstLocation },
    }));
  }

  /** How many scans `letInTwice` would list if it had no limit. */
  countLetInTwice(): number {
    return this.#read(() => this.#sql.countLetInTwice.get(this.#destinationId)) as number;
  }
}

type RawOthers = Omit<OthersClaim, 'key' | 'isVoid'> & { isVoid: number };
type RawLetInTwice = Omit<LetInTwice, 'first'> & { firstAt: number; firstLocation: string | null };

const LET_IN_TWICE = `FROM claim JOIN scan USING (scan_id)
  WHERE claim.destination_id = ? AND holder_scan_id IS NOT NULL AND holder_is_void = 0
    AND ${TOLD} IN ('checked-in', 'queued')`;

function prepareQueries(db: Database.Database) {
  const inState = (state: string) =>
    db.prepare(
      `SELECT scan_id AS scanId, lower(hex(key)) AS key, location
       FROM claim JOIN scan USING (scan_id)
       WHERE claim.destination_id = ? AND claim.state = ${state} ORDER BY claim.scan_id LIMIT ?`,
    );
  return {
    othersClaim: db.prepare(
      `SELECT device, scan_id AS scanId, location, at, local_at AS localAt, is_void AS isVoid
       FROM others_claim WHERE key = unhex(?)`,
    ),
    isOwn: db.prepare('SELECT 1 FROM scan WHERE scan_id = ?'),
    isTakenBack: db.prepare(
      `SELECT 1 FROM claim WHERE scan_id = ? AND key = unhex(?)
         AND state IN (${CLAIM.toTakeBack}, ${CLAIM.takenBack}) AND holder_scan_id IS NULL`,
    ),
    lostToVoid: db
      .prepare(
        `SELECT scan_id FROM claim JOIN scan USING (scan_id)
         WHERE claim.destination_id = ? AND key = unhex(?) AND holder_scan_id IS NOT NULL
           AND holder_is_void = 1 AND claim.state = ${CLAIM.lost}
           AND (told IN ('checked-in', 'queued')
             OR (scan.state = ${STATE.done} AND outcome = 'checked-in'))`,
      )
      .pluck(),
    toOffer: inState(CLAIM.toOffer),
    toTakeBack: inState(CLAIM.toTakeBack),
    letInTwice: db.prepare(
      `SELECT scan_id AS scanId, code_tail AS codeTail, scanned_at AS scannedAt, location,
         holder_at AS firstAt, holder_location AS firstLocation
       ${LET_IN_TWICE} ORDER BY scan.id DESC LIMIT ?`,
    ),
    countLetInTwice: db.prepare(`SELECT count(*) ${LET_IN_TWICE}`).pluck(),
  };
}
