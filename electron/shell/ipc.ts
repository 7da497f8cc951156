import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { BridgeEvent } from '../../shared/bridge/bridge.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/bridge/shell-bridge.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { KioskSession } from '../kiosk/kiosk-session.ts';
import { isOwnPage } from './page-origin.ts';

/** The page that is on the screen now; its window may have been replaced. */
type CurrentPage = () => WebContents | null;

/** Answers the bridge's calls from the kiosk's own page in the current window, and from nobody else. */
export function handleBridgeCalls(session: KioskSession, currentPage: CurrentPage): void {
  ipcMain.handle(CALL_CHANNEL, (event, method: unknown, input: unknown) => {
    if (event.sender !== currentPage() || !isFromOwnPage(event))
      throw new Error('Not for this page');
    return session.answer(String(method), input);
  });
}

/** Sends the kiosk's events to the page. */
export function sendBridgeEvents(kiosk: Kiosk, currentPage: CurrentPage): void {
  kiosk.subscribe((event, data) => {
    const page = currentPage();
    if (page) sendEvent(page, event, data);
  });
}

/** Asks a page whether it is alive. */
export function askPulse(page: WebContents): void {
  sendEvent(page, 'pulse', {});
}

function sendEvent(page: WebContents, event: BridgeEvent, data: unknown) {
  page.send(EVENT_CHANNEL, event, data);
}

function isFromOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
}
