import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kiosk } from '../electron/kiosk/kiosk.ts';
import type { Page } from '../electron/page/page-files.ts';
import type { GivenSettings } from '../electron/process/command-line.ts';
import { portTrouble } from '../electron/process/port-trouble.ts';
import { type ServedKiosk, serveKiosk } from '../electron/served/server.ts';
import { fileKeyStore } from '../electron/settings/key-store.ts';
import { type Simulator, startSimulator } from '../test/simulator/simulator.ts';

/** Opens the demo's staff area. */
export const DEMO_PIN = '7305';

export type DemoConference = {
  simulator: Simulator;
  served: ServedKiosk;
  /** Lines for a person: where the badges and the faults are, and which PIN opens the staff area. */
  directions: string[];
  /** Ends everything, and deletes what was written to disk. */
  close: () => Promise<void>;
};

/**
 * Starts a simulator of Confera, and a kiosk on loopback that is set up against it.
 *
 * The kiosk has a new data folder, so that it finds nothing of an earlier run and doesn't touch a real kiosk's data.
 *
 * @param page the built screen; one without files if something else serves it
 * @param ports the ports of the simulator and the kiosk; 0 takes any that is free
 * @throws BadSettingError if a port can't be had
 */
export async function startDemoConference(options: {
  given: Pick<GivenSettings, 'flags' | 'environment'>;
  page: Page;
  ports: { confera: number; kiosk: number };
}): Promise<DemoConference> {
  const { given, page, ports } = options;
  const simulator = await startSimulator({ port: ports.confera, journalLimit: 100_000 }).catch(
    portTrouble('--confera-port'),
  );
  const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-demo-'));
  const kiosk = new Kiosk({
    dataDir,
    flags: given.flags,
    environment: {
      location: 'demo-gate',
      staffPin: DEMO_PIN,
      ...given.environment,
      baseUrl: simulator.url,
      apiKey: 'cat_demo_all',
    },
    keyStore: fileKeyStore(dataDir),
    locked: false,
  });
  await kiosk.start();
  const served = await serveKiosk({ kiosk, page, port: ports.kiosk }).catch(portTrouble('--port'));
  return {
    simulator,
    served,
    directions: [
      `Badges to scan or type: ${simulator.url}/badges`,
      `Faults to try: ${simulator.url}/simulator/`,
      `Staff PIN: ${given.environment.staffPin ? 'as given' : DEMO_PIN}. Ctrl-C ends everything.`,
    ],
    close: async () => {
      await served.close();
      await kiosk.close();
      await simulator.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
