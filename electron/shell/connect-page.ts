import type { Kiosk } from '../kiosk/kiosk.ts';
import { KioskSession } from '../kiosk/kiosk-session.ts';
import { handleBridgeCalls, sendBridgeEvents } from './ipc.ts';
import type { Shell } from './open-shell.ts';
import { saveExport } from './save-export.ts';
import { withShell } from './shell-handlers.ts';
import { followStartAtLogin } from './start-at-login.ts';
import type { IdleTime } from './updates/idle-time.ts';

/**
 * Lets the page on the screen talk to the kiosk.
 *
 * @param idle learns of each scan
 */
export function connectPage({ log, current, screen }: Shell, kiosk: Kiosk, idle: IdleTime): void {
  const session = new KioskSession(kiosk, (handlers) =>
    withShell(
      handlers,
      {
        alive: () => screen.heard(),
        scanned: () => idle.reset(),
        saved: () => followStartAtLogin(kiosk, log),
      },
      saveExport,
    ),
  );
  current.connect(session);
  handleBridgeCalls(session, () => screen.page);
  sendBridgeEvents(kiosk, () => screen.page);
}
