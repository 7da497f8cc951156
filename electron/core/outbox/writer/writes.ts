import { randomBytes, randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Kind, Outcome } from '../../../../shared/scan/outcome.ts';
import { DamagedDatabaseError } from '../database/damage.ts';
import {
  type NewScan,
  type RawTiming,
  type ScanRow,
  type ScanState,
  type ScanTime,
  type Settlement,
  toUntimed,
} from '../scan-row.ts';
import { prepareStatements } from '../statements.ts';

/** A scan with what only its row has. */
export type NewRow = NewScan & {
  codeHash: Uint8Array;
  codeTail: string;
  sending: boolean;
  told: Outcome | null;
};

export type WritesOptions = {
  /** The destination that scans are accepted for and sent to. */
  destinationId: number;
  /** Different codes rejected in a row after which the backlog waits for a person. */
  rejectionLimit: number;
};

/**
 * Everything that changes the outbox. Each runs inside a transaction, perhaps twice, and does nothing but use the
 * database.
 */
export function prepareWrites(db: Database.Database, options: WritesOptions) {
  const { destinationId, rejectionLimit } = options;
  const sql = prepareStatements(db);
  const selectDue = (kind: Kind, limit: number, now: number) =>
    (sql.selectDue.all({ destinationId, kind, limit, now }) as { id: number }[]).map(
      ({ id }) => id,
    );

  return {
    /** @returns the row's id */
    insert: ({ sending, untimed, ...scan }: NewRow): number => {
      const state = sending ? 'sending' : 'pending';
      const timing = untimed ?? { boot: null, uptime: null };
      const values = { ...scan, ...timing, destinationId, state, attempts: Number(sending) };
      const { changes, lastInsertRowid } = sql.insert.run(values);
      expectOne(changes);
      // A trigger of somebody else's would take it away again without changing what SQLite says of the insert.
      expectOne(sql.findInserted.all(lastInsertRowid, scan.scanId).length);
      return Number(lastInsertRowid);
    },

    /** Takes the oldest due scans for an attempt each. `now` is in monotonic milliseconds. */
    claim: (kinds: readonly Kind[], limit: number, now: number): ScanRow[] => {
      const due = kinds.flatMap((kind) => selectDue(kind, limit, now));
      due.sort((a, b) => a - b);
      return due.slice(0, limit).map((id) => toScanRow(sql.claim.get(id) as RawRow));
    },

    release: (ids: readonly number[]): void => {
      for (const id of ids) sql.release.run(id);
    },

    countAttempt: (id: number, ambiguous: boolean): void => {
      expectOne(sql.countAttempt.run({ id, ambiguous: Number(ambiguous) }).changes);
    },

    settle: (id: number, settlement: Settlement, told: Outcome | null): void => {
      const { time, ...end } = settlement;
      const { state, ambiguous, at } = end;
      const settledAt = state === 'pending' ? null : at;
      const values = { ...end, id, ambiguous: Number(ambiguous), settledAt, told };
      expectOne(sql.settle.run(values).changes);
      if (time) sql.setTime.run({ ...time, id });
      if (state === 'rejected') countRejection(id);
      if (state === 'done') endRejections();
    },

    /** Settles when scans were made. */
    setTimes: (times: readonly (ScanTime & { id: number })[]): void => {
      for (const time of times) sql.setTime.run(time);
    },

    /** Keeps Confera's time less the machine's uptime, milliseconds, for later processes. */
    keepServerOffset: (boot: string, offset: number): void => {
      sql.forgetServerOffsets.run(boot);
      sql.keepServerOffset.run({ boot, offset });
    },

    /** Writes a scan and takes it away again: as much to write as for a real one, and nothing is changed. */
    rehearse: (): void => {
      const { lastInsertRowid } = sql.insert.run({
        scanId: randomUUID(),
        idempotencyKey: randomUUID(),
        destinationId,
        kind: 'badge',
        code: '',
        codeHash: randomBytes(16),
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
      });
      sql.remove.run(lastInsertRowid);
    },

    makeAllDue: (): void => {
      sql.makeAllDue.run();
    },

    sendAllAgain: (): number => {
      forgetRejections();
      return sendAgain(sql.findRefused.all(destinationId));
    },

    /** One that waits out its own backoff is tried at once. */
    sendOneAgain: (scanId: string): { refused: number; hastened: number } => {
      const hastened = sql.makeDue.run(destinationId, scanId).changes;
      const refused = sendAgain(sql.findRefusedOne.all(destinationId, scanId));
      if (refused > 0) forgetRejections();
      return { refused, hastened };
    },

    dismiss: (scanId: string): boolean => sql.dismiss.run(scanId).changes > 0,

    /** Rows are in the order of their making: what follows a young one was made later, whatever the clock showed. */
    removeOld: ({ after, before, now, rows }: RemoveOldStep) => {
      const seen = sql.selectAfter.all(after, rows) as OldRow[];
      const young = seen.findIndex(({ scannedAt }) => scannedAt >= before && scannedAt <= now);
      const old = young < 0 ? seen : seen.slice(0, young);
      const ended = old.filter((row) => row.scannedAt < before && hasEnded(row));
      for (const { id } of ended) sql.remove.run(id);
      return { removed: ended.length, next: old.length === rows ? (old.at(-1)?.id ?? null) : null };
    },

    forgetRejections,
  };

  /** The same code refused again tells nothing new about the address or the event. */
  function countRejection(id: number) {
    if (sql.addRejectedCode.run(id).changes > 0) sql.countRejection.run(destinationId);
  }

  function endRejections() {
    const { changes } = sql.endRejections.run({ here: destinationId, limit: rejectionLimit });
    if (changes > 0) sql.forgetRejectedCodes.run(destinationId);
  }

  function forgetRejections(): void {
    sql.forgetRejections.run(destinationId);
    sql.forgetRejectedCodes.run(destinationId);
  }

  function sendAgain(found: unknown[]): number {
    for (const { id } of found as { id: number }[]) sql.sendAgain.run(randomUUID(), id);
    return found.length;
  }
}

/** Nothing is told that isn't so in the database. */
function expectOne(rows: number) {
  if (rows !== 1) throw new DamagedDatabaseError(`One row was to change, and ${rows} did`);
}

export type Writes = ReturnType<typeof prepareWrites>;

/** One write as it crosses to the thread that carries it out. */
export type Write = {
  [Name in keyof Writes]: { name: Name; args: Parameters<Writes[Name]> };
}[keyof Writes];

type RemoveOldStep = { after: number; before: number; now: number; rows: number };

type OldRow = { id: number; state: ScanState; scannedAt: number };

function hasEnded({ state }: OldRow): boolean {
  return state === 'done' || state === 'rejected';
}

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
