import { spawnSync } from 'node:child_process';

/**
 * Installs Debian packages if that is allowed: on Linux, as root, with apt-get. It writes to stderr.
 *
 * @returns whether apt-get reports that they are installed now
 */
export function installFromDebian(packages: readonly string[]): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  process.stderr.write(`set-up: installing ${packages.join(', ')} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another installation may be under way on this machine.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const run = (...args: string[]) =>
    spawnSync('apt-get', [...wait, '-qq', ...args], { env, stdio: ['ignore', 2, 2] });
  run('update');
  return run('install', '-y', '--no-install-recommends', ...packages).status === 0;
}
