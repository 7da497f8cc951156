import { findChromium } from '../electron/served/chromium.ts';
import { installFromDebian } from './install-from-debian.ts';

const PACKAGES = ['chromium', 'fonts-dejavu-core'];

/**
 * Finds the browser of the end-to-end tests, or installs Debian's where that is allowed.
 *
 * @returns its path; null where there is none and none can be installed, with words on stderr
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
