import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { GroupCommit } from '../../../electron/outbox/group-commit.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** Writes of numbers into a table, and a second connection that sees what is committed. */
function openNumbers() {
  const file = path.join(temporaryFolder(), 'numbers.db');
  const statements: string[] = [];
  const db = new Database(file, { verbose: (sql) => void statements.push(String(sql)) });
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  db.exec('CREATE TABLE number (n INTEGER PRIMARY KEY)');
  db.exec(`CREATE TABLE child (
    n INTEGER REFERENCES number (n) DEFERRABLE INITIALLY DEFERRED)`);
  const reader = new Database(file, { readonly: true });
  onTestFinished(() => {
    reader.close();
    db.close();
  });
  statements.length = 0;
  const insert = db.prepare('INSERT INTO number VALUES (?)');
  const select = reader.prepare('SELECT n FROM number ORDER BY n').pluck();
  return {
    db,
    commits: new GroupCommit(db),
    insert: (n: number) => insert.run(n),
    committed: () => select.all(),
    /** How many transactions have reached the disk. */
    transactions: () => statements.filter((sql) => sql === 'COMMIT').length,
  };
}

test('writes asked for at the same time share one transaction', async () => {
  const { commits, insert, committed, transactions } = openNumbers();
  const results = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      commits.write(() => {
        insert(n);
        return n * 10;
      }),
    ),
  );
  expect(results).toEqual([10, 20, 30, 40]);
  expect(committed()).toEqual([1, 2, 3, 4]);
  expect(transactions()).toBe(1);
});

test('a later write has a transaction of its own', async () => {
  const { commits, insert, transactions } = openNumbers();
  await commits.write(() => insert(1));
  await commits.write(() => insert(2));
  expect(transactions()).toBe(2);
});

test('a write’s promise settles only once others can see it', async () => {
  const { commits, insert, committed } = openNumbers();
  let duringTheWork: unknown[] = ['not run'];
  const first = commits.write(() => {
    insert(1);
    duringTheWork = committed();
  });
  const seen = [first, commits.write(() => insert(2))].map((promise) => promise.then(committed));
  expect(committed()).toEqual([]);
  expect(await Promise.all(seen)).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(duringTheWork).toEqual([]);
});

describe('a write that fails', () => {
  test('takes no other with it, wherever it stands', async () => {
    for (const position of [0, 1, 2]) {
      const { commits, insert, committed } = openNumbers();
      const failure = new Error('bad write');
      const outcomes = await Promise.allSettled(
        [0, 1, 2].map((n) =>
          commits.write(() => {
            insert(n);
            if (n === position) throw failure;
            return n;
          }),
        ),
      );
      const good = [0, 1, 2].filter((n) => n !== position);
      expect(committed()).toEqual(good);
      expect(outcomes[position]).toEqual({ status: 'rejected', reason: failure });
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    }
  });

  test('gives the others their result of the run that counted', async () => {
    const { commits, insert } = openNumbers();
    const good = commits.write(() => insert(1).changes);
    const bad = commits.write(() => {
      throw new Error('bad write');
    });
    await expect(bad).rejects.toThrow('bad write');
    expect(await good).toBe(1);
  });

  test('is undone as a whole', async () => {
    const { commits, insert, committed } = openNumbers();
    const bad = commits.write(() => {
      insert(1);
      insert(1);
    });
    await expect(bad).rejects.toThrow(/UNIQUE/);
    expect(committed()).toEqual([]);
  });

  test('only at the commit is told, and takes no other with it', async () => {
    const { db, commits, insert, committed } = openNumbers();
    const bad = commits.write(() => db.exec('INSERT INTO child VALUES (99)'));
    const good = commits.write(() => insert(1));
    await expect(bad).rejects.toThrow(/FOREIGN KEY/);
    await good;
    expect(committed()).toEqual([1]);
  });

  test('does not stand in the way of later ones', async () => {
    const { commits, insert, committed } = openNumbers();
    await expect(
      commits.write(() => {
        throw new Error('bad write');
      }),
    ).rejects.toThrow('bad write');
    await commits.write(() => insert(1));
    expect(committed()).toEqual([1]);
  });
});

test('what waits can be committed now', async () => {
  const { commits, insert, committed, transactions } = openNumbers();
  const work = vi.fn(() => insert(1));
  const promise = commits.write(work);
  commits.flush();
  expect(committed()).toEqual([1]);
  await promise;
  expect(work).toHaveBeenCalledOnce();
  expect(transactions()).toBe(1);
});

test('a write that is asked for while another is committed is not lost', async () => {
  const { commits, insert, committed } = openNumbers();
  const later: Promise<unknown>[] = [];
  await commits.write(() => insert(1)).then(() => later.push(commits.write(() => insert(2))));
  await Promise.all(later);
  expect(committed()).toEqual([1, 2]);
});

test('nothing is written once the database is closed, and that is told', async () => {
  const { db, commits, insert } = openNumbers();
  const promise = commits.write(() => insert(1));
  db.close();
  await expect(promise).rejects.toThrow(/not open/);
});
