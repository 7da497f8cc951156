import type { BrowserWindow } from 'electron';
import { isSentByScanners, isWayOut } from '../../../shared/lockdown/kiosk-keys.ts';

/**
 * Keeps a window where visitors need it: it doesn't close, shrink, zoom or leave the display. Keys that would do such
 * things don't reach it, except for the function keys, which scanners send and which the page itself blocks. No app can
 * block what the operating system keeps for itself: see build/LOCKDOWN.md.
 *
 * @param place brings the window back to the front of its display
 * @param mayClose whether the app is ending, because staff left the kiosk or the system shuts down
 */
export function lockWindow(
  window: BrowserWindow,
  { place, mayClose }: { place: () => void; mayClose: () => boolean },
): void {
  const { webContents } = window;
  window.on('close', (event) => {
    if (!mayClose()) event.preventDefault();
  });
  window.on('blur', place);
  window.on('minimize', place);
  window.on('leave-full-screen', place);
  webContents.on('before-input-event', (event, input) => {
    const { key, code, control: ctrlKey, alt: altKey, meta: metaKey, shift: shiftKey } = input;
    const pressed = { key, code, ctrlKey, altKey, metaKey, shiftKey };
    if (isWayOut(pressed) && !isSentByScanners(pressed)) event.preventDefault();
  });
  webContents.on('zoom-changed', () => webContents.setZoomFactor(1));
  webContents.on('did-finish-load', () => {
    webContents.setZoomFactor(1);
    // A pinch zooms only the picture, which the page can't notice. The page may already be gone again.
    webContents.setVisualZoomLevelLimits(1, 1).catch(() => {});
  });
}
