import { spawnSync } from 'node:child_process';
import { findChromium } from '../electron/served/chromium.ts';

const PACKAGES = ['chromium', 'fonts-dejavu-core'];

/**
 * Finds the browser of the end-to-end tests, or installs Debian's where that is allowed.
 *
 * @returns its path; null where there is none and none can be installed, with words on stderr
 */
export function ensureChromium(): string | null {
  return findChromium(process.env) ?? installed();
}

function installed(): string | null {
  const isRoot = process.getuid?.() === 0;
  if (process.platform === 'linux' && isRoot && !process.env.KIOSK_CHROMIUM) {
    process.stderr.write(`set-up: installing ${PACKAGES.join(', ')} …\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // Another installation may be under way on this machine.
    const wait = ['-o', 'DPkg::Lock::Timeout=300'];
    const run = (...args: string[]) =>
      spawnSync('apt-get', [...wait, '-qq', ...args], { env, stdio: ['ignore', 2, 2] });
    run('update');
    run('install', '-y', '--no-install-recommends', ...PACKAGES);
    const found = findChromium(process.env);
    if (found) return found;
  }
  process.stderr.write(
    'No Chromium found for the end-to-end tests: install it (Debian: apt-get install chromium), ' +
      'or set KIOSK_CHROMIUM to its path.\n',
  );
  return null;
}
