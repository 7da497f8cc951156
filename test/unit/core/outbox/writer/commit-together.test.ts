import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storageReason } from '../../../../../electron/core/outbox/storage-problem.ts';
import { commitTogether } from '../../../../../electron/core/outbox/writer/commit-together.ts';
import { temporaryFolder } from '../../../../fixtures/temporary-folder.ts';

/** Writes of numbers into a table, and a second connection that sees what is committed. */
function openNumbers() {
  const file = path.join(temporaryFolder(), 'numbers.db');
  const statements: string[] = [];
  const db = new Database(file, {
    verbose: (sql) => void statements.push(String(sql)),
    timeout: 0,
  });
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  db.exec('CREATE TABLE number (n INTEGER PRIMARY KEY)');
  db.exec(`CREATE TABLE child (
    n INTEGER REFERENCES number (n) DEFERRABLE INITIALLY DEFERRED)`);
  const other = new Database(file);
  onTestFinished(() => {
    other.close();
    db.close();
  });
  statements.length = 0;
  const insert = db.prepare('INSERT INTO number VALUES (?)');
  const select = other.prepare('SELECT n FROM number ORDER BY n').pluck();
  return {
    db,
    other,
    insert: (n: number) => () => {
      insert.run(n);
      return n * 10;
    },
    committed: () => select.all(),
    /** How many transactions have been begun. */
    transactions: () => statements.filter((sql) => sql.startsWith('BEGIN')).length,
  };
}

const refuse = () => {
  throw new Error('bad write');
};

test('writes share one transaction', () => {
  const { db, insert, committed, transactions } = openNumbers();
  const written = commitTogether(db, [1, 2, 3, 4].map(insert));
  expect(written).toEqual([10, 20, 30, 40].map((value) => ({ ok: true, value })));
  expect(committed()).toEqual([1, 2, 3, 4]);
  expect(transactions()).toBe(1);
});

test('others see a write only once all are on disk', () => {
  const { db, insert, committed } = openNumbers();
  const [, seen] = commitTogether<unknown>(db, [insert(1), committed]);
  expect(seen).toEqual({ ok: true, value: [] });
  expect(committed()).toEqual([1]);
});

describe('a write that fails', () => {
  test.each([0, 1, 2])('at place %i takes no other with it', (position) => {
    const { db, insert, committed } = openNumbers();
    const good = [0, 1, 2].filter((n) => n !== position);
    const written = commitTogether(
      db,
      [0, 1, 2].map((n) => (n === position ? refuse : insert(n))),
    );
    expect(committed()).toEqual(good);
    expect(written[position]).toEqual({ ok: false, error: new Error('bad write') });
    for (const n of good) expect(written[n]).toEqual({ ok: true, value: n * 10 });
  });

  test('is undone as a whole', () => {
    const { db, insert, committed } = openNumbers();
    const twice = () => {
      insert(1)();
      insert(1)();
    };
    expect(commitTogether<unknown>(db, [twice])).toMatchObject([{ ok: false }]);
    expect(committed()).toEqual([]);
  });

  test('only at the commit is told, and takes no other with it', () => {
    const { db, insert, committed } = openNumbers();
    const orphan = () => db.exec('INSERT INTO child VALUES (99)');
    const [bad, good] = commitTogether<unknown>(db, [orphan, insert(1)]);
    expect(bad).toMatchObject({ error: { message: expect.stringContaining('FOREIGN KEY') } });
    expect(good).toMatchObject({ ok: true });
    expect(committed()).toEqual([1]);
  });

  test('for want of room says so, and the smaller ones beside it are kept', () => {
    const { db, insert, committed } = openNumbers();
    db.exec('CREATE TABLE note (text TEXT)');
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const note = db.prepare('INSERT INTO note VALUES (?)');
    const [big, small] = commitTogether<unknown>(db, [
      () => note.run('x'.repeat(100_000)),
      insert(1),
    ]);
    expect(big).toSatisfy(({ error }) => storageReason(error) === 'disk-full');
    expect(small).toMatchObject({ ok: true });
    expect(committed()).toEqual([1]);
  });
});

test('while somebody else holds the database all are refused at once, each untried', () => {
  const { db, other, insert, transactions } = openNumbers();
  other.exec('BEGIN IMMEDIATE');
  const written = commitTogether(db, [1, 2, 3].map(insert));
  expect(written.map(({ ok }) => ok)).toEqual([false, false, false]);
  expect(transactions()).toBe(1);
});
