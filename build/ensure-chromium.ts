import { findChromium } from '../electron/served/chromium.ts';
import { installFromDebian } from './install-from-debian.ts';

const PACKAGES = ['chromium', 'fonts-dejavu-core'];

/**
 * Finds the browser for the end-to-end tests, or installs Debian's Chromium if that is allowed.
 *
 * @returns its path. If there is none and none can be installed, it says so on stderr and returns null
 */
export function ensureChromium(): string | null {
  const found = findChromium(process.env) ?? installed();
  if (found) return found;
  process.stderr.write(
    'No Chromium found for the end-to-end tests: install it (Debian: apt-get install chromium), ' +
      'or set KIOSK_CHROMIUM to its path.\n',
  );
  return null;
}

function installed(): string | null {
  if (process.env.KIOSK_CHROMIUM) return null;
  return installFromDebian(PACKAGES) ? findChromium(process.env) : null;
}
