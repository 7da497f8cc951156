import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Lays out the app so that it can be packed for the proof: with an entry of its own, which adds what Node 20 lacks and
 * then loads the app's.
 *
 * @param before further CommonJS files to load before the app, with what a test can't cause from outside
 */
export function stageToPack(
  root: string,
  { sqlite, to, before = [] }: { sqlite: string; to: string; before?: readonly string[] },
): void {
  stageForProof(root, sqlite, to);
  const proof = path.join(to, 'out', 'proof');
  mkdirSync(proof);
  copyFileSync(path.join(import.meta.dirname, 'node-20.cjs'), path.join(proof, 'node-20.cjs'));
  for (const file of before) copyFileSync(file, path.join(proof, path.basename(file)));
  const described = path.join(to, 'package.json');
  const { main, ...others } = JSON.parse(readFileSync(described, 'utf8'));
  const added = before.map((file) => `./${path.basename(file)}`);
  const loads = ['./node-20.cjs', ...added, `../../${main}`];
  writeFileSync(
    path.join(proof, 'entry.cjs'),
    loads.map((file) => `require(${JSON.stringify(file)});\n`).join(''),
  );
  writeFileSync(described, JSON.stringify({ ...others, main: 'out/proof/entry.cjs' }));
}
