import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { storageReason } from '../../../electron/outbox/storage-reason.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

describe('a scan that could not be stored', () => {
  test.each([
    ['SQLite on a full disk', new Database.SqliteError('full', 'SQLITE_FULL'), 'disk-full'],
    ['a full disk', withCode('ENOSPC'), 'disk-full'],
    ['a used-up quota', withCode('EDQUOT'), 'disk-full'],
    ['a read-only database', new Database.SqliteError('no', 'SQLITE_READONLY'), 'storage'],
    ['a damaged database', new Database.SqliteError('no', 'SQLITE_CORRUPT'), 'storage'],
    ['a failing disk', new Database.SqliteError('no', 'SQLITE_IOERR_WRITE'), 'storage'],
    ['a locked database', new Database.SqliteError('no', 'SQLITE_BUSY'), 'storage'],
    ['a read-only file system', withCode('EROFS'), 'storage'],
    ['missing rights', withCode('EACCES'), 'storage'],
    ['an error without a code', new Error('x'), 'storage'],
    ['an error with a number for a code', Object.assign(new Error('x'), { code: 13 }), 'storage'],
    ['something that is no error', 'SQLITE_FULL', 'storage'],
    ['nothing', undefined, 'storage'],
  ])('for %s', (_why, error, reason) => {
    expect(storageReason(error)).toBe(reason);
  });
});
