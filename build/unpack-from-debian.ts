import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Downloads a Debian package and unpacks it into a folder, without installing it. Installing a server would start it on
 * this machine, for everybody to reach. The libraries that it needs have to be here already. It writes to stderr.
 *
 * @param folder made by this; it doesn't exist unless everything is in it
 * @returns whether it is there now
 */
export function unpackFromDebian(packageName: string, folder: string): boolean {
  process.stderr.write(`set-up: unpacking ${packageName} …\n`);
  mkdirSync(path.dirname(folder), { recursive: true });
  const making = mkdtempSync(`${folder}-`);
  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: making, stdio: ['ignore', 2, 2] }).status === 0;
  // apt's own user can't write into this folder, and apt warns of that each time unless it is told that it needn't try.
  const download = () =>
    run('apt-get', '-qq', '-o', 'APT::Sandbox::User=root', 'download', packageName);
  try {
    // The lists of packages may be missing or old. Only root can bring them up to date.
    if (!download() && !(run('apt-get', '-qq', 'update') && download())) return false;
    const archive = readdirSync(making).find((name) => name.endsWith('.deb'));
    if (!archive || !run('dpkg-deb', '--extract', archive, 'root')) return false;
    renameSync(path.join(making, 'root'), folder);
    return true;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
