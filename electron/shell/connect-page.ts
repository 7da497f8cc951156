import type { Kiosk } from '../kiosk/kiosk.ts';
import { KioskSession } from '../kiosk/kiosk-session.ts';
import type { SerialPorts } from './guard/serial-ports.ts';
import { handleBridgeCalls, sendBridgeEvents } from './ipc.ts';
import type { Shell } from './open-shell.ts';
import { saveExport, savePiecesAsDownload } from './save-export.ts';
import { withShell } from './shell-handlers.ts';
import { followStartAtLogin } from './start-at-login.ts';
import type { IdleTime } from './updates/idle-time.ts';
import { followTheme } from './window/follow-theme.ts';

/**
 * Lets the page on the screen talk to the kiosk.
 *
 * @param idle learns of each scan
 * @param serialPorts follows the settings
 */
export function connectPage(
  { log, current, screen }: Shell,
  kiosk: Kiosk,
  { idle, serialPorts }: { idle: IdleTime; serialPorts: SerialPorts },
): void {
  const session = new KioskSession(kiosk, (handlers) =>
    withShell(
      handlers,
      {
        alive: () => screen.heard(),
        scanned: () => idle.reset(),
        saved: () => {
          followStartAtLogin(kiosk, log);
          followTheme(kiosk);
          if (screen.page) serialPorts.openOn(screen.page);
        },
      },
      saveExport,
      savePiecesAsDownload,
    ),
  );
  current.connect(session);
  handleBridgeCalls(session, () => screen.page);
  sendBridgeEvents(kiosk, () => screen.page);
}
