import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openCodeFile } from '../../../../build/hub/code-file.ts';
import { drawCode } from '../../../../renderer/provisioning/draw-code.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

test('a code is drawn as the file’s name ends, for this user alone', async () => {
  const folder = temporaryFolder();
  const [svg, png] = [path.join(folder, 'north.svg'), path.join(folder, 'NORTH.PNG')];
  for (const file of [svg, png]) {
    await openCodeFile(file).write('CONFERSETUP');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(svg, 'utf8')).toBe(await drawCode('CONFERSETUP'));
  expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
});

test('a file that is there is left as it is, and one in no folder is refused', () => {
  const file = path.join(temporaryFolder(), 'north.svg');
  writeFileSync(file, 'mine');
  expect(() => openCodeFile(file)).toThrow(`${file} is there already. Choose another file by --qr`);
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const nowhere = path.join(file, '..', 'no', 'north.svg');
  expect(() => openCodeFile(nowhere)).toThrow(
    `${nowhere} can't be written (ENOENT): --qr must name`,
  );
  expect(existsSync(nowhere)).toBe(false);
});
