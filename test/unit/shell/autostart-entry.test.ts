import { expect, test } from 'vitest';
import { autostartEntry, launcherOf } from '../../../electron/shell/autostart-entry.ts';

const execOf = (program: string) => /^Exec=(.*)$/m.exec(autostartEntry(program))?.[1];

test.each([
  ['/opt/Confera Kiosk/confera-kiosk', '"/opt/Confera Kiosk/confera-kiosk"'],
  ['/home/a%b/kiosk', '"/home/a%%b/kiosk"'],
  ['/home/$x/kiosk', '"/home/\\\\$x/kiosk"'],
  ['/home/"q"/kiosk', '"/home/\\\\"q\\\\"/kiosk"'],
])('starts %s', (program, exec) => {
  expect(execOf(program)).toBe(exec);
});

test('is an entry that desktops take', () => {
  expect(autostartEntry('/opt/kiosk').split('\n')).toEqual([
    '[Desktop Entry]',
    'Type=Application',
    'Name=Confera Kiosk',
    'Exec="/opt/kiosk"',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ]);
});

test.each([
  ['/opt/Confera Kiosk/confera-kiosk.bin', '/opt/Confera Kiosk/confera-kiosk'],
  ['/home/kiosk/electron', '/home/kiosk/electron'],
])('names what starts %s', (program, launcher) => {
  expect(launcherOf(program)).toBe(launcher);
});
