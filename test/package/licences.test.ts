// What is handed out names a licence of exactly the packages that are inside: what is inside is asked of the bundler and
// of its source maps, which are not packed.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extractFile } from '@electron/asar';
import { build, type Plugin } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { pagePlugins } from '../../build/page/plugins.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { archivedFiles } from './fixtures/asar.ts';
import { packedForTests } from './fixtures/packed.ts';

const { folder, files } = packedForTests();
const root = path.resolve(import.meta.dirname, '../..');

/** The package that a module or a file lies in; none for those of this project. */
const packageOf = (file: string) => [
  ...(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.slice(1) ?? []),
];

/** In the page and in the decoder's worker, with their styles, fonts and WebAssembly. */
let inPage: string[] = [];

beforeAll(async () => {
  const found: string[] = [];
  const collect: Plugin = {
    name: 'collect-packages',
    generateBundle: (_options, bundle) => {
      for (const each of Object.values(bundle)) {
        found.push(...(each.type === 'chunk' ? each.moduleIds : each.originalFileNames));
      }
    },
  };
  await build({
    configFile: false,
    logLevel: 'warn',
    root: path.join(root, 'renderer'),
    plugins: [pagePlugins(), collect],
    worker: { plugins: () => [collect] },
    build: { write: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  inPage = found.flatMap(packageOf);
});

/** In a program that was built for Node. */
function inBundle(file: string): string[] {
  const { sources } = JSON.parse(readFileSync(path.join(root, 'out', `${file}.map`), 'utf8'));
  return (sources as string[]).flatMap(packageOf);
}

type Packed = { files: string[]; read: (file: string) => string };

/** What has a licence there: in the build's lists, as a text of its own, or beside compiled code. */
function licensed({ files, read }: Packed): string[] {
  return files.flatMap((file) => {
    if (file.endsWith('licenses.md')) {
      return [...read(file).matchAll(/^## (\S+) - \d/gm)].map(([, name = '']) => name);
    }
    if (file.startsWith('out/licenses/')) return [path.basename(file, '.txt')];
    return /^node_modules\/.*\/LICENSE$/.test(file) ? packageOf(file) : [];
  });
}

/** A part for one kind of machine is licensed with its package. */
function compiled({ files }: Packed): string[] {
  return files.flatMap(packageOf).map((name) => name.replace(/^(@node-rs\/argon2)-.*/, '$1'));
}

const sorted = (names: string[]) => [...new Set(names)].sort();

it('the app names those of what is in it', () => {
  const archive = path.join(folder, 'stand-in/linux-unpacked/resources/app.asar');
  const app: Packed = {
    files: archivedFiles(archive).map(({ file }) => file),
    read: (file) => extractFile(archive, file).toString(),
  };
  const bundles = [
    'main/shell.cjs',
    'main/writer-thread.cjs',
    'main/health-thread.cjs',
    'preload/index.cjs',
  ];
  const inside = [...inPage, ...bundles.flatMap(inBundle), ...compiled(app)];
  expect(inside).toContain('zxing-wasm');
  expect(sorted(licensed(app))).toEqual(sorted(inside));
});

it('the served kiosk names those of what is in it, and Node’s', () => {
  const archive = files.find((file) => path.basename(file).startsWith('confera-kiosk-served_'));
  const home = path.join(temporaryFolder(), 'opt/confera-kiosk-served');
  spawnSync('dpkg-deb', ['-x', String(archive), path.resolve(home, '../..')]);
  const kiosk: Packed = {
    files: globSync('{out,node_modules}/**', { cwd: home, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(home, path.join(entry.parentPath, entry.name))),
    read: (file) => readFileSync(path.join(home, file), 'utf8'),
  };
  const bundles = ['main/served.cjs', 'main/writer-thread.cjs', 'main/health-thread.cjs'];
  const inside = [...inPage, ...bundles.flatMap(inBundle), ...compiled(kiosk)];
  expect(sorted(licensed(kiosk))).toEqual(sorted(inside));
  expect(readFileSync(path.join(home, 'bin/node.LICENSE'), 'utf8')).toContain('Node.js');
});

it('the decoder’s names all that is compiled into it', () => {
  const archive = path.join(folder, 'stand-in/linux-unpacked/resources/app.asar');
  const text = extractFile(archive, 'out/licenses/zxing-wasm.txt').toString();
  for (const part of ['ZXing-C++', 'libzueci', 'Ze-Zheng Wu', 'TERMS AND CONDITIONS FOR USE']) {
    expect(text).toContain(part);
  }
});
