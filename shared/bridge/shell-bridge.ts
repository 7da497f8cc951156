import type { BridgeMethod } from './bridge.ts';

/** What the Electron shell's preload puts into the page as `window.kioskShell`. */
export type ShellBridge = {
  call: (method: BridgeMethod, input: unknown) => Promise<unknown>;
  /**
   * Delivers every event, by its name.
   *
   * @returns a function that ends the subscription
   */
  on: (listener: (event: string, data: unknown) => void) => () => void;
};

/** The IPC channel of all calls: the method's name, then its input. */
export const CALL_CHANNEL = 'kiosk:call';
/** The IPC channel of all events: the event's name, then its data. */
export const EVENT_CHANNEL = 'kiosk:event';
