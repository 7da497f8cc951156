import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const MAIN = path.resolve(import.meta.dirname, '../../bench/main.ts');

/** What `npm run bench -- …` says and ends with. */
function bench(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, said: stderr.trim() };
}

test('a folder that is not there is named', () => {
  const folder = path.join(temporaryFolder(), 'gone');
  const said = `${folder} is not a folder that can be read`;
  expect(bench('decode', folder)).toEqual({ status: 2, stdout: '', said });
});

test('a folder without pictures is named, with what is looked for', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'badge.txt'), 'BADGE-1');
  const said = `${folder} has no pictures in it: png, jpg or webp`;
  expect(bench('decode', folder)).toEqual({ status: 2, stdout: '', said });
});

test('a picture without its text is named, however deep it lies', () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'hall', 'gate'), { recursive: true });
  const picture = path.join(folder, 'hall', 'gate', 'badge.png');
  writeFileSync(picture, '');
  const said = `${picture} has no badge.txt beside it with its text`;
  expect(bench('decode', folder)).toEqual({ status: 2, stdout: '', said });
});

test('a measurement that is not there is named, with those that are', () => {
  const { status, said } = bench('decoding');
  expect(status).toBe(2);
  expect(said).toMatch(/^There is no measurement decoding; there are: .*decode/);
});
