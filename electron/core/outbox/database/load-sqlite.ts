import Database from 'better-sqlite3';

/**
 * Loads SQLite's compiled code now. Its package would do that when the first database is opened, and the error would
 * then look like one of the data folder.
 *
 * @throws if the code is missing or damaged, or made for another machine
 */
export function loadSqlite(): void {
  new Database(':memory:').close();
}
