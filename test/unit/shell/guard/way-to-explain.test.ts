import { expect, test } from 'vitest';
import { BadSettingError } from '../../../../electron/core/system/bad-setting.ts';
import { BadCommandLineError } from '../../../../electron/shell/guard/switch-policy.ts';
import { wayToExplain } from '../../../../electron/shell/guard/way-to-explain.ts';

const setting = new BadSettingError('x');
const line = new BadCommandLineError('x');
const onX = { DISPLAY: ':0' };
const onWayland = { WAYLAND_DISPLAY: 'wayland-0' };
const supervised = { KIOSK_SUPERVISED: '1' };

test.each([
  ['linux', true, setting, onX, 'window'],
  ['linux', true, setting, onWayland, 'window'],
  ['linux', true, setting, {}, 'nothing more'],
  ['linux', true, setting, { ...onX, ...supervised }, 'nothing more'],
  ['linux', true, line, onX, 'nothing more'],
  ['linux', false, setting, onX, 'nothing more'],
  ['win32', true, setting, {}, 'window'],
  ['darwin', true, setting, {}, 'window'],
  ['win32', true, setting, supervised, 'nothing more'],
  ['win32', true, line, {}, 'box before ready'],
  ['win32', false, line, {}, 'nothing more'],
] as const)('%s, installed: %s, %o, with %o: %s', (platform, isPackaged, error, env, way) => {
  expect(wayToExplain(error, { isPackaged, platform, env })).toBe(way);
});
