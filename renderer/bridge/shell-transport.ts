import { BRIDGE_EVENTS, type BridgeTransport } from '../../shared/bridge/bridge.ts';
import type { ShellBridge } from '../../shared/bridge/shell-bridge.ts';

type ShellWindow = { kioskShell?: ShellBridge };

/** The Electron shell's way; null in a browser. */
export function shellTransport(window: Window): BridgeTransport | null {
  const shell = (window as ShellWindow).kioskShell;
  if (!shell) return null;
  return {
    call: (method, input) => shell.call(method, input),
    subscribe: (listener) => {
      const ends = BRIDGE_EVENTS.map((event) => shell.on(event, (data) => listener(event, data)));
      return () => {
        for (const end of ends) end();
      };
    },
    // The page and the core live and die together.
    onReachable: () => () => {},
  };
}
