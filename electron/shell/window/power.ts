import { powerMonitor, powerSaveBlocker } from 'electron';
import type { KioskOptions } from '../../kiosk/kiosk.ts';
import type { Shell } from '../open-shell.ts';

/**
 * Keeps the display of a locked kiosk awake.
 *
 * @returns what reads how the machine's power is now
 */
export function keepAwake({ given }: Shell): Required<KioskOptions>['power'] {
  const blocker = given.locked ? powerSaveBlocker.start('prevent-display-sleep') : null;
  return () => ({
    keepsAwake: blocker !== null && powerSaveBlocker.isStarted(blocker),
    onBattery: powerMonitor.isOnBatteryPower(),
  });
}

/**
 * Follows the sleep of a locked kiosk. When the machine goes to sleep, whoever stood in the staff area has left;
 * when it wakes up, its camera and its sockets are dead, so the window is replaced.
 */
export function followPower({ given, current, screen }: Shell): void {
  if (!given.locked) return;
  powerMonitor.on('suspend', () => current.lockStaff());
  powerMonitor.on('resume', () => void screen.show('kiosk'));
  powerMonitor.on('unlock-screen', () => screen.place());
}
