import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '../../electron/page/page-files.ts';
import type { GivenSettings } from '../../electron/process/command-line.ts';
import { portTrouble } from '../../electron/process/port-trouble.ts';
import type { ServedKiosk } from '../../electron/served/server.ts';
import type { SettingTexts } from '../../electron/settings/saved-settings.ts';
import { type Simulator, startSimulator } from '../../test/simulator/simulator.ts';
import { gateDirections, kioskDirections } from './directions.ts';
import type { DemoGates, DemoHub } from './hub.ts';
import { startDemoKiosk } from './kiosk.ts';

/** Opens the demo's staff area. */
export const DEMO_PIN = '7305';

export type DemoStart = {
  given: Pick<GivenSettings, 'flags' | 'environment'>;
  /** The built screen; one without files if something else serves it. */
  page: Page;
  /** The ports of the simulator and of the first kiosk, which the other kiosks follow; 0 takes any that is free. */
  ports: { confera: number; kiosk: number };
  /** A kiosk for each of them, with a hub; null for a single kiosk without one. */
  gates: DemoGates | null;
};

export type DemoConference = {
  simulator: Simulator;
  /** Where the gates reach their hub; null without one. */
  hubUrl: string | null;
  /** The single kiosk, or one for each gate in the order of their names. */
  kiosks: readonly ServedKiosk[];
  /** Lines for a person: what to try, where the badges and the faults are, and which PIN opens the staff area. */
  directions: string[];
  /** Ends everything, and deletes what was written to disk. */
  close: () => Promise<void>;
};

/**
 * Starts a simulator of Confera, and one kiosk or several on loopback that are set up against it.
 *
 * Each kiosk has a new data folder, so that it finds nothing of an earlier run and doesn't touch a real kiosk's data.
 *
 * @throws BadSettingError if a port can't be had
 * @throws HubServerError if the hub doesn't start
 */
export async function startDemoConference(options: DemoStart): Promise<DemoConference> {
  const { given, page, ports, gates } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-demo-'));
  const ends: (() => void | Promise<void>)[] = [
    () => rmSync(folder, { recursive: true, force: true }),
  ];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const simulator = await startSimulator({ port: ports.confera, journalLimit: 100_000 }).catch(
      portTrouble('--confera-port'),
    );
    ends.push(simulator.close);
    // Nobody else waits for the hub's client to be loaded.
    const hub =
      gates && (await (await import('./hub.ts')).startDemoHub(gates, path.join(folder, 'venue')));
    if (hub) ends.push(hub.end);
    const kiosks: ServedKiosk[] = [];
    for (const environment of environments(given.environment, hub)) {
      const served = await startDemoKiosk({
        page,
        dataDir: path.join(folder, `kiosk-${kiosks.length + 1}`),
        port: ports.kiosk && ports.kiosk + kiosks.length,
        flags: given.flags,
        environment: { ...environment, baseUrl: simulator.url, apiKey: 'cat_demo_all' },
      });
      kiosks.push(served);
      ends.push(served.close);
    }
    const toTry = gates
      ? gateDirections(simulator.url, gates.names)
      : kioskDirections(simulator.url);
    const pin = given.environment.staffPin ? 'as given' : DEMO_PIN;
    return {
      simulator,
      hubUrl: hub?.url ?? null,
      kiosks,
      directions: [...toTry, `Staff PIN: ${pin}. Ctrl-C ends everything.`],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The environment of each kiosk. Where there are gates, it has what tells one from the others, whatever was given. No
 * hub but the demo's own is to hear of its scans.
 */
function environments(given: SettingTexts, hub: DemoHub | null): SettingTexts[] {
  const { hubJoin: _hubJoin, ...rest } = given;
  const common = { staffPin: DEMO_PIN, ...rest };
  if (!hub) return [{ location: 'demo-gate', ...common }];
  const { deviceId: _, ...ofAll } = common;
  return hub.gates.map((gate) => ({ ...ofAll, ...gate }));
}
