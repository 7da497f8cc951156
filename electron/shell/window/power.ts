import { powerMonitor, powerSaveBlocker } from 'electron';
import type { Shell } from '../open-shell.ts';

/**
 * Keeps the display of a locked kiosk awake. When the machine goes to sleep, whoever stood in the staff area has left;
 * when it wakes up, its camera and its sockets are dead, so the window is replaced.
 */
export function followPower({ given, current, screen }: Shell): void {
  if (!given.locked) return;
  powerSaveBlocker.start('prevent-display-sleep');
  powerMonitor.on('suspend', () => current.lockStaff());
  powerMonitor.on('resume', () => void screen.show('kiosk'));
  powerMonitor.on('unlock-screen', () => screen.place());
}
