import type Database from 'better-sqlite3';
import { claimWrites } from './claim-writes.ts';
import { refusedWrites } from './refused-writes.ts';
import { rejectionCount } from './rejection-count.ts';
import { removalWrites } from './removal-writes.ts';
import { scanWrites } from './scan-writes.ts';
import { tallyWrites } from './tally-writes.ts';
import { timeWrites } from './time-writes.ts';

export type WritesOptions = {
  /** The destination that scans are accepted for and sent to. */
  destinationId: number;
  /** How many different codes must be rejected in a row before the backlog waits for a person. */
  rejectionLimit: number;
};

/**
 * Prepares everything that changes the outbox.
 *
 * Each write runs inside a transaction, may be run twice (the first time undone), and does nothing but use the
 * database.
 */
export function prepareWrites(
  db: Database.Database,
  { destinationId, rejectionLimit }: WritesOptions,
) {
  const rejections = rejectionCount(db, destinationId, rejectionLimit);
  const times = timeWrites(db);
  const claims = claimWrites(db, destinationId);
  return {
    ...scanWrites(db, { destinationId, rejections, setTimes: times.setTimes, claims }),
    ...refusedWrites(db, destinationId, rejections),
    ...times,
    ...removalWrites(db, destinationId),
    ...tallyWrites(db, destinationId),
    ...claims,
  };
}

export type Writes = ReturnType<typeof prepareWrites>;

/** One write, as it crosses to the thread that carries it out. */
export type Write = {
  [Name in keyof Writes]: { name: Name; args: Parameters<Writes[Name]> };
}[keyof Writes];
