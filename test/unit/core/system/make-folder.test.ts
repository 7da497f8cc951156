import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../../../electron/core/system/make-folder.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const modeOf = (folder: string) => statSync(folder).mode & 0o777;

test('a missing folder is made for this user alone, and so are the missing ones above it', () => {
  const above = path.join(temporaryFolder(), 'above');
  makeFolder(path.join(above, 'between', 'folder'));
  expect(modeOf(above)).toBe(0o700);
  expect(modeOf(path.join(above, 'between', 'folder'))).toBe(0o700);
});

test('a folder that is there stays as it is', () => {
  const folder = path.join(temporaryFolder(), 'shared');
  mkdirSync(folder, { mode: 0o755 });
  makeFolder(folder);
  expect(modeOf(folder)).toBe(0o755);
});

test('a file in the way is said', () => {
  const file = path.join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  expect(() => makeFolder(path.join(file, 'folder'))).toThrow(file);
});
