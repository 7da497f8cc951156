import type Database from 'better-sqlite3';
import type { ScanState } from '../scan-row.ts';
import { REMOVE } from '../sql.ts';

type RemoveOldStep = { after: number; before: number; now: number; rows: number };

type OldRow = { id: number; state: ScanState; scannedAt: number };

/** The writes that remove scans which are kept no longer. */
export function removalWrites(db: Database.Database, destinationId: number) {
  const selectAfter = db.prepare(
    'SELECT id, state, scanned_at AS scannedAt FROM scan WHERE id > ? ORDER BY id LIMIT ?',
  );
  const remove = db.prepare(REMOVE);
  const noteThinned = db.prepare(
    `INSERT INTO thinned_day SELECT destination_id, venue_day FROM scan WHERE id = ?
     ON CONFLICT DO NOTHING`,
  );
  const forgetTallies = ['repeat_tally', 'answer_time'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE destination_id = ? AND venue_day < ?`),
  );
  const forgetChanges = db.prepare('DELETE FROM connection_change WHERE at < ?');
  const forgetOthers = db.prepare(
    `DELETE FROM others_claim WHERE id IN (
       SELECT id FROM others_claim WHERE local_at < ? ORDER BY local_at LIMIT ?)`,
  );
  return {
    /**
     * Removes some of the old scans that have ended. Rows are in the order in which they were made, so whatever follows
     * a young one was made later, whatever the clock showed. With a scan goes its claim, and what other devices have
     * claimed is kept as long as scans are, as is what belongs to the counts of a day.
     */
    removeOld: ({ after, before, now, rows }: RemoveOldStep) => {
      const seen = selectAfter.all(after, rows) as OldRow[];
      const young = seen.findIndex(({ scannedAt }) => scannedAt >= before && scannedAt <= now);
      const old = young < 0 ? seen : seen.slice(0, young);
      const ended = old.filter((row) => row.scannedAt < before && hasEnded(row));
      for (const { id } of ended) {
        noteThinned.run(id);
        remove.run(id);
      }
      const day = new Date(before).toISOString().slice(0, 10);
      for (const forget of forgetTallies) forget.run(destinationId, day);
      forgetChanges.run(before);
      const forgotten = forgetOthers.run(before, rows).changes;
      const last = old.length === rows ? old.at(-1)?.id : undefined;
      return { removed: ended.length, next: last ?? (forgotten === rows ? after : null) };
    },
  };
}

function hasEnded({ state }: OldRow): boolean {
  return state === 'done' || state === 'rejected';
}
