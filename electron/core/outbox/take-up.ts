import { isDamage, markSuspect } from './database/damage.ts';
import { openOrSalvage } from './database/open-or-salvage.ts';
import { prepareStatements } from './statements.ts';

export type TakeUpOptions = {
  dataDir: string;
  /** Normalised base URL: rows belong to it and are sent nowhere else. */
  destination: string;
  /** Unix milliseconds, for the name of a damaged database that is set aside. */
  now: number;
};

/**
 * Opens the database, and takes up what an earlier process left in it: a request cut short may have reached Confera.
 * Should that meet damage, it is done once more with what a salvage left.
 *
 * @returns a connection that only reads
 * @throws what `openOrSalvage` throws
 */
export function takeUp(options: TakeUpOptions) {
  try {
    return openAndTakeUp(options);
  } catch (error) {
    if (!isDamage(error)) throw error;
    markSuspect(options.dataDir);
    return openAndTakeUp(options);
  }
}

function openAndTakeUp({ dataDir, destination, now }: TakeUpOptions) {
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
