// Runs a command on a screen in memory, with a window manager and a D-Bus session: `node on-a-screen.ts COMMAND …`.
// Whoever starts it ends what it leaves behind.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const SIZE = '1280x800x24';

const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SIZE, '-nolisten', 'tcp'], {
  stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
});
// The server takes a free display and writes its number when it can be used.
const [number] = await once(server.stdio[3] as Readable, 'data');
process.env.DISPLAY = `:${String(number).trim()}`;
spawn('openbox', [], { stdio: 'ignore' });
while (!managesWindows()) await sleep(50);
const session = spawn('dbus-run-session', ['--', ...process.argv.slice(2)], { stdio: 'inherit' });
const [code] = await once(session, 'exit');
process.exit(code ?? 1);

function managesWindows(): boolean {
  const { stdout } = spawnSync('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], {
    encoding: 'utf8',
  });
  return stdout.includes('window id');
}
