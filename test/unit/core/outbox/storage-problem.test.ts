import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { explainStart } from '../../../../electron/core/outbox/start-problem.ts';
import { storageProblem, storageReason } from '../../../../electron/core/outbox/storage-problem.ts';
import { StorageError } from '../../../../electron/core/outbox/writer/writer.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const withCode = (code: string) => Object.assign(new Error(`${code}: in its own words`), { code });
const sqlite = (code: string) => new Database.SqliteError('in its own words', code);

const CASES = [
  ['SQLite on a full disk', sqlite('SQLITE_FULL'), 'disk-full', /disk of .* is full\. Free/],
  ['a write in another thread', new StorageError('full', 'SQLITE_FULL'), 'disk-full', /is full/],
  ['a full disk', withCode('ENOSPC'), 'disk-full', /is full/],
  ['a used-up quota', withCode('EDQUOT'), 'disk-full', /is full/],
  ['a read-only database', sqlite('SQLITE_READONLY'), 'read-only', /is read-only\. Make/],
  ['a read-only folder', sqlite('SQLITE_READONLY_DIRECTORY'), 'read-only', /is read-only/],
  ['a read-only file system', withCode('EROFS'), 'read-only', /is read-only/],
  ['missing rights', withCode('EACCES'), 'no-rights', /user may not write/],
  ['a locked database', sqlite('SQLITE_BUSY'), 'locked', /Another program holds/],
  ['a failing disk', sqlite('SQLITE_IOERR_FSYNC'), 'disk-fails', /fails \(SQLITE_IOERR_FSYNC\)/],
  ['a failing system call', withCode('EIO'), 'disk-fails', /fails \(EIO\)/],
  ['a damaged database', sqlite('SQLITE_CORRUPT_INDEX'), 'damaged', /in its own words/],
  ['a file that is no database', sqlite('SQLITE_NOTADB'), 'damaged', /in its own words/],
  ['an error without a code', new Error('in its own words'), 'other', /in its own words/],
  [
    'an error with a number for a code',
    Object.assign(new Error('x'), { code: 13 }),
    'other',
    /: x$/,
  ],
  ['something that is no error', 'SQLITE_FULL', 'other', /: SQLITE_FULL$/],
  ['nothing', undefined, 'other', /undefined/],
] as const;

describe('what keeps the disk from its work', () => {
  test.each(CASES)('%s', (_what, error, problem, words) => {
    expect(storageProblem(error)).toBe(problem);
    expect(storageReason(error)).toBe(problem === 'disk-full' ? 'disk-full' : 'storage');
    expect(explainStart('/data', error)).toMatch(words);
    expect(explainStart('/data', error)).toContain('/data');
  });
});

test('a file that can’t be opened is explained by its folder', () => {
  const cantOpen = sqlite('SQLITE_CANTOPEN');
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(explainStart(path.join(file, 'below'), cantOpen)).toMatch(/ENOTDIR/);
  expect(explainStart(temporaryFolder(), cantOpen)).toMatch(/in its own words/);
});
