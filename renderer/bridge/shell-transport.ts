import type { BridgeTransport } from '../../shared/bridge/bridge.ts';
import type { ShellBridge } from '../../shared/bridge/shell-bridge.ts';

type ShellWindow = { kioskShell?: ShellBridge };

/** The transport through the Electron shell; null in a browser. */
export function shellTransport(window: Window): BridgeTransport | null {
  const shell = (window as ShellWindow).kioskShell;
  if (!shell) return null;
  return {
    call: shell.call,
    subscribe: shell.on,
    // The page and the core live and die together.
    onReachable: () => () => {},
  };
}
