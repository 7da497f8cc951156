import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { configHome, defaultDataDir } from '../../../electron/settings/data-folder.ts';

const inHome = (...parts: string[]) => path.join(homedir(), ...parts);

test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, string]>([
  ['Linux', 'linux', {}, inHome('.config', 'confera-kiosk')],
  ['Linux, told where', 'linux', { XDG_CONFIG_HOME: '/srv' }, path.join('/srv', 'confera-kiosk')],
  ['Linux, told nothing', 'linux', { XDG_CONFIG_HOME: '' }, inHome('.config', 'confera-kiosk')],
  ['another Unix', 'freebsd', {}, inHome('.config', 'confera-kiosk')],
  ['macOS', 'darwin', {}, inHome('Library', 'Application Support', 'Confera Kiosk')],
  [
    'macOS, with a variable of Linux',
    'darwin',
    { XDG_CONFIG_HOME: '/srv' },
    inHome('Library', 'Application Support', 'Confera Kiosk'),
  ],
  ['Windows', 'win32', { APPDATA: '/Roaming' }, path.join('/Roaming', 'Confera Kiosk')],
  ['Windows, untold', 'win32', {}, inHome('AppData', 'Roaming', 'Confera Kiosk')],
])('on %s', (_where, platform, env, folder) => {
  expect(defaultDataDir(env, platform)).toBe(folder);
});

test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, string | null, string | null]>([
  ['without a home', 'linux', {}, null, null],
  [
    'with a relative place for settings, and no home',
    'linux',
    { XDG_CONFIG_HOME: 'srv' },
    null,
    null,
  ],
  [
    'with a relative place for settings, which counts for nothing',
    'linux',
    { XDG_CONFIG_HOME: './srv' },
    '/home/a',
    '/home/a/.config/confera-kiosk',
  ],
  [
    'with a place for settings, and no home',
    'linux',
    { XDG_CONFIG_HOME: '/srv' },
    null,
    '/srv/confera-kiosk',
  ],
  ['without a home on macOS', 'darwin', { XDG_CONFIG_HOME: '/srv' }, null, null],
  ['without a home on Windows', 'win32', { APPDATA: '' }, null, null],
  ['with a relative folder on Windows', 'win32', { APPDATA: 'C:Roaming' }, null, null],
])('%s nothing is put into the current folder', (_how, platform, env, home, folder) => {
  expect(defaultDataDir(env, platform, home)).toBe(folder);
});

test('a desktop’s own folder is found by the same rule', () => {
  expect(configHome({ XDG_CONFIG_HOME: 'srv' }, 'linux', '/home/a')).toBe('/home/a/.config');
  expect(configHome({ XDG_CONFIG_HOME: '/srv' }, 'linux', null)).toBe('/srv');
});
