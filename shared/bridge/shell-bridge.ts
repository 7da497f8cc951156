import type { BridgeEvent, BridgeMethod } from './bridge.ts';

/** What the Electron shell's preload puts into the page as `window.kioskShell`. */
export type ShellBridge = {
  call: (method: BridgeMethod, input: unknown) => Promise<unknown>;
  /** @returns what ends the listening */
  on: (event: BridgeEvent, listener: (data: unknown) => void) => () => void;
};

/** The IPC channel of a method or an event. */
export const callChannel = (method: BridgeMethod) => `kiosk:call:${method}` as const;
export const eventChannel = (event: BridgeEvent) => `kiosk:event:${event}` as const;
