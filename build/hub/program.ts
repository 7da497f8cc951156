import { findHubServer } from '../../electron/hub/find-server.ts';
import { ensureServer } from '../test-servers.ts';

/** What to do where there is no program for a hub. */
export const NO_HUB_PROGRAM =
  'There is no nats-server here. Download version 2.9 or newer from https://nats.io/download, ' +
  'and put it on PATH or name it by KIOSK_HUB_SERVER';

/**
 * The program of a hub's server: found, or unpacked from Debian's package; null if it can't be had here.
 *
 * @throws BadSettingError if what was found is no such program, or too old
 */
export async function hubProgram(env: NodeJS.ProcessEnv): Promise<string | null> {
  return (await findHubServer(env)) ?? ensureServer('nats-server');
}
