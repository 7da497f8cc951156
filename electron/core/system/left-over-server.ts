import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readIfThere } from '../core/system/durable-file.ts';
import type { HubFolder } from './hub-folder.ts';

const LOOK_MS = 50;
/** How long it has to end by itself, milliseconds. */
const END_MS = 5000;

/**
 * Ends the server that an earlier command has left behind because it was killed itself: it holds the port. To be called
 * by the command that holds the hub's folder.
 *
 * A process is ended only if its command line names this hub's configuration. Windows has no such command lines at hand:
 * there whoever starts the hub is told that the port is in use.
 */
export async function endLeftOver({ pid: file, config }: HubFolder): Promise<void> {
  const pid = Number(readIfThere(file));
  if (!Number.isInteger(pid) || pid <= 1 || process.platform === 'win32') return;
  const isOurs = () => commandLineOf(pid).includes(config);
  if (!isOurs()) return;
  const forceAt = performance.now() + END_MS;
  for (let signal: NodeJS.Signals = 'SIGTERM'; isOurs(); ) {
    send(pid, signal);
    await wait(LOOK_MS);
    if (performance.now() > forceAt) signal = 'SIGKILL';
  }
  rmSync(file, { force: true });
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
    // It has ended meanwhile.
  }
}
