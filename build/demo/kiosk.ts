import { setTimeout as wait } from 'node:timers/promises';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import type { Page } from '../../electron/page/page-files.ts';
import { portTrouble } from '../../electron/process/port-trouble.ts';
import { type ServedKiosk, serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import type { SettingTexts } from '../../electron/settings/saved-settings.ts';

/** How long a kiosk has to reach its hub before the demo goes on without, milliseconds. */
const HUB_MS = 10_000;
const LOOK_MS = 20;

/**
 * Starts a kiosk in a data folder of its own, and serves it. Resolves once it also has reached the hub, if it has one.
 * Closing what is returned ends the kiosk, too.
 *
 * @param port 0 takes any that is free
 * @throws BadSettingError if the port can't be had
 */
export async function startDemoKiosk(options: {
  dataDir: string;
  flags: SettingTexts;
  environment: SettingTexts;
  page: Page;
  port: number;
}): Promise<ServedKiosk> {
  const { dataDir, flags, environment, page, port } = options;
  const keyStore = fileKeyStore(dataDir);
  const kiosk = new Kiosk({ dataDir, flags, environment, keyStore, locked: false });
  try {
    await kiosk.start();
    const served = await serveKiosk({ kiosk, page, port }).catch(portTrouble('--port'));
    await untilHubIsReached(kiosk);
    const close = async () => {
      await served.close();
      await kiosk.close();
    };
    return { ...served, close };
  } catch (error) {
    await kiosk.close();
    throw error;
  }
}

async function untilHubIsReached({ core }: Kiosk): Promise<void> {
  const end = performance.now() + HUB_MS;
  while (core?.venue?.state.hub === 'connecting' && performance.now() < end) await wait(LOOK_MS);
}
