// Packs the app once for all tests, and starts nothing. The app is what we ship, with its fuses and its archive.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed app's folder. */
    packedApp: string;
  }
}

const PACK = path.join(import.meta.dirname, 'fixtures', 'pack-for-proof.ts');

export default function setup(project: TestProject): () => void {
  if (!process.env.PROOF_ELECTRON) {
    throw new Error('Run these tests by "npm run electron-proof -- FILE": it provides Electron.');
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-proof-'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', PACK, folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Packing ended with ${status}: ${stderr}\n${stdout}`);
  project.provide('packedApp', path.join(folder, 'out', 'linux-unpacked'));
  return () => rmSync(folder, { recursive: true, force: true });
}
