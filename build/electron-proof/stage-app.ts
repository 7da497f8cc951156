import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stageApp } from '../package/staged-app.ts';

/**
 * Lays out the built app as it is packed, but with the SQLite that runs in the proof's Electron.
 *
 * @param sqlite a `node_modules` with that SQLite
 * @param to the folder, which is emptied first
 */
export function stageForProof(root: string, sqlite: string, to: string): void {
  const modules = path.join(root, 'node_modules');
  stageApp({ root, modules, machine: { platform: 'linux', arch: 'x64' }, face: 'electron', to });
  const staged = path.join(to, 'node_modules');
  rmSync(path.join(staged, 'better-sqlite3'), { recursive: true });
  cpSync(sqlite, staged, { recursive: true });
}
