import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readIfThere } from './durable-file.ts';

/** The files by which the hub's server is known again, in the hub's own folder. */
export const SERVER_FILES = { config: 'nats-server.conf', pid: 'nats-server.pid' } as const;

const LOOK_MS = 50;
/** How long it has to end by itself, milliseconds, and then as long again by force. */
const END_MS = 5000;

/**
 * Ends the server that an earlier command has left behind because it was killed itself: it holds the port and its files. To
 * be called by whoever holds the lock of the hub's folder.
 *
 * A process is ended only if its command line names this hub's configuration. Windows has no such command lines at hand:
 * there nothing is ended.
 *
 * @param folder the hub's own, as a full path
 * @returns false if it is still there, because it is another user's
 */
export async function endLeftOver(folder: string): Promise<boolean> {
  const file = path.join(folder, SERVER_FILES.pid);
  const config = path.join(folder, SERVER_FILES.config);
  const pid = Number(readIfThere(file));
  if (!Number.isInteger(pid) || pid <= 1 || process.platform === 'win32') return true;
  const isOurs = () => commandLineOf(pid).includes(config);
  if (!isOurs()) return true;
  const from = performance.now();
  for (let signal: NodeJS.Signals = 'SIGTERM'; isOurs(); ) {
    const passed = performance.now() - from;
    if (passed > 2 * END_MS) return false;
    if (passed > END_MS) signal = 'SIGKILL';
    send(pid, signal);
    await wait(LOOK_MS);
  }
  rmSync(file, { force: true });
  return true;
}

/** Empty if there is no such process, or if it has ended and its parent hasn't noticed yet. */
function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // Only Linux has such files.
    const asked = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return asked.stdout ?? '';
  }
}

function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile, or is another user's.
  }
}
