import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readPage } from '../../../electron/page/page-files.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** A built page with one script and one font, beside a file that isn't part of it. */
function builtPage(): string {
  const folder = path.join(temporaryFolder(), 'renderer');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<title>Kiosk</title>');
  writeFileSync(path.join(folder, 'assets/letters.woff2'), 'letters');
  writeFileSync(path.join(folder, '../secret.woff2'), 'secret');
  return folder;
}

test('the page has its files by their paths, with their types', async () => {
  const page = readPage(builtPage());
  expect(await page.file('/index.html')).toEqual({
    type: 'text/html; charset=utf-8',
    body: Buffer.from('<title>Kiosk</title>'),
  });
  expect(await page.file('/assets/letters.woff2')).toEqual({
    type: 'font/woff2',
    body: Buffer.from('letters'),
  });
});

test.each([
  '/assets/../../secret.woff2',
  '/../secret.woff2',
  '/assets/..%2f..%2fsecret.woff2',
  '/assets//letters.woff2',
  'assets/letters.woff2',
  '/assets',
  '',
])('nothing else can be asked for: %j', async (name) => {
  expect(await readPage(builtPage()).file(name)).toBeNull();
});

test('a file that comes later is not part of the page', async () => {
  const folder = builtPage();
  const page = readPage(folder);
  writeFileSync(path.join(folder, 'assets/later.woff2'), 'later');
  expect(await page.file('/assets/later.woff2')).toBeNull();
});

test('a font that has gone is missing, and the rest of the page is still there', async () => {
  const folder = builtPage();
  const page = readPage(folder);
  rmSync(folder, { recursive: true });
  expect(await page.file('/assets/letters.woff2')).toBeNull();
  expect(await page.file('/index.html')).not.toBeNull();
});
