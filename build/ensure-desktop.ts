import { findProgram } from './find-program.ts';
import { installFromDebian } from './install-from-debian.ts';

/** What a window needs where there is no screen, by the Debian packages that bring it. */
const PROGRAMS = { Xvfb: 'xvfb', openbox: 'openbox', xdotool: 'xdotool' };

/** Installs a screen in memory, a window manager and a keyboard for tests, where they are missing and that is allowed. */
export function ensureDesktop(): void {
  const missing = Object.entries(PROGRAMS).filter(([program]) => findProgram(program) === null);
  if (missing.length > 0) installFromDebian(missing.map(([, name]) => name));
}

/** What is missing of it, in words; null where all is there. */
export function missingOfDesktop(): string | null {
  const missing = Object.entries(PROGRAMS).filter(([program]) => findProgram(program) === null);
  if (missing.length === 0) return null;
  const names = missing.map(([, name]) => name).join(' ');
  return `${missing.map(([program]) => program).join(', ')} missing here (Debian: apt-get install ${names})`;
}
