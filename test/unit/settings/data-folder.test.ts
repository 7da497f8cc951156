import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultDataDir } from '../../../electron/settings/data-folder.ts';

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
