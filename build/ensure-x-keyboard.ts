import { missingForXKeyboard } from '../test/e2e/fixtures/x-keyboard.ts';
import { installFromDebian } from './install-from-debian.ts';

const PACKAGES = ['xvfb', 'xdotool', 'x11-xkb-utils', 'xkb-data'];

/** Has what the tests with a real keyboard need, or installs it where that is allowed; they are skipped without. */
export function ensureXKeyboard(): void {
  if (missingForXKeyboard().length > 0) installFromDebian(PACKAGES);
}
