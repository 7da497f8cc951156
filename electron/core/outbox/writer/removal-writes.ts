import type Database from 'better-sqlite3';
import type { ScanState } from '../scan-row.ts';
import { REMOVE } from '../sql.ts';

type RemoveOldStep = { after: number; before: number; now: number; rows: number };

type OldRow = { id: number; state: ScanState; scannedAt: number };

/** The writes that remove scans which are kept no longer. */
export function removalWrites(db: Database.Database) {
  const selectAfter = db.prepare(
    'SELECT id, state, scanned_at AS scannedAt FROM scan WHERE id > ? ORDER BY id LIMIT ?',
  );
  const remove = db.prepare(REMOVE);
  return {
    /**
     * Removes some of the old scans that have ended. Rows are in the order in which they were made, so whatever follows
     * a young one was made later, whatever the clock showed.
     */
    removeOld: ({ after, before, now, rows }: RemoveOldStep) => {
      const seen = selectAfter.all(after, rows) as OldRow[];
      const young = seen.findIndex(({ scannedAt }) => scannedAt >= before && scannedAt <= now);
      const old = young < 0 ? seen : seen.slice(0, young);
      const ended = old.filter((row) => row.scannedAt < before && hasEnded(row));
      for (const { id } of ended) remove.run(id);
      return { removed: ended.length, next: old.length === rows ? (old.at(-1)?.id ?? null) : null };
    },
  };
}

function hasEnded({ state }: OldRow): boolean {
  return state === 'done' || state === 'rejected';
}
