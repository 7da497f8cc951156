// What becomes of the packed app whose files are damaged: Electron itself would keep a process without a window.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { programOf, START_MS, startPacked } from './fixtures/packed-kiosk.ts';

const LINE =
  /^Confera Kiosk can't start: a part of its program can't be loaded \([^\n]+\)\. Install the kiosk again \(INSTALL\.md\)\.$/m;

/** A copy of the packed app. Its files are those of the original, so a test replaces them and never writes to them. */
function copyOfPacked(): string {
  const copy = path.join(temporaryFolder(), 'kiosk');
  const { status, stderr } = spawnSync('cp', ['-al', inject('packedApp'), copy]);
  if (status !== 0) throw new Error(`The packed app can't be copied: ${stderr}`);
  return copy;
}

/** Puts other bytes in the place of a file. */
function replace(file: string, change: (bytes: Buffer) => Buffer): void {
  const bytes = readFileSync(file);
  rmSync(file);
  writeFileSync(file, change(bytes), { mode: 0o644 });
}

/** The app's compiled code by a part of its path. */
function compiled(folder: string, name: string): string {
  const [file] = globSync(`resources/app.asar.unpacked/node_modules/**/*${name}*.node`, {
    cwd: folder,
  });
  if (!file) throw new Error(`There is no ${name}`);
  return path.join(folder, file);
}

const nothing = () => Buffer.alloc(0);
const archive = (folder: string) => path.join(folder, 'resources/app.asar');

/** Runs a damaged copy until it ends; its processes are gone then. */
async function run(damage: (folder: string) => void) {
  const folder = copyOfPacked();
  damage(folder);
  const kiosk = startPacked({ program: programOf(folder) });
  onTestFinished(kiosk.end);
  const code = await kiosk.exited;
  expect(kiosk.processes('main')).toEqual([]);
  return { code, said: await kiosk.saidInAll };
}

it.each<[string, (folder: string) => void]>([
  ['whose SQLite is empty', (folder) => replace(compiled(folder, 'sqlite'), nothing)],
  ['without SQLite', (folder) => rmSync(compiled(folder, 'sqlite'))],
  ['whose argon2 is empty', (folder) => replace(compiled(folder, 'argon2'), nothing)],
  [
    'whose argon2 is for another machine',
    (folder) =>
      replace(compiled(folder, 'argon2'), (bytes) => {
        // The machine's number in the header of ELF: 183 is arm64.
        bytes.writeUInt16LE(183, 18);
        return bytes;
      }),
  ],
])(
  'a packed app %s ends with 1, and says in one line what to do',
  async (_, damage) => {
    const { code, said } = await run(damage);
    expect(said).toMatch(LINE);
    expect(said).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  },
  START_MS,
);

it.each<[string, (folder: string) => void]>([
  [
    'whose archive was cut short',
    (folder) => replace(archive(folder), (bytes) => bytes.subarray(0, bytes.length / 2)),
  ],
  [
    'whose archive ends in its list of files',
    (folder) => replace(archive(folder), (bytes) => bytes.subarray(0, 1000)),
  ],
  ['without its archive', (folder) => rmSync(archive(folder))],
])(
  'a packed app %s ends by itself, and not as if staff had left it',
  async (_, damage) => {
    const { code } = await run(damage);
    expect([0, 2, 7]).not.toContain(code);
  },
  START_MS,
);
