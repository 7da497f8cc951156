import type { BridgeTransport } from '../../shared/bridge/bridge.ts';
import { httpTransport } from './http-transport.ts';
import { shellTransport } from './shell-transport.ts';

/** The page's way to the core: the shell's preload if there is one, and otherwise this page's server. */
export async function connectTransport(): Promise<BridgeTransport> {
  return shellTransport(window) ?? httpTransport();
}
