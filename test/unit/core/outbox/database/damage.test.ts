import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  clearSuspicion,
  DamagedDatabaseError,
  isDamage,
  isSuspect,
  markSuspect,
} from '../../../../../electron/core/outbox/database/damage.ts';
import { DatabaseTooNewError } from '../../../../../electron/core/outbox/database/database.ts';
import { temporaryFolder } from '../../../../fixtures/temporary-folder.ts';

const sqlite = (code: string) => new Database.SqliteError('as SQLite says', code);

describe('what SQLite says', () => {
  test.each(['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_CORRUPT_VTAB', 'SQLITE_NOTADB'])(
    '%s means damage',
    (code) => {
      expect(isDamage(sqlite(code))).toBe(true);
    },
  );

  test.each([
    'SQLITE_FULL',
    'SQLITE_BUSY',
    'SQLITE_LOCKED',
    'SQLITE_IOERR_WRITE',
    'SQLITE_IOERR_FSYNC',
    'SQLITE_READONLY',
    'SQLITE_READONLY_DBMOVED',
    'SQLITE_CANTOPEN',
    'SQLITE_CONSTRAINT_CHECK',
    'SQLITE_ERROR',
  ])('%s does not', (code) => {
    expect(isDamage(sqlite(code))).toBe(false);
  });
});

test('a look inside that fails means damage; a newer version or a file system’s error does not', () => {
  expect(isDamage(new DamagedDatabaseError('counted wrongly'))).toBe(true);
  expect(isDamage(new DatabaseTooNewError('newer'))).toBe(false);
  expect(isDamage(Object.assign(new Error('EACCES'), { code: 'EACCES' }))).toBe(false);
  expect(isDamage('SQLITE_CORRUPT')).toBe(false);
});

test('a suspicion stays until it is cleared', () => {
  const folder = temporaryFolder();
  expect(isSuspect(folder)).toBe(false);
  expect(markSuspect(folder)).toBe(true);
  expect(markSuspect(folder)).toBe(true);
  expect(isSuspect(folder)).toBe(true);
  clearSuspicion(folder);
  clearSuspicion(folder);
  expect(isSuspect(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a suspicion that can’t be written is said so, and throws nothing', () => {
  // A file can have nothing in it.
  const nowhere = path.join(temporaryFolder(), 'folder');
  markSuspect(nowhere);
  const inAFile = path.join(nowhere, 'kiosk.db-suspect');
  expect(existsSync(inAFile)).toBe(true);
  expect(markSuspect(inAFile)).toBe(false);
});
