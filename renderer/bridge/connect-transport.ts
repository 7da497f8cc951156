import type { BridgeTransport } from '../../shared/bridge/bridge.ts';
import { httpTransport } from './http-transport.ts';
import { shellTransport } from './shell-transport.ts';

/** The page's transport to the core: through the shell's preload if there is one, else to this page's server. */
export async function connectTransport(): Promise<BridgeTransport> {
  return shellTransport(window) ?? httpTransport();
}
