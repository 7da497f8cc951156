import { powerMonitor, powerSaveBlocker } from 'electron';

/**
 * Keeps the display awake, and tells when the machine goes to sleep or has woken up: its camera and its sockets are
 * then dead, and whoever stood in the staff area has gone.
 */
export function followPower(on: { sleep: () => void; wake: () => void; unlock: () => void }): void {
  powerSaveBlocker.start('prevent-display-sleep');
  powerMonitor.on('suspend', on.sleep);
  powerMonitor.on('resume', on.wake);
  powerMonitor.on('unlock-screen', on.unlock);
}
