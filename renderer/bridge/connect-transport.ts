import type { BridgeTransport } from '../../shared/bridge/bridge.ts';
import { httpTransport } from './http-transport.ts';
import { shellTransport } from './shell-transport.ts';

/** The way to the core from here: through the shell's preload where there is one, else to the server of this page. */
export async function connectTransport(): Promise<BridgeTransport> {
  return shellTransport(window) ?? httpTransport();
}
