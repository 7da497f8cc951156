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
    // The core runs in the shell's own process, so there is nothing that could be out of reach.
    onReachable: () => () => {},
  };
}
