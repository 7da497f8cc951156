import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { renameFile } from '../../../../electron/core/system/rename-file.ts';
import { whyNoMount } from '../../../fixtures/small-disk.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

/** A file and the name that it is to have, which another file has. */
function twoFiles() {
  const folder = temporaryFolder();
  const [from, to] = [path.join(folder, 'from'), path.join(folder, 'to')];
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  return { from, to };
}

test('a file takes the place of another', () => {
  const { from, to } = twoFiles();
  renameFile(from, to);
  expect(readFileSync(to, 'utf8')).toBe('new');
  expect(existsSync(from)).toBe(false);
});

test('a file that is not there is no reason to wait', () => {
  const started = performance.now();
  const { from } = twoFiles();
  expect(() => renameFile(`${from}-not`, from, 'win32')).toThrow('ENOENT');
  expect(performance.now() - started).toBeLessThan(100);
});

const why = whyNoMount();

// A mount holds a file as a virus scanner does: the system answers EBUSY for as long as it is there.
describe.skipIf(why)(`a file that is held${why ? ` (skipped: ${why})` : ''}`, () => {
  function hold(file: string, forSeconds: number): void {
    spawnSync('mount', ['--bind', file, file]);
    onTestFinished(() => void spawnSync('umount', ['-l', file], { stdio: 'ignore' }));
    spawn('sh', ['-c', 'sleep "$1"; umount "$0"', file, String(forSeconds)], { stdio: 'ignore' });
  }

  test('for a moment is waited for on Windows', () => {
    const { from, to } = twoFiles();
    hold(to, 0.1);
    renameFile(from, to, 'win32');
    expect(readFileSync(to, 'utf8')).toBe('new');
  });

  test('for longer is told, soon', () => {
    const { from, to } = twoFiles();
    hold(to, 5);
    const started = performance.now();
    expect(() => renameFile(from, to, 'win32')).toThrow('EBUSY');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('is told at once elsewhere', () => {
    const { from, to } = twoFiles();
    hold(to, 5);
    expect(() => renameFile(from, to, 'linux')).toThrow('EBUSY');
  });
});
