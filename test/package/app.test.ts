import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, it } from 'vitest';
import { archivedFiles } from './fixtures/asar.ts';
import { packedForTests } from './fixtures/packed.ts';

const { folder, files, said } = packedForTests();

const root = path.resolve(import.meta.dirname, '../..');
const unpacked = path.join(folder, 'stand-in', 'linux-unpacked');
const archive = path.join(unpacked, 'resources', 'app.asar');
const machine = `linux-${process.arch}`;

/**
 * The app without Electron, in bytes: about 21 million when this was written, of which the fonts are 10.4 million, the hub's
 * client and the metrics 0.9 million, and the words of eleven languages beside English 0.8 million.
 */
const LARGEST_APP = 22_000_000;

it('says that it packed a stand-in, and where everything is', () => {
  expect(said).toContain('STAND-IN that does not run');
  expect(files.map((file) => path.relative(folder, file))).toEqual([
    expect.stringMatching(/^confera-kiosk-served_[\d.]+_(amd64|arm64)\.deb$/),
    expect.stringMatching(/^stand-in\/confera-kiosk-[\d.]+-linux-(x64|arm64)\.tar\.gz$/),
    expect.stringMatching(/^stand-in\/confera-kiosk_[\d.]+_(amd64|arm64)\.deb$/),
    'stand-in/linux-unpacked',
  ]);
  for (const file of files) expect(existsSync(file), file).toBe(true);
});

it('packs all that was built for Electron, and the two packages with compiled code', () => {
  const built = globSync('out/**', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.endsWith('.map') && !/\/(\.build-stamp|served\..*)$/.test(file))
    // Whoever ran `npm run dev` has it.
    .filter((file) => !file.startsWith('out/dev-cache/'));
  const packed = archivedFiles(archive).map(({ file }) => file);
  const licences = ['out/licenses/zxing-wasm.txt'];
  expect(packed.filter((file) => file.startsWith('out/'))).toEqual([...built, ...licences].sort());
  expect(built).toEqual(expect.arrayContaining(['out/main/index.cjs', 'out/main/shell.cjs']));

  const others = packed.filter((file) => !file.startsWith('out/'));
  const places = new Set(others.map((file) => file.match(/^node_modules\/(@[^/]+\/)?[^/]+/)?.[0]));
  expect([...places]).toEqual([
    `node_modules/@node-rs/argon2-${machine}-gnu`,
    'node_modules/@node-rs/argon2',
    'node_modules/better-sqlite3',
    undefined,
  ]);
  expect(others.filter((file) => !file.startsWith('node_modules/'))).toEqual(['package.json']);
  expect(others.filter((file) => /\.(ts|map|md|cc|cpp|[ch]|gyp)$/.test(file))).toEqual([]);
});

it('has nothing of the Electron on which the proof runs, nor of how that is prepared', () => {
  const all = globSync('**', { cwd: unpacked });
  expect(all.filter((file) => /default.app|electron-proof|cypress/i.test(file))).toEqual([]);
  const app = archivedFiles(archive).map(({ file }) => file);
  expect(
    app.filter((file) =>
      /default-app|electron-proof|out\/proof|node-20|before-the-app|cypress/i.test(file),
    ),
  ).toEqual([]);
  // The proof's SQLite is another one.
  const sqlite = JSON.parse(
    extractFile(archive, 'node_modules/better-sqlite3/package.json').toString(),
  );
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(sqlite.version).toBe(dependencies['better-sqlite3']);
});

it('tells Electron what to start, and nothing of how it is developed', () => {
  const packed = JSON.parse(extractFile(archive, 'package.json').toString());
  expect(Object.keys(packed).sort()).toEqual(
    ['author', 'description', 'desktopName', 'homepage', 'license', 'main', 'name', 'version']
      .concat('productName')
      .sort(),
  );
  expect(archivedFiles(archive).map(({ file }) => file)).toContain(packed.main);
});

