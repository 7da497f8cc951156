import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import {
  joinUpdates,
  keepEarlierUpdates,
  readUpdateFiles,
  type UpdateInfo,
} from '../../../build/package/update-files.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const require = createRequire(import.meta.url);
const { parseUpdateInfo, resolveFiles, findFile } =
  require('electron-updater/out/providers/Provider.js');
const { MacUpdater } = require('electron-updater/out/MacUpdater.js');

function info(version: string, ...urls: string[]): UpdateInfo {
  const files = urls.map((url) => ({ url, sha512: `sum of ${url}`, size: 7 }));
  return { version, files, path: urls[0] ?? '', sha512: files[0]?.sha512 ?? '' };
}

const all = () => true;

describe('what is packed for one architecture after the other', () => {
  const x64 = info('2.0.0', 'k-x64.zip', 'k-x64.dmg');
  const arm64 = info('2.0.0', 'k-arm64.zip', 'k-arm64.dmg');
  const both = ['k-x64.zip', 'k-arm64.zip', 'k-x64.dmg', 'k-arm64.dmg'];

  it.each([
    ['x64 first', x64, arm64],
    ['arm64 first', arm64, x64],
  ])('stands in one file in the same order: %s', (_order, before, made) => {
    const joined = joinUpdates(before, made, all);
    expect(joined.files.map(({ url }) => url)).toEqual(both);
    expect(joined).toMatchObject({ path: 'k-x64.zip', sha512: 'sum of k-x64.zip' });
  });

  it('does so once, however often it is packed', () => {
    const again = joinUpdates(joinUpdates(x64, arm64, all), arm64, all);
    expect(again.files.map(({ url }) => url)).toEqual(both);
  });
});

test.each([
  ['a file of the same name was made anew', info('2.0.0', 'k-x64.exe'), all],
  ['the other file is of another version', info('1.9.0', 'k-1.9.0-arm64.exe'), all],
  ['the other file is gone', info('2.0.0', 'k-arm64.exe'), () => false],
])('nothing is kept if %s', (_why, before, isThere) => {
  const made = info('2.0.0', 'k-x64.exe');
  expect(joinUpdates(before, made, isThere)).toBe(made);
});

/** Writes both architectures' files into one folder, one after the other, as packing in two runs does. */
function packedInTwoRuns(name: string, first: UpdateInfo, second: UpdateInfo): string {
  const folder = temporaryFolder();
  const write = (made: UpdateInfo) => {
    for (const { url } of made.files) writeFileSync(path.join(folder, url), '');
    const earlier = readUpdateFiles(folder);
    // JSON is YAML, too.
    writeFileSync(path.join(folder, name), JSON.stringify(made));
    keepEarlierUpdates(folder, earlier);
  };
  write(first);
  write(second);
  return readFileSync(path.join(folder, name), 'utf8');
}

/** The files as the updater sees them. */
function seenByUpdater(text: string) {
  const address = new URL('https://updates.invalid/');
  return resolveFiles(parseUpdateInfo(text, 'latest.yml', address), address);
}

describe("electron-updater's own code takes the right file", () => {
  it.each(['x64', 'arm64'])('on Windows for %s', (arch) => {
    const text = packedInTwoRuns(
      'latest.yml',
      info('2.0.0', 'confera-kiosk-2.0.0-win-arm64.exe'),
      info('2.0.0', 'confera-kiosk-2.0.0-win-x64.exe'),
    );
    const own = process.arch;
    onTestFinished(() => {
      Object.defineProperty(process, 'arch', { value: own });
    });
    Object.defineProperty(process, 'arch', { value: arch });
    const { info: taken } = findFile(seenByUpdater(text), 'exe');
    const url = `confera-kiosk-2.0.0-win-${arch}.exe`;
    expect(taken).toMatchObject({ url, sha512: `sum of ${url}`, size: 7 });
  });

  it.each([
    ['an Apple chip', true, 'k-arm64.zip'],
    ['an Intel chip', false, 'k-x64.zip'],
  ])('on macOS with %s', (_chip, isArm, url) => {
    const text = packedInTwoRuns(
      'latest-mac.yml',
      info('2.0.0', 'k-x64.zip', 'k-x64.dmg'),
      info('2.0.0', 'k-arm64.zip', 'k-arm64.dmg'),
    );
    const files = MacUpdater.filterFilesForArch(seenByUpdater(text), isArm);
    expect(findFile(files, 'zip', ['pkg', 'dmg']).info.url).toBe(url);
  });
});

it('packs anew over a file that is cut off', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'latest.yml'), 'version: 2.0.0\nfiles:\n  - url: [');
  expect([...readUpdateFiles(folder)]).toEqual([]);
  writeFileSync(path.join(folder, 'latest.yml'), '');
  expect([...readUpdateFiles(folder)]).toEqual([]);
});
