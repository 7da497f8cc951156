import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkWritable } from '../../../electron/shell/writable-folder.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('a folder that can be written is there afterwards, and empty', () => {
  const folder = path.join(temporaryFolder(), 'data', 'shell');
  checkWritable(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test('what can take no file says so', () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => checkWritable(file)).toThrow(/EEXIST|ENOTDIR/);
  expect(() => checkWritable('/proc/self')).toThrow();
});
