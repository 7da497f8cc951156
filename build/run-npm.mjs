// Runs npm from whichever program needs it, also from the set-up, on the system's Node and before anything is installed.
import { spawnSync } from 'node:child_process';

export function runNpm(args, { cwd, stdio, env = process.env }) {
  const npm = env.npm_execpath;
  // If the path of npm's program is known, it is called directly. Windows needs no shell then.
  const [command, before] = npm ? [env.npm_node_execpath ?? process.execPath, [npm]] : ['npm', []];
  const shell = process.platform === 'win32' && !npm;
  const { status, error } = spawnSync(command, [...before, ...args], { cwd, stdio, env, shell });
  return { ok: status === 0, error };
}
