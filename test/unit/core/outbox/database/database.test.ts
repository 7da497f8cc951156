import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  DatabaseTooNewError,
  openDatabase,
} from '../../../../../electron/core/outbox/database/database.ts';
import { migrations } from '../../../../../electron/core/outbox/database/migrations/index.ts';
import {
  CLAIM,
  IS_STUBBORN,
  MAKE_ALL_DUE,
  STATE,
} from '../../../../../electron/core/outbox/sql.ts';
import { temporaryFolder } from '../../../../fixtures/temporary-folder.ts';

const fileIn = (folder: string) => path.join(folder, 'kiosk.db');

function open(folder: string) {
  const db = openDatabase(folder);
  onTestFinished(() => void db.close());
  return db;
}

const pragma = (db: Database.Database, name: string) => db.pragma(name, { simple: true });

describe('an acknowledged scan survives a power cut: every open', () => {
  test.each([1, 2, 3])('number %i waits for the disk at each commit', (opens) => {
    const folder = temporaryFolder();
    for (let n = 1; n < opens; n += 1) openDatabase(folder).close();
    const db = open(folder);
    expect(pragma(db, 'journal_mode')).toBe('wal');
    // 2 is FULL.
    expect(pragma(db, 'synchronous')).toBe(2);
    expect(pragma(db, 'foreign_keys')).toBe(1);
  });
});

test('a new database has the newest shape', () => {
  const db = open(temporaryFolder());
  expect(pragma(db, 'user_version')).toBe(migrations.length);
});

test.each([
  ['scan_stubborn', `SELECT id FROM scan WHERE ${IS_STUBBORN}`],
  ['scan_attention', `SELECT id FROM scan WHERE state = ${STATE.attention}`],
  ['scan_rejected', `SELECT id FROM scan WHERE state = ${STATE.rejected}`],
  ['scan_sending', `SELECT id FROM scan WHERE state = ${STATE.sending}`],
  ['scan_backing_off', MAKE_ALL_DUE],
  [
    'claim_by_state',
    `SELECT scan_id FROM claim WHERE destination_id = 1 AND state = ${CLAIM.toOffer}
     ORDER BY scan_id`,
  ],
  [
    'claim_held',
    `SELECT 1 FROM claim WHERE destination_id = 1 AND key = x'00' AND holder_device = ''
       AND holder_scan_id = ''`,
  ],
  ['sqlite_autoindex_others_claim_1', `SELECT device FROM others_claim WHERE key = unhex('00')`],
  [
    'scan_by_tail',
    `SELECT id FROM scan WHERE venue_day = '' AND code_tail = '' COLLATE NOCASE AND id < 9
     ORDER BY id DESC`,
  ],
  ['scan_by_day', `SELECT min(id) FROM scan WHERE venue_day = ''`],
  ['scan_again', `SELECT id FROM scan WHERE outcome = 'already-checked-in' ORDER BY id DESC`],
  ['others_claim_by_age', 'SELECT id FROM others_claim WHERE local_at < 0 ORDER BY local_at'],
])('the index %s serves the query that it was made for', (index, sql) => {
  const plan = open(temporaryFolder()).prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  expect(plan).toContainEqual(expect.objectContaining({ detail: expect.stringContaining(index) }));
});

test('the folder is made where it is missing', () => {
  const folder = path.join(temporaryFolder(), 'not', 'yet');
  open(folder);
  expect(readdirSync(folder)).toContain('kiosk.db');
});

test('what is in it stays over opens', () => {
  const folder = temporaryFolder();
  const first = openDatabase(folder);
  first.exec("INSERT INTO destination (base_url) VALUES ('https://confera.example')");
  first.close();
  expect(open(folder).prepare('SELECT base_url FROM destination').pluck().all()).toEqual([
    'https://confera.example',
  ]);
});

test('a step of the shape that fails leaves the database as it was', () => {
  const folder = temporaryFolder();
  const other = new Database(fileIn(folder));
  other.exec('CREATE TABLE scan_count (something_else TEXT)');
  other.close();
  expect(() => openDatabase(folder)).toThrow(/scan_count/);
  const reader = new Database(fileIn(folder), { readonly: true });
  onTestFinished(() => void reader.close());
  expect(pragma(reader, 'user_version')).toBe(0);
  expect(
    reader.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all(),
  ).toEqual(['scan_count']);
});

describe.skipIf(process.platform === 'win32')('nobody else can read', () => {
  test('the database', () => {
    const folder = temporaryFolder();
    open(folder);
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
  });

  test('a database that was left readable', () => {
    const folder = temporaryFolder();
    writeFileSync(fileIn(folder), '', { mode: 0o644 });
    open(folder);
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
  });

  test('a folder that had to be made', () => {
    const folder = path.join(temporaryFolder(), 'made');
    open(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('the files beside the database, from its first open on', () => {
    const folder = temporaryFolder();
    open(folder).exec("INSERT INTO destination (base_url) VALUES ('https://confera.example')");
    for (const file of readdirSync(folder)) {
      expect([file, statSync(path.join(folder, file)).mode & 0o777]).toEqual([file, 0o600]);
    }
  });
});

describe('a database of a newer version', () => {
  function newerIn(folder: string, journalMode: string) {
    const newer = new Database(fileIn(folder));
    newer.pragma(`journal_mode = ${journalMode}`);
    newer.exec('CREATE TABLE from_the_future (a)');
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
  }

  test.each(['wal', 'delete'])('is refused and not touched (journal: %s)', (journalMode) => {
    const folder = temporaryFolder();
    newerIn(folder, journalMode);
    const before = readFileSync(fileIn(folder));
    expect(() => openDatabase(folder)).toThrow(DatabaseTooNewError);
    expect(readFileSync(fileIn(folder)).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['kiosk.db']);
  });

  test('is told in words that say what to do', () => {
    const folder = temporaryFolder();
    newerIn(folder, 'wal');
    expect(() => openDatabase(folder)).toThrow(/newer version.*Nothing was changed/);
  });
});

test('a file that is no database is refused and not touched', () => {
  const folder = temporaryFolder();
  const damaged = 'this is not a database, but long enough to look like one'.repeat(100);
  writeFileSync(fileIn(folder), damaged);
  expect(() => openDatabase(folder)).toThrow(/not a database/);
  expect(readFileSync(fileIn(folder), 'utf8')).toBe(damaged);
});
