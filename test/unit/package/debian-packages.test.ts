import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { checkLibraries } from '../../../build/package/check-libraries.ts';
import {
  APP_PACKAGES,
  APP_RELATIONS,
  type DebianPackage,
  SERVED_DEPENDS,
} from '../../../build/package/debian-packages.ts';
import { linkedLibraries } from '../../../build/package/linked-libraries.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const require = createRequire(import.meta.url);
const modules = path.resolve(import.meta.dirname, '../../../node_modules');
const sqlite = (arch: string) =>
  path.join(modules, 'better-sqlite3/prebuilds', `linux-${arch}.node`);

describe('the libraries that a file is linked with', () => {
  it.each(['x64', 'arm64'])('are read from a library for %s', (arch) => {
    const linked = linkedLibraries(sqlite(arch)) ?? [];
    const loader = arch === 'x64' ? 'ld-linux-x86-64.so.2' : 'ld-linux-aarch64.so.1';
    expect(linked.map(({ library }) => library).sort()).toEqual(
      ['libc.so.6', 'libm.so.6', 'libstdc++.so.6', loader].sort(),
    );
    const versions = linked.find(({ library }) => library === 'libstdc++.so.6')?.versions;
    expect(versions).toContain('GLIBCXX_3.4.29');
  });

  it("are the ones that binutils' readelf tells", ({ skip }) => {
    const read = spawnSync('readelf', ['-dV', process.execPath], { encoding: 'utf8' });
    if (read.error) return skip('readelf is not installed here (Debian: binutils)');
    const linked = linkedLibraries(process.execPath) ?? [];
    const needed = [...read.stdout.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, name]) => name);
    expect(linked.map(({ library }) => library)).toEqual(needed);
    const asked = read.stdout.slice(read.stdout.indexOf('.gnu.version_r'));
    const versions = [...asked.matchAll(/Name: (\S+)\s+Flags/g)].map(([, name]) => name);
    expect(linked.flatMap((each) => each.versions).sort()).toEqual(versions.sort());
  });

  it('are none for a file that is no program', () => {
    expect(linkedLibraries(import.meta.filename)).toBeNull();
    const empty = path.join(temporaryFolder(), 'empty');
    writeFileSync(empty, '');
    expect(linkedLibraries(empty)).toBeNull();
  });
});

describe('the check before an app is packed', () => {
  const folder = () => {
    const app = temporaryFolder();
    writeFileSync(path.join(app, 'sqlite.node'), readFileSync(sqlite('x64')));
    return app;
  };

  it('passes what the packages hold', () => {
    expect(() => checkLibraries(folder(), APP_PACKAGES)).not.toThrow();
  });

  it('names a library that no package has', () => {
    const without = APP_PACKAGES.filter(({ name }) => name !== 'libstdc++6');
    expect(() => checkLibraries(folder(), without)).toThrow(
      /^sqlite\.node needs libstdc\+\+\.so\.6, which none of the packages has\. .*debian-packages\.ts$/,
    );
  });

  it('finds a library in the app itself', () => {
    const without = APP_PACKAGES.filter(({ name }) => name !== 'libstdc++6');
    const app = folder();
    writeFileSync(path.join(app, 'libstdc++.so.6'), '');
    expect(() => checkLibraries(app, without)).not.toThrow();
  });

  it('names an interface that the declared version lacks', () => {
    const older = APP_PACKAGES.map((each): DebianPackage => {
      const atLeast = { version: '2.28', interface: 'GLIBC_2.4' };
      return each.name === 'libc6' ? { ...each, atLeast } : each;
    });
    expect(() => checkLibraries(folder(), older)).toThrow(
      /sqlite\.node needs a newer libc6, for GLIBC_2\.34/,
    );
  });
});

/** The part of Playwright's own list that is about one system: its packages' names, each in quotes. */
function playwrightList(system: string): string {
  const bundle = path.join(path.dirname(require.resolve('playwright-core')), 'lib/coreBundle.js');
  const text = readFileSync(bundle, 'utf8');
  const start = text.search(new RegExp(`"${system}-x64": \\{\\s+tools:`));
  const end = text.indexOf('-x64": {', start + 20);
  expect(start).toBeGreaterThan(0);
  return text.slice(start, end);
}

/** The libraries that one of Playwright's browsers needs on a system, with the packages that hold them. */
function packagesByLibrary(system: string): Map<string, string> {
  const list = playwrightList(system);
  return new Map(
    [...list.matchAll(/"([^"]+\.so[.\d]*)": "([^"]+)"/g)].map(([, library = '', name = '']) => [
      library,
      name,
    ]),
  );
}

test.each([
  ['debian12', false],
  ['ubuntu22.04', false],
  ['ubuntu24.04', true],
  ['debian13', true],
])('the packages are called so in %s', (system, isLater) => {
  const known = packagesByLibrary(system);
  const list = playwrightList(system);
  let compared = 0;
  for (const { name, renamed, libraries } of APP_PACKAGES) {
    const here = isLater && renamed ? `${name}t64` : name;
    for (const library of libraries) {
      const named = known.get(library);
      if (named !== undefined) expect(`${library} ${named}`).toBe(`${library} ${here}`);
      if (named !== undefined || list.includes(`"${here}"`)) compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(20);
});

test('apt finds a name that it knows, the new one first', () => {
  expect(APP_RELATIONS.depends).toContain('libasound2t64 | libasound2');
  expect(APP_RELATIONS.depends).toContain('libgbm1');
  expect(APP_RELATIONS.depends).toContain('libdrm2');
  for (const each of [...APP_RELATIONS.depends, ...SERVED_DEPENDS]) {
    expect(each).toMatch(/^(\S+t64 \| )?\S+( \(>= [\d.]+\))?$/);
  }
  expect(SERVED_DEPENDS).toEqual(['libc6 (>= 2.34)', 'libgcc-s1', 'libstdc++6 (>= 11)']);
});
