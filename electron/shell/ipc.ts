import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { BRIDGE_METHODS, type BridgeHandlers } from '../../shared/bridge/bridge.ts';
import { answerBridgeCall, HandlerError } from '../../shared/bridge/bridge-ends.ts';
import { callChannel, eventChannel } from '../../shared/bridge/shell-bridge.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { PAGE_ORIGIN } from './app-protocol.ts';

/** The page that stands on the screen now: a window may be replaced. */
type CurrentPage = () => WebContents | null;

/** Answers the bridge's calls from the kiosk's own page in the window of now, and from nobody else. */
export function handleBridgeCalls(
  kiosk: Kiosk,
  handlers: BridgeHandlers,
  currentPage: CurrentPage,
): void {
  for (const method of BRIDGE_METHODS) {
    ipcMain.handle(callChannel(method), (event, input: unknown) => {
      if (event.sender !== currentPage() || !isOwnPage(event)) throw new Error('Not for this page');
      return answerBridgeCall(handlers, method, input).catch((error: unknown) => {
        if (error instanceof HandlerError) kiosk.report(error);
        throw error;
      });
    });
  }
}

/** Pushes the kiosk's events into the page. */
export function sendBridgeEvents(kiosk: Kiosk, currentPage: CurrentPage): void {
  for (const event of ['state', 'settled'] as const) {
    kiosk.events.on(event, (data: unknown) => currentPage()?.send(eventChannel(event), data));
  }
}

/** Asks a page whether it lives. */
export function askPulse(page: WebContents): void {
  page.send(eventChannel('pulse'), {});
}

function isOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame?.parent == null && senderFrame?.url.startsWith(`${PAGE_ORIGIN}/`) === true;
}
