import type { ElectronApplication } from 'playwright-core';
import { CALL_CHANNEL } from '../../../shared/bridge/shell-bridge.ts';

/**
 * Begins to note in the main process what reaches the page that is open over IPC, which Playwright doesn't see.
 *
 * @returns what has reached it so far, as text
 */
export async function traceIpc(app: ElectronApplication): Promise<() => Promise<string[]>> {
  const noted = await app.evaluateHandle(({ BrowserWindow, ipcMain }, channel) => {
    const sent: string[] = [];
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (...args: Parameters<typeof send>) => {
        sent.push(JSON.stringify(args));
        send(...args);
      };
    }
    // Electron has no way to ask for a handler, and keeps them in this map.
    type Handler = (...args: unknown[]) => Promise<unknown>;
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, Handler>;
    };
    const answer = handlers.get(channel);
    handlers.set(channel, async (...args) => {
      const answered = await answer?.(...args);
      sent.push(JSON.stringify(answered));
      return answered;
    });
    return sent;
  }, CALL_CHANNEL);
  return () => noted.evaluate((sent) => sent);
}
