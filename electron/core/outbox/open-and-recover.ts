import type Database from 'better-sqlite3';
import { SETTLE_CLAIMS } from './claims-at-start.ts';
import { isDamage, markSuspect } from './database/damage.ts';
import { openOrSalvage } from './database/open-or-salvage.ts';
import type { Salvage } from './salvage/set-aside.ts';
import { MAKE_ALL_DUE, STATE } from './sql.ts';

export type OpenOptions = {
  dataDir: string;
  /** Normalised base URL. Rows belong to it and are sent nowhere else. */
  destination: string;
  /** Unix milliseconds. It names the folder of a damaged database that is set aside. */
  now: number;
};

/** An opened database. */
export type Opened = {
  /** A connection that only reads. */
  db: Database.Database;
  destinationId: number;
  /** What was done about a damaged database; null if nothing had to be. */
  salvage: Salvage | null;
};

/**
 * Opens the database and recovers what an earlier process left under way: a request that was cut short may have reached
 * Confera. If that meets damage, the database is salvaged and opened once more.
 *
 * @throws what `openOrSalvage` throws
 */
export function openAndRecover(options: OpenOptions): Opened {
  try {
    return openOnce(options);
  } catch (error) {
    if (!isDamage(error)) throw error;
    markSuspect(options.dataDir);
    return openOnce(options);
  }
}

function openOnce({ dataDir, destination, now }: OpenOptions): Opened {
  const { db, salvage } = openOrSalvage(dataDir, now);
  try {
    const destinationId = db.transaction(() => recover(db, destination)).immediate();
    // The counts are read on this connection for as long as it is open, so damage in them should show up now.
    db.prepare('SELECT state, n FROM scan_count').all();
    db.pragma('query_only = ON');
    return { db, destinationId, salvage };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @returns the id of the destination, which is added if it is new */
function recover(db: Database.Database, destination: string): number {
  // A scan that may have been sent keeps the time that it was sent with: the same key must carry the same body.
  db.prepare(
    `UPDATE scan SET state = ${STATE.pending}, ambiguous = 1, boot = NULL, uptime = NULL
     WHERE state = ${STATE.sending}`,
  ).run();
  // The times in `not_before` belong to a process that is gone.
  db.prepare(MAKE_ALL_DUE).run();
  db.exec(SETTLE_CLAIMS);
  db.prepare('INSERT INTO destination (base_url) VALUES (?) ON CONFLICT DO NOTHING').run(
    destination,
  );
  const find = db.prepare('SELECT id FROM destination WHERE base_url = ?');
  return (find.get(destination) as { id: number }).id;
}
