// One run of `npm run package` for all tests of what it makes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { nameOwnTools } from '../../build/package/tools.ts';

export type Packed = {
  /** Where it was told to put what it makes. */
  folder: string;
  /** What it said on stdout: the files, one a line. */
  files: string[];
  /** What it said on stderr. */
  said: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there are no packages on this machine, in words, where there are none. */
    packed: Packed | string;
  }
}

const PROGRAM = path.resolve(import.meta.dirname, '../../build/package.ts');

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-packages-'));
  project.provide('packed', whyNot() ?? pack(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'packages for Debian are made on Linux';
  if (process.getuid?.() !== 0) return 'dpkg installs packages for root alone';
  return nameOwnTools({ ...process.env });
}

function pack(folder: string): Packed {
  const args = ['--stand-in', '--quick', '--output', folder];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', PROGRAM, ...args],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Packing ended with ${status}: ${stderr}\n${stdout}`);
  const files = stdout.split('\n').filter((line) => line.startsWith(folder));
  return { folder, files, said: stderr };
}
