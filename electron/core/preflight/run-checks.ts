import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import type { CoreSettings } from '../../../shared/settings/settings.ts';
import type { ConferaClient } from '../confera/client.ts';
import type { HubHealth } from '../hub/claim-hub.ts';
import type { Clock } from '../system/clock.ts';
import { checkAddress } from './address.ts';
import { askConfera } from './ask-confera.ts';
import { checkClock } from './clock.ts';
import { checkDisk, type Disk } from './disk.ts';
import { checkHub } from './hub.ts';
import { inTime, type NO_ANSWER } from './in-time.ts';
import { checkKey } from './key.ts';
import { checkPin, type PinFacts } from './pin.ts';
import { checkQueue, type QueueFacts } from './queue.ts';
import { checkScope } from './scope.ts';
import { checkVersion } from './version.ts';
import { checkZone } from './zone.ts';

/** No device prints. */
const PRINTER = finding('printer', 'none');

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
  /** Reads what is known of the scans that wait. */
  queue: () => Promise<QueueFacts | typeof NO_ANSWER>;
  /** Reads what is known of the PIN. */
  pin: () => Promise<PinFacts | typeof NO_ANSWER>;
  /** Asks the venue's hub how it is, within `HUB_WITHIN_MS`. */
  hub: () => Promise<HubHealth>;
  /** The version of each other device that is there; null on a device without a hub. */
  otherVersions: () => readonly string[] | null;
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
  const { settings, zoneIsSet, machineZone, dataDir, clock, disk } = options;
  const { baseUrl, timeZone } = settings;
  // The database is read once the disk was measured, which it would slow down.
  const diskFirst = checkDisk(dataDir, disk, clock);
  const [confera, diskFinding, queue, pin, hub] = await Promise.all([
    askConfera({ ...settings, client: options.client, clock }),
    diskFirst,
    diskFirst.then(() => inTime(options.queue(), clock)),
    inTime(options.pin(), clock),
    options.hub(),
  ]);
  if (confera.health.ok) options.onHealth?.(confera.health.body);
  return [
    checkAddress(baseUrl, confera),
    checkKey(settings, confera),
    checkScope(confera),
    checkClock(confera),
    checkZone({ venue: timeZone, isSet: zoneIsSet, machine: machineZone }, clock.now()),
    diskFinding,
    checkQueue(queue, baseUrl, clock.now()),
    checkHub(hub),
    PRINTER,
    // What was heard before the hub was lost is none of today's versions.
    checkVersion(hub.is === 'well' ? options.otherVersions() : null),
    checkPin(pin),
  ];
}

/**
 * The findings on a device whose settings can't be read, so that little can be checked. They come in the same order.
 *
 * @param disk what the check of its disk has found
 */
export function withoutSettings(disk: Finding): Finding[] {
  return [
    finding('address', 'unread'),
    finding('key', 'unasked'),
    finding('scope', 'unasked'),
    finding('clock', 'unasked'),
    finding('zone', 'unread'),
    disk,
    finding('queue', 'unread'),
    finding('hub', 'unread'),
    PRINTER,
    checkVersion(null),
    finding('pin', 'unread'),
  ];
}
