import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Electron's own program; null where it hasn't been downloaded. Asking its package itself would start a download. */
export function findElectron(root: string): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  const named = path.join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const program = path.join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** Runs the built app on it until it ends; signals reach it, too. */
export function runElectron(given: {
  root: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}): Promise<number> {
  const { root, args, env } = given;
  const program = findElectron(root) ?? '';
  const child = spawn(program, [path.join(root, 'out/main/index.cjs'), ...args], {
    env,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
