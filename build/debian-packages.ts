import { spawnSync } from 'node:child_process';

/** Installs Debian's packages where that is allowed: by root, on Linux; elsewhere nothing happens. */
export function installDebianPackages(packages: readonly string[]): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  process.stderr.write(`set-up: installing ${packages.join(', ')} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another installation may be under way on this machine.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const run = (...args: string[]) =>
    spawnSync('apt-get', [...wait, '-qq', ...args], { env, stdio: ['ignore', 2, 2] });
  run('update');
  run('install', '-y', '--no-install-recommends', ...packages);
}
