import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { FolderInUseError, lockDataFolder } from '../../../../electron/core/system/folder-lock.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const HOLDER = fileURLToPath(new URL('../../fixtures/hold-data-folder.ts', import.meta.url));

function lock(folder: string) {
  const unlock = lockDataFolder(folder);
  onTestFinished(unlock);
  return unlock;
}

test('a folder that is held is refused at once, by name', () => {
  const folder = temporaryFolder();
  lock(folder);
  expect(() => lockDataFolder(folder)).toThrow(FolderInUseError);
  expect(() => lockDataFolder(folder)).toThrow(folder);
});

test('a folder that was given back can be taken again', () => {
  const folder = temporaryFolder();
  lock(folder)();
  lock(folder)();
  lock(folder);
});

test('one folder’s lock says nothing about another', () => {
  lock(temporaryFolder());
  lock(temporaryFolder());
});

test('a folder that is missing is made', () => {
  lock(path.join(temporaryFolder(), 'not', 'yet'));
});

test('a folder that cannot be used is not called held', () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => lockDataFolder(file)).toThrow();
  expect(() => lockDataFolder(file)).not.toThrow(FolderInUseError);
});

test('a process holds the folder until it is killed, whatever it keeps in mind', {
  timeout: 30_000,
}, async () => {
  const folder = temporaryFolder();
  const child = spawn(process.execPath, ['--expose-gc', HOLDER, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(() => lockDataFolder(folder)).toThrow(FolderInUseError);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lock(folder);
});
