import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { windowSystem, windowSystemSwitches } from '../../../electron/process/window-system.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const LAUNCHER = path.resolve(import.meta.dirname, '../../../build/linux/launcher.sh');

const X = { DISPLAY: ':0' };
const WAYLAND = { WAYLAND_DISPLAY: 'wayland-0', XDG_SESSION_TYPE: 'wayland' };
const XWAYLAND = { ...X, ...WAYLAND };

/** What a session and a command line lead to; null if there is nothing to add. */
const CHOICES = [
  ['an X server', X, [], 'x11'],
  ['a Wayland session with XWayland', XWAYLAND, [], 'x11'],
  ['a Wayland session without XWayland', WAYLAND, [], 'wayland'],
  ['Wayland without a session', { WAYLAND_DISPLAY: 'wayland-0' }, [], 'wayland'],
  ['an empty DISPLAY', { ...WAYLAND, DISPLAY: '' }, [], 'wayland'],
  ['no display', {}, ['--windowed'], null],
  ['an X server, other flags', X, ['--windowed', '--location=a b'], 'x11'],
  ['a person who chose Wayland', XWAYLAND, ['--windowed', '--ozone-platform=wayland'], null],
  ['a person who chose X11', WAYLAND, ['--ozone-platform=x11'], null],
  // Electron reads this one no more.
  ['an old hint', XWAYLAND, ['--ozone-platform-hint=wayland'], 'x11'],
] as const;

const switchesFor = (chosen: string | null) =>
  chosen === null ? [] : [`--ozone-platform=${chosen}`];

test.each(CHOICES)('%s', (_session, env, args, chosen) => {
  expect(windowSystemSwitches(args, env, 'linux')).toEqual(switchesFor(chosen));
});

test('there is nothing to choose on Windows and macOS', () => {
  expect(windowSystemSwitches([], XWAYLAND, 'win32')).toEqual([]);
  expect(windowSystemSwitches([], XWAYLAND, 'darwin')).toEqual([]);
});

describe.skipIf(process.platform !== 'linux')('the launcher of the installed app', () => {
  test.each(CHOICES)('decides in the same way: %s', (_session, env, args, chosen) => {
    const folder = installedIn(temporaryFolder());
    const { stdout, status } = spawnSync(path.join(folder, 'confera-kiosk'), args, {
      env: { PATH: '/usr/bin:/bin', ...env },
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({
      stdout: [...switchesFor(chosen), ...args].map((arg) => `${arg}\n`).join(''),
      status: 7,
    });
  });

  test('finds the program behind a link, as from /usr/bin', () => {
    const folder = installedIn(temporaryFolder());
    const link = path.join(temporaryFolder(), 'confera-kiosk');
    symlinkSync(path.join(folder, 'confera-kiosk'), link);
    expect(spawnSync(link, { env: { PATH: '/usr/bin:/bin' } }).status).toBe(7);
  });
});

/** The launcher beside a program that prints its arguments, in a folder with a space in its name. */
function installedIn(place: string): string {
  const folder = path.join(place, 'Confera Kiosk');
  mkdirSync(folder);
  copyFileSync(LAUNCHER, path.join(folder, 'confera-kiosk'));
  chmodSync(path.join(folder, 'confera-kiosk'), 0o755);
  const program = '#!/bin/sh\nfor arg in "$@"; do echo "$arg"; done\nexit 7\n';
  writeFileSync(path.join(folder, 'confera-kiosk.bin'), program, { mode: 0o755 });
  return folder;
}

test.each([
  ['x11', X, 'x11'],
  ['x11', XWAYLAND, 'xwayland'],
  ['x11', { ...X, XDG_SESSION_TYPE: 'wayland' }, 'xwayland'],
  ['wayland', XWAYLAND, 'wayland'],
  // Versions before 38 use X11 and don't say so.
  ['', X, 'x11'],
] as const)('Electron on "%s" in %o uses %s', (ozone, env, is) => {
  expect(windowSystem(ozone, env, 'linux')).toBe(is);
  expect(windowSystem(ozone, env, 'win32')).toBeNull();
});
