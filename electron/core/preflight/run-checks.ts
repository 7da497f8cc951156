import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import type { CoreSettings } from '../../../shared/settings/settings.ts';
import type { ConferaClient } from '../confera/client.ts';
import type { WaitingScans } from '../outbox/database/waiting-at-rest.ts';
import type { Clock } from '../system/clock.ts';
import { checkAddress } from './address.ts';
import { askConfera } from './ask-confera.ts';
import { checkClock } from './clock.ts';
import { checkDisk, type Disk } from './disk.ts';
import { checkKey } from './key.ts';
import { checkPin, type PinFacts } from './pin.ts';
import { checkQueue } from './queue.ts';
import { checkScope } from './scope.ts';
import { checkZone } from './zone.ts';

export type ChecksOptions = {
  settings: CoreSettings;
  /** Whether a setting names the venue's zone. Otherwise the machine's counts. */
  zoneIsSet: boolean;
  /** The machine's zone; null if it names none that exists. */
  machineZone: string | null;
  dataDir: string;
  /** A client with this device's address and key. It should make no retries. */
  client: ConferaClient;
  clock: Clock;
  disk: Disk;
  /** Reads the scans that wait. */
  waiting: () => WaitingScans;
  pin: PinFacts;
  /** Hears what `health` tells about the key, if anybody keeps that. */
  onHealth?: (body: Record<string, unknown>) => void;
};

/**
 * Checks what has to be right before the doors open, as far as the core can see it. Nobody is checked in, and nothing
 * is left in the data folder.
 *
 * @returns one finding for each check, always in the same order
 */
export async function runChecks(options: ChecksOptions): Promise<Finding[]> {
  const { settings, zoneIsSet, machineZone, dataDir, clock, disk, waiting, pin } = options;
  const { baseUrl, timeZone } = settings;
  const [confera, diskFinding] = await Promise.all([
    askConfera({ ...settings, client: options.client, clock }),
    checkDisk(dataDir, disk, clock),
  ]);
  if (confera.health.ok) options.onHealth?.(confera.health.body);
  return [
    checkAddress(baseUrl, confera),
    checkKey(settings, confera),
    checkScope(confera),
    checkClock(confera),
    checkZone({ venue: timeZone, isSet: zoneIsSet, machine: machineZone }, clock.now()),
    diskFinding,
    checkQueue(waiting, baseUrl, clock.now()),
    finding('hub', 'none'),
    checkPin(pin),
  ];
}
