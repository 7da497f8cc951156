// What the packages declare, beside what their programs need and what Debian has.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder, hasPackage } from '../../build/electron-proof/pinned-package.ts';
import { prepareElectron } from '../../build/electron-proof/prepare-electron.ts';
import { checkLibraries } from '../../build/package/check-libraries.ts';
import {
  APP_PACKAGES,
  APP_RELATIONS,
  SERVED_DEPENDS,
  SERVED_SUGGESTS,
} from '../../build/package/debian-packages.ts';
import { linkedLibraries } from '../../build/package/linked-libraries.ts';
import { packedForTests } from './fixtures/packed.ts';

const { files } = packedForTests();

/** One field of a package, as a list. */
function field(name: string, of: string): string[] {
  const archive = files.find((file) => path.basename(file).startsWith(`${of}_`)) ?? '';
  const { stdout } = spawnSync('dpkg-deb', ['--field', archive, name], { encoding: 'utf8' });
  return stdout.trim().split(', ');
}

it('are declared by the packages', () => {
  expect(field('Depends', 'confera-kiosk')).toEqual(APP_RELATIONS.depends);
  expect(field('Recommends', 'confera-kiosk')).toEqual(APP_RELATIONS.recommends);
  expect(field('Suggests', 'confera-kiosk')).toEqual(APP_RELATIONS.suggests);
  // Without it Chromium says nothing on Linux.
  expect(APP_RELATIONS.suggests).toContain('speech-dispatcher');
  expect(field('Depends', 'confera-kiosk-served').slice(1)).toEqual(SERVED_DEPENDS);
  expect(field('Suggests', 'confera-kiosk-served')).toEqual(SERVED_SUGGESTS);
});

it('are all in the lists of Debian 12', ({ skip }) => {
  const system = spawnSync('sh', ['-c', '. /etc/os-release && echo "$ID $VERSION_ID"']);
  if (String(system.stdout).trim() !== 'debian 12') return skip('this machine is no Debian 12');
  const names = [...APP_PACKAGES.map(({ name }) => name), ...APP_RELATIONS.suggests];
  const { stdout, error } = spawnSync('apt-cache', ['show', '--no-all-versions', ...names], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  if (error || stdout === '') return skip('apt has no lists here (apt-get update)');
  const found = new Set([...stdout.matchAll(/^Package: (\S+)$/gm)].map(([, name]) => name));
  expect(names.filter((name) => !found.has(name))).toEqual([]);
});

it('are all that Electron links, and nothing that it neither links nor opens', async ({ skip }) => {
  const cache = cacheFolder(process.env);
  if (process.platform !== 'linux' || process.arch !== 'x64' || !hasPackage(cache)) {
    return skip('Electron 33 is not here (npm run electron-proof fetches it)');
  }
  const { distribution: folder } = await prepareElectron(cache);
  checkLibraries(folder, APP_PACKAGES);
  // A library that is opened is named in the program's text.
  const text = readFileSync(path.join(folder, 'electron'), 'latin1');
  const programs = readdirSync(folder).map((name) => path.join(folder, name));
  const linked = programs.flatMap(
    (file) => (statSync(file).isFile() && linkedLibraries(file)) || [],
  );
  const known = new Set(linked.map(({ library }) => library));
  const unused = APP_PACKAGES.filter(
    ({ libraries }) => !libraries.some((each) => known.has(each) || text.includes(`\0${each}\0`)),
  );
  // Our own compiled packages link the last one.
  expect(unused.map(({ name }) => name)).toEqual(['libstdc++6']);
});
