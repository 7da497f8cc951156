import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { downloadsFolder, saveFile } from '../../../electron/shell/save-file.ts';
import { mountSmallDisk, whyNoMount } from '../../fixtures/small-disk.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const IN_HOME = path.join('/home/kiosk', 'Downloads');

test.each([
  ['one that is set up', '/home/kiosk/Descargas', true, '/home/kiosk/Descargas'],
  ['one on another disk', '/media/stick', true, '/media/stick'],
  ['Downloads where none is set up', '/home/kiosk', true, IN_HOME],
  ['Downloads where none is set up, written with a slash', '/home/kiosk/', true, IN_HOME],
  ['Downloads where the one that is set up is missing', '/media/stick', false, IN_HOME],
])('the folder for downloads is %s', (_, told, isThere, folder) => {
  const home = '/home/kiosk';
  expect(downloadsFolder(told, { home, isFolder: () => isThere })).toBe(folder);
});

test('a file with the name of the folder is no folder', () => {
  const home = temporaryFolder();
  const told = path.join(home, 'Descargas');
  writeFileSync(told, '');
  expect(downloadsFolder(told, { home })).toBe(path.join(home, 'Downloads'));
});

test('a file is saved whole, for this user alone, in a folder that is made for it', () => {
  const folder = path.join(temporaryFolder(), 'Downloads');
  const file = saveFile(folder, 'waiting.csv', 'a,ü\r\n');
  expect(file).toBe(path.join(folder, 'waiting.csv'));
  expect(readFileSync(file, 'utf8')).toBe('a,ü\r\n');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a later file of the same name takes nothing from an earlier one', () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'waiting (2).csv'));
  const saved = ['first', 'second', 'third'].map((text) => saveFile(folder, 'waiting.csv', text));
  expect(saved.map((file) => path.basename(file))).toEqual([
    'waiting.csv',
    'waiting (3).csv',
    'waiting (4).csv',
  ]);
  expect(saved.map((file) => readFileSync(file, 'utf8'))).toEqual(['first', 'second', 'third']);
});

test('where no file can be made, that is told', () => {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'Downloads'), '');
  expect(() => saveFile(path.join(home, 'Downloads'), 'waiting.csv', 'a')).toThrow('EEXIST');
  expect(readdirSync(home)).toEqual(['Downloads']);
});

test.skipIf(whyNoMount())('on a full disk that is told, and no part of the file is left', () => {
  const { folder } = mountSmallDisk('64k');
  expect(() => saveFile(folder, 'waiting.csv', 'x'.repeat(100_000))).toThrow('ENOSPC');
  expect(readdirSync(folder)).toEqual([]);
});
