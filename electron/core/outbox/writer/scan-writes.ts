import { randomBytes, randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Kind, Outcome } from '../../../../shared/scan/outcome.ts';
import type { NewClaim } from '../claim-row.ts';
import { DamagedDatabaseError } from '../database/damage.ts';
import {
  type EndedAttempt,
  type NewScan,
  type RawTiming,
  type ScanRow,
  type ScanTime,
  type Settlement,
  toUntimed,
} from '../scan-row.ts';
import { MAKE_ALL_DUE, REMOVE, STATE } from '../sql.ts';
import { prepareAddAttempt } from './attempt-writes.ts';
import type { RejectionCount } from './rejection-count.ts';

/** A scan, with the values that only its row has. */
export type NewRow = NewScan & {
  codeHash: Uint8Array;
  codeTail: string;
  sending: boolean;
  told: Outcome | null;
  claim: NewClaim | null;
};

type Needs = {
  destinationId: number;
  rejections: RejectionCount;
  setTimes: (times: readonly (ScanTime & { id: number })[]) => void;
  claims: { addClaim: (scanId: string, claim: NewClaim) => void };
};

/** The writes that take a scan from its row's insertion, through its attempts, to its end. */
export function scanWrites(
  db: Database.Database,
  { destinationId, rejections, setTimes, claims }: Needs,
) {
  const sql = prepareStatements(db);
  const addAttempt = prepareAddAttempt(db);
  return {
    /** @returns the row's id */
    insert: ({ sending, untimed, claim, ...scan }: NewRow): number => {
      const state = sending ? 'sending' : 'pending';
      const timing = untimed ?? { boot: null, uptime: null };
      const values = { ...scan, ...timing, destinationId, state, attempts: Number(sending) };
      const { changes, lastInsertRowid } = sql.insert.run(values);
      expectOne(changes);
      // A trigger that somebody added could delete the row again, and SQLite would still report the insert.
      expectOne(sql.findInserted.all(lastInsertRowid, scan.scanId).length);
      if (claim) claims.addClaim(scan.scanId, claim);
      return Number(lastInsertRowid);
    },

    /** Takes the oldest due scans for one attempt each. `now` is in monotonic milliseconds. */
    claim: (kinds: readonly Kind[], limit: number, now: number): ScanRow[] => {
      const due = kinds.flatMap(
        (kind) => sql.selectDue.all({ destinationId, kind, limit, now }) as { id: number }[],
      );
      due.sort((a, b) => a.id - b.id);
      return due.slice(0, limit).map(({ id }) => toScanRow(sql.claim.get(id) as RawRow));
    },

    release: (ids: readonly number[]): void => {
      for (const id of ids) sql.release.run(id);
    },

    countAttempt: (id: number, ambiguous: boolean, ended: EndedAttempt): void => {
      addAttempt(id, ended);
      expectOne(sql.countAttempt.run({ id, ambiguous: Number(ambiguous) }).changes);
    },

    settle: (id: number, settlement: Settlement, told: Outcome | null): void => {
      const { time, attempt, ...end } = settlement;
      const { state, ambiguous, at } = end;
      const settledAt = state === 'pending' ? null : at;
      const values = { ...end, id, ambiguous: Number(ambiguous), settledAt, told };
      expectOne(sql.settle.run(values).changes);
      addAttempt(id, attempt);
      if (time) setTimes([{ ...time, id }]);
      if (state === 'rejected') rejections.add(id);
      if (state === 'done') rejections.endBySuccess();
    },

    makeAllDue: (): void => {
      sql.makeAllDue.run();
    },

    /** Inserts a scan and removes it again, which writes as much as a real scan does and changes nothing. */
    rehearse: (): void => {
      const { lastInsertRowid } = sql.insert.run({ ...REHEARSED, ...randomIds(), destinationId });
      sql.remove.run(lastInsertRowid);
    },
  };
}

function prepareStatements(db: Database.Database) {
  return {
    insert: db.prepare(
      `INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
         location, venue_day, source, scanned_at, state, attempts, boot, uptime, told)
       VALUES (@scanId, @idempotencyKey, @destinationId, @kind, @code, @codeHash, @codeTail,
         @location, @venueDay, @source, @scannedAt, @state, @attempts, @boot, @uptime, @told)`,
    ),
    findInserted: db.prepare('SELECT 1 FROM scan WHERE id = ? AND scan_id = ?'),
    selectDue: db.prepare(
      `SELECT id FROM scan
       WHERE state = ${STATE.pending} AND destination_id = @destinationId AND kind = @kind
         AND not_before <= @now
       ORDER BY id LIMIT @limit`,
    ),
    claim: db.prepare(
      `UPDATE scan SET state = ${STATE.sending}, attempts = attempts + 1 WHERE id = ?
       RETURNING id, scan_id AS scanId, idempotency_key AS idempotencyKey, kind, code, location,
         venue_day AS venueDay, scanned_at AS scannedAt, attempts, failures, ambiguous, boot, uptime`,
    ),
    // The person of a scan that was never tried is told that it is saved.
    release: db.prepare(
      `UPDATE scan SET state = ${STATE.pending}, attempts = attempts - 1,
         told = CASE attempts WHEN 1 THEN coalesce(told, 'queued') ELSE told END
       WHERE id = ? AND state = ${STATE.sending}`,
    ),
    countAttempt: db.prepare(
      'UPDATE scan SET attempts = attempts + 1, ambiguous = ambiguous OR @ambiguous WHERE id = @id',
    ),
    settle: db.prepare(
      `UPDATE scan SET state = @state, outcome = @outcome, reason = @reason, ambiguous = @ambiguous,
         failures = @failures, not_before = @notBefore, last_status = @status, last_code = @code,
         settled_at = @settledAt, told = coalesce(told, @told),
         code = CASE @state WHEN ${STATE.done} THEN NULL ELSE code END
       WHERE id = @id`,
    ),
    makeAllDue: db.prepare(MAKE_ALL_DUE),
    remove: db.prepare(REMOVE),
  };
}

/** Nothing may be told that isn't so in the database. */
function expectOne(rows: number) {
  if (rows !== 1) throw new DamagedDatabaseError(`One row was to change, and ${rows} did`);
}

const REHEARSED = {
  kind: 'badge',
  code: '',
  codeTail: '',
  location: null,
  venueDay: '',
  source: '',
  scannedAt: 0,
  state: 'rejected',
  attempts: 0,
  boot: null,
  uptime: null,
  told: null,
};

const randomIds = () => ({
  scanId: randomUUID(),
  idempotencyKey: randomUUID(),
  codeHash: randomBytes(16),
});

type RawRow = Omit<ScanRow, 'ambiguous' | 'inBacklog' | 'untimed'> &
  RawTiming & { ambiguous: number };

function toScanRow({ boot, uptime, ...raw }: RawRow): ScanRow {
  return {
    ...raw,
    ambiguous: raw.ambiguous === 1,
    inBacklog: true,
    untimed: toUntimed({ boot, uptime }),
  };
}