it('brings the licences of what is inside', () => {
  const texts = archivedFiles(archive)
    .filter(({ file }) => /licenses|LICENSE/.test(file))
    .map(({ file }) => `${file}\n${extractFile(archive, file)}`)
    .join('\n');
  for (const name of [
    'react',
    'zod',
    'undici',
    'pino',
    'html5-qrcode',
    'better-sqlite3',
    'zxing-wasm',
  ]) {
    expect(texts).toContain(name);
  }
});

it('keeps compiled code outside the archive, and this machine can load it', () => {
  const addons = archivedFiles(archive).filter((each) => each.unpacked);
  expect(addons.map(({ file }) => file)).toEqual([
    `node_modules/@node-rs/argon2-${machine}-gnu/argon2.${machine}-gnu.node`,
    `node_modules/better-sqlite3/prebuilds/${machine}.node`,
  ]);
  for (const { file } of addons) {
    const addon = path.join(`${archive}.unpacked`, file);
    const script = 'process.dlopen({ exports: {} }, process.argv[1])';
    const { status, stderr } = spawnSync(process.execPath, ['-e', script, addon]);
    expect({ file, status, stderr: stderr.toString() }).toEqual({ file, status: 0, stderr: '' });
  }
});

it('has the doors of Electron shut in the program itself', async () => {
  const wire = await getCurrentFuseWire(path.join(unpacked, 'confera-kiosk.bin'));
  const shown = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
  expect({
    runAsNode: shown(FuseV1Options.RunAsNode),
    nodeOptions: shown(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: shown(FuseV1Options.EnableNodeCliInspectArguments),
    cookieEncryption: shown(FuseV1Options.EnableCookieEncryption),
    asarIntegrity: shown(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: shown(FuseV1Options.OnlyLoadAppFromAsar),
    fileExtraPrivileges: shown(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    cookieEncryption: true,
    asarIntegrity: true,
    onlyAsar: true,
    fileExtraPrivileges: false,
  });
});

it('is started by the launcher, which chooses the window system', () => {
  const launcher = path.join(unpacked, 'confera-kiosk');
  const written = readFileSync(path.join(root, 'build/linux/launcher.sh'), 'utf8');
  expect(readFileSync(launcher, 'utf8')).toBe(written);
  expect(statSync(launcher).mode & 0o777).toBe(0o755);
});

it("leaves out Electron's own sample app", () => {
  expect(globSync('**/default_app*', { cwd: unpacked })).toEqual([]);
});

it('stays small', () => {
  const sizes = archivedFiles(archive).map(({ size }) => size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_APP);
});

it('packs the archive for other Linuxes in a folder of its own, with the unit and the rules', () => {
  const packed = files.find((file) => file.endsWith('.tar.gz')) ?? '';
  const listed = spawnSync('tar', ['-tzf', packed], { encoding: 'utf8' }).stdout.trim().split('\n');
  const top = path.basename(packed, '.tar.gz');
  expect(listed.filter((file) => !file.startsWith(`${top}/`))).toEqual([]);
  const names = listed.map((file) => file.slice(top.length + 1));
  expect(names).toEqual(
    expect.arrayContaining([
      'confera-kiosk',
      'confera-kiosk.bin',
      'resources/app.asar',
      'linux/confera-kiosk.service',
      'linux/70-confera-kiosk.rules',
    ]),
  );
  // It would tell the updater that this is a Debian package.
  expect(names).not.toContain('resources/package-type');
  expect(existsSync(path.join(unpacked, 'resources/package-type'))).toBe(false);
});

it('refuses what it does not make, with words and exit code 2', () => {
  const program = path.join(root, 'build/package.ts');
  const { status, stderr, stdout } = spawnSync(process.execPath, [program, '--arch', 'ppc'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('--arch must be one of x64, arm64, not "ppc"');
  expect(stderr).not.toMatch(/\n {4}at /);
});
