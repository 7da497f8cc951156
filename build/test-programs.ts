import { findProgram } from '../electron/core/system/find-program.ts';
import { installFromDebian } from './install-from-debian.ts';

/**
 * The programs that some tests need, with the Debian packages that contain them. They show system calls, unpack, and
 * provide a screen, its keyboard, displays that come and go, a Wayland session, a D-Bus, a network of loopback alone and a
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
  xprop: 'x11-utils',
  xrandr: 'x11-xserver-utils',
  'dbus-run-session': 'dbus',
  ip: 'iproute2',
  unzip: 'unzip',
  import: 'imagemagick',
  weston: 'weston',
  Xwayland: 'xwayland',
  Xorg: 'xserver-xorg-video-dummy',
} as const;
type TestProgram = keyof typeof PACKAGE_OF;

/** Installs what is missing, if that is allowed. A test that misses a program is skipped and names it. */
export function ensureTestPrograms(): void {
  const programs = Object.keys(PACKAGE_OF) as TestProgram[];
  const missing = programs.filter((program) => findProgram(program, process.env) === null);
  if (missing.length > 0) installFromDebian(packagesOf(missing));
}

/** A sentence that says which of these programs are missing and how to install them; null if none is missing. */
export function missingOf(programs: readonly TestProgram[]): string | null {
  const missing = programs.filter((program) => findProgram(program, process.env) === null);
  if (missing.length === 0) return null;
  const packages = packagesOf(missing).join(' ');
  return `${missing.join(', ')} missing here (Debian: apt-get install ${packages})`;
}

/** What `missingOf` says of the programs without which nothing can be shown to a real Electron. */
export function missingForProof(): string | null {
  return missingOf([
    'Xvfb',
    'openbox',
    'xdotool',
    'xprop',
    'xrandr',
    'dbus-run-session',
    'ip',
    'unzip',
    'import',
  ]);
}

function packagesOf(programs: readonly TestProgram[]): string[] {
  return [...new Set(programs.map((program) => PACKAGE_OF[program]))];
}
