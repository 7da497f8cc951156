import { findProgram } from '../electron/served/find-program.ts';
import { installFromDebian } from './install-from-debian.ts';

/**
 * What single tests need, by the Debian package that brings it: a look at system calls, a screen, its keyboard, a
 * pseudo-terminal.
 */
const PACKAGE_OF = {
  strace: 'strace',
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xdotool: 'xdotool',
  setxkbmap: 'x11-xkb-utils',
  xkbcomp: 'x11-xkb-utils',
  python3: 'python3',
} as const;
type TestProgram = keyof typeof PACKAGE_OF;

/** Installs what is missing, where that is allowed; tests that go without say so and are skipped. */
export function ensureTestPrograms(): void {
  const programs = Object.keys(PACKAGE_OF) as TestProgram[];
  const missing = programs.filter((program) => findProgram(program, process.env) === null);
  if (missing.length > 0) installFromDebian(packagesOf(missing));
}

/** What of these is missing here and how it is had, in words; null where all are there. */
export function missingOf(programs: readonly TestProgram[]): string | null {
  const missing = programs.filter((program) => findProgram(program, process.env) === null);
  if (missing.length === 0) return null;
  const packages = packagesOf(missing).join(' ');
  return `${missing.join(', ')} missing here (Debian: apt-get install ${packages})`;
}

function packagesOf(programs: readonly TestProgram[]): string[] {
  return [...new Set(programs.map((program) => PACKAGE_OF[program]))];
}
