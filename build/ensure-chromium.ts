import { findChromium } from '../electron/served/chromium.ts';
import { installFromDebian } from './install-from-debian.ts';

/**
 * Finds the browser of the end-to-end tests, or installs Debian's where that is allowed.
 *
 * @returns its path; null where there is none and none can be installed, with words on stderr
 */
export function ensureChromium(): string | null {
  const found = findChromium(process.env);
  if (found) return found;
  if (!process.env.KIOSK_CHROMIUM) installFromDebian(['chromium', 'fonts-dejavu-core']);
  const installed = findChromium(process.env);
  if (installed) return installed;
  process.stderr.write(
    'No Chromium found for the end-to-end tests: install it (Debian: apt-get install chromium), ' +
      'or set KIOSK_CHROMIUM to its path.\n',
  );
  return null;
}
