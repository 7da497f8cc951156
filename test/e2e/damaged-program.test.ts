// What becomes of a kiosk whose installed files are damaged: a disk that fails, or an update that was cut short.
import { spawn } from 'node:child_process';
import { cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { copyNativePackages } from '../../build/package/native-packages.ts';
import { PLATFORMS } from '../../build/package/platforms.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../..');
const HOOK = path.join(root, 'test/standin/hook.mjs');
const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
const platform = PLATFORMS.find((name) => name === process.platform) ?? 'linux';

const SQLITE = `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`;
const ARGON2 = `node_modules/@node-rs/argon2-${platform}-${arch}-gnu`;

/** A copy of the built program, as it is installed, with what it needs. */
function installedProgram(): string {
  const folder = temporaryFolder();
  cpSync(path.join(root, 'out'), path.join(folder, 'out'), { recursive: true });
  const modules = path.join(root, 'node_modules');
  copyNativePackages(modules, { platform, arch }, path.join(folder, 'node_modules'));
  return folder;
}

/** Runs a program of Node's until it ends. A program that doesn't end fails the test by its time limit. */
async function run(args: string[]) {
  const dataDir = temporaryFolder();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, KIOSK_DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, said };
}

const runShell = (folder: string) =>
  run(['--import', HOOK, path.join(folder, 'out/main/index.cjs')]);

/** Writes another main bundle in the place of the real one. */
const writeShell = (folder: string, source: string) =>
  writeFileSync(path.join(folder, 'out/main/shell.cjs'), source);

const DAMAGES: Record<string, (folder: string) => void> = {
  'whose main bundle is missing': (folder) => rmSync(path.join(folder, 'out/main/shell.cjs')),
  'whose main bundle was cut short': (folder) =>
    truncateSync(path.join(folder, 'out/main/shell.cjs'), 100_000),
  'whose main bundle is empty': (folder) => writeShell(folder, ''),
  'whose main bundle holds no text': (folder) => writeShell(folder, '\0'.repeat(1000)),
  'without its page': (folder) => rmSync(path.join(folder, 'out/renderer'), { recursive: true }),
  'without SQLite': (folder) =>
    rmSync(path.join(folder, 'node_modules/better-sqlite3'), { recursive: true }),
  'without the compiled code of SQLite': (folder) => rmSync(path.join(folder, SQLITE)),
  'whose compiled code of SQLite is empty': (folder) => truncateSync(path.join(folder, SQLITE), 0),
  'whose SQLite is for another machine': (folder) => {
    const other = path.join(root, 'node_modules/better-sqlite3/prebuilds/win32-x64.node');
    cpSync(other, path.join(folder, SQLITE));
  },
  'without argon2': (folder) =>
    rmSync(path.join(folder, 'node_modules/@node-rs'), { recursive: true }),
  'without the compiled code of argon2': (folder) =>
    rmSync(path.join(folder, ARGON2), { recursive: true }),
  'whose compiled code of argon2 is empty': (folder) =>
    truncateSync(path.join(folder, ARGON2, `argon2.${platform}-${arch}-gnu.node`), 0),
};

it.runIf(platform === 'linux').each(Object.entries(DAMAGES))(
  'a shell %s ends with 1, and says in one line what to do',
  async (_, damage) => {
    const folder = installedProgram();
    damage(folder);
    const { code, said } = await runShell(folder);
    expect(said).toMatch(
      /^Confera Kiosk can't start: a part of its program can't be loaded \([^\n]+\)\. Install the kiosk again \(INSTALL\.md\)\.\n$/,
    );
    expect(code).toBe(1);
  },
);

it.runIf(platform === 'linux')(
  'a served kiosk whose compiled code is damaged ends with 1, and says in one line what to do',
  async () => {
    const folder = installedProgram();
    truncateSync(path.join(folder, SQLITE), 0);
    const served = path.join(folder, 'out/main/served.cjs');
    const { code, said } = await run([served, '--host', 'browser', '--no-open']);
    expect(said).toMatch(
      /^A part of the kiosk's program can't be loaded \([^\n]+\)\. Install the kiosk again \(INSTALL\.md\)\.\n$/,
    );
    expect(code).toBe(1);
  },
);

it.runIf(platform === 'linux')(
  'a shell whose compiled code was cut short is killed by the system, which keeps nothing running',
  async () => {
    const folder = installedProgram();
    truncateSync(path.join(folder, SQLITE), 50_000);
    expect(await runShell(folder)).toEqual({ code: null, said: '' });
  },
);

it('a served kiosk whose bundle was cut short ends with 1', async () => {
  const folder = installedProgram();
  const served = path.join(folder, 'out/main/served.cjs');
  truncateSync(served, 100_000);
  expect(await run([served, '--host', 'browser', '--no-open'])).toMatchObject({ code: 1 });
});

const EARLY: Record<string, string> = {
  'an exception in the first moment': 'setImmediate(() => { throw new Error("too early"); });',
  'a rejection in the first moment': 'void Promise.reject(new Error("too early"));',
  'several errors at once':
    'void Promise.reject(new Error("too early")); setImmediate(() => { throw new Error("later"); });',
  'a rejection with something that is no error': 'void Promise.reject("too early");',
};

it.each(Object.entries(EARLY))(
  'a shell with %s ends with 1, and says so in one line',
  async (_, happens) => {
    const folder = installedProgram();
    writeShell(folder, `exports.start = () => { setInterval(() => {}, 1000); ${happens} };`);
    expect(await runShell(folder)).toEqual({
      code: 1,
      said:
        "Confera Kiosk can't start: something failed before its window opened (too early). " +
        'If this happens every time, install the kiosk again (INSTALL.md).\n',
    });
  },
);
