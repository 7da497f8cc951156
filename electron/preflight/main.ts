import { type Finding, finding, stateOf } from '../../shared/preflight/findings.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { createConferaPublicClient } from '../core/confera/client.ts';
import { checkDisk, type Disk } from '../core/preflight/disk.ts';
import { NO_ANSWER } from '../core/preflight/in-time.ts';
import { runChecks, withoutSettings } from '../core/preflight/run-checks.ts';
import { systemClock } from '../core/system/clock.ts';
import { userAgent } from '../core/system/user-agent.ts';
import { EXIT } from '../process/exit-codes.ts';
import { runCommand, say } from '../process/run-command.ts';
import { systemTimeZone } from '../settings/system-time-zone.ts';
import { askHub } from './ask-hub.ts';
import { FolderError } from './folder-process.ts';
import { type PreflightOptions, readPin, readPreflightOptions } from './options.ts';
import { lineOf } from './sentences.ts';

const HELP = `Checks this device before the doors open, and writes one JSON object a check on standard output:

  {"check":"key","state":"green","detail":"…","fix":null}

The state is green, amber (have a look), red (people would be turned away, or scans lost) or unknown. The
checks are address, key, scope, clock, zone, disk, queue, hub, printer, version and pin. Nobody is checked in, nothing is
changed in the data folder, and a kiosk that uses it is not disturbed.

  --help             show this

Settings come from the environment (CONFERA_BASE_URL, CONFERA_API_KEY, KIOSK_…) or from flags
(--base-url, --location, …; never the key), as for the gate: docs/settings.md lists them, and
docs/preflight.md says what each check means.

Exit code: 0 nothing is red, 5 something is red, 2 bad setting, 1 fault.
`;

async function checkAll(options: PreflightOptions): Promise<number> {
  if (options.unread !== null) say(options.unread);
  const findings = (await findingsFor(options)).map((found) => asFarAsRead(found, options));
  for (const found of findings) process.stdout.write(`${JSON.stringify(lineOf(found))}\n`);
  return findings.some((found) => stateOf(found) === 'red') ? EXIT.redCheck : EXIT.ok;
}

async function findingsFor(options: PreflightOptions): Promise<Finding[]> {
  const { settings, dataDir } = options;
  if (settings) return check(options, settings);
  return withoutSettings(await checkDisk(dataDir, diskOf(options), systemClock));
}

/**
 * A disk that takes a file is no good all the same if the kiosk can't read what it has saved there, and a device may have
 * joined a hub by what is saved.
 */
function asFarAsRead(found: Finding, options: PreflightOptions): Finding {
  const { dataDir, unread, joinLineIsSealed } = options;
  const hubIsKnown = unread === null && !joinLineIsSealed;
  if (found.check === 'hub' && found.is === 'none' && !hubIsKnown) return finding('hub', 'unread');
  if (unread === null) return found;
  const hides = found.check === 'disk' && stateOf(found) !== 'red';
  return hides ? finding('disk', 'unreadable', { folder: dataDir }) : found;
}

function diskOf({ folder }: PreflightOptions): Disk {
  return {
    space: async (place) => inTimeOnly(await folder.ask('space', place)),
    syncedWrite: async (file) => inTimeOnly(await folder.ask('syncedWrite', file)),
  };
}

/** @throws FolderError if no answer came */
function inTimeOnly<T>(answer: T | typeof NO_ANSWER): T {
  if (answer === NO_ANSWER) throw new FolderError('ETIMEDOUT', 'the disk does not answer');
  return answer;
}

function check(options: PreflightOptions, settings: CoreSettings) {
  const { zoneIsSet, dataDir, deviceId, folder } = options;
  const { baseUrl, apiKey } = settings;
  return runChecks({
    settings,
    zoneIsSet,
    machineZone: systemTimeZone(),
    dataDir,
    client: createConferaPublicClient({
      baseUrl,
      apiKey,
      userAgent: userAgent(deviceId ?? 'new'),
      maxRetries: 0,
    }),
    clock: systemClock,
    disk: diskOf(options),
    // What reads the folder may have been killed.
    queue: () => folder.ask('queue', dataDir).catch(() => NO_ANSWER),
    pin: () => readPin(options),
    hub: () => askHub(settings.hubJoin, systemClock),
    // Nobody waits here until the other devices have been heard.
    otherVersions: () => (settings.hubJoin === null ? null : []),
  });
}

await runCommand({
  name: 'The check',
  help: HELP,
  read: () => readPreflightOptions(process.argv.slice(2), process.env, systemClock),
  run: checkAll,
});
