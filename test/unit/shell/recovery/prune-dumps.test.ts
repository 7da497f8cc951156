import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pruneDumps } from '../../../../electron/shell/recovery/prune-dumps.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

test('keeps the newest five dumps of all folders, and whatever is no dump', () => {
  const folder = temporaryFolder();
  for (const sub of ['pending', 'completed']) mkdirSync(path.join(folder, sub));
  for (let n = 1; n <= 8; n++) {
    const file = path.join(folder, n % 2 ? 'pending' : 'completed', `${n}.dmp`);
    writeFileSync(file, 'x');
    utimesSync(file, n, n);
  }
  writeFileSync(path.join(folder, 'settings.dat'), 'x');
  pruneDumps(folder);
  expect(readdirSync(path.join(folder, 'pending')).sort()).toEqual(['5.dmp', '7.dmp']);
  expect(readdirSync(path.join(folder, 'completed')).sort()).toEqual(['4.dmp', '6.dmp', '8.dmp']);
  expect(readdirSync(folder)).toContain('settings.dat');
});

test('does not mind a folder that is not there', () => {
  expect(() => pruneDumps(path.join(temporaryFolder(), 'none'))).not.toThrow();
});
