import { stateOf } from '../../shared/preflight/findings.ts';
import { isEasyPin } from '../../shared/settings/easy-pin.ts';
import { createConferaPublicClient } from '../core/confera/client.ts';
import { type WaitingScans, waitingAtRest } from '../core/outbox/database/waiting-at-rest.ts';
import { CannotStartError } from '../core/outbox/start-problem.ts';
import { machineDisk } from '../core/preflight/disk.ts';
import type { PinFacts } from '../core/preflight/pin.ts';
import { runChecks } from '../core/preflight/run-checks.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { systemClock } from '../core/system/clock.ts';
import { knownDeviceId } from '../core/system/device-identity.ts';
import { userAgent } from '../core/system/user-agent.ts';
import { EXIT } from '../process/exit-codes.ts';
import { StaffPin } from '../settings/staff-pin.ts';
import { systemTimeZone } from '../settings/system-time-zone.ts';
import { type PreflightOptions, readPreflightOptions } from './options.ts';
import { lineOf } from './sentences.ts';

const HELP = `Checks this device before the doors open, and writes one JSON object a check on standard output:

  {"check":"key","state":"green","detail":"…","fix":null}

The state is green, amber (have a look), red (people would be turned away, or scans lost) or unknown. The
checks are address, key, scope, clock, zone, disk, queue, hub and pin. Nobody is checked in, and a kiosk that
uses the same data folder is not disturbed.

  --help             show this

Settings come from the environment (CONFERA_BASE_URL, CONFERA_API_KEY, KIOSK_…) or from flags
(--base-url, --location, …; never the key), as for the gate: docs/settings.md lists them, and
docs/preflight.md says what each check means.

Exit code: 0 nothing is red, 5 something is red, 2 bad setting, 1 fault.
`;

/** How often the waiting scans are read again if a kiosk was just writing to them. */
const READS = 3;

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  process.umask(0o077);
  let options: PreflightOptions | 'help';
  try {
    options = readPreflightOptions(process.argv.slice(2), process.env);
  } catch (error) {
    const isBadSetting = error instanceof BadSettingError;
    if (!isBadSetting && !(error instanceof CannotStartError)) throw error;
    say(error.message);
    return isBadSetting ? EXIT.badSetting : EXIT.fault;
  }
  if (options === 'help') {
    process.stdout.write(HELP);
    return EXIT.ok;
  }
  const findings = await check(options);
  for (const each of findings) process.stdout.write(`${JSON.stringify(lineOf(each))}\n`);
  return findings.some((each) => stateOf(each) === 'red') ? EXIT.redCheck : EXIT.ok;
}

function check({ settings, zoneIsSet, dataDir }: PreflightOptions) {
  const { baseUrl, apiKey, deviceId } = settings;
  return runChecks({
    settings,
    zoneIsSet,
    machineZone: systemTimeZone(),
    dataDir,
    client: createConferaPublicClient({
      baseUrl,
      apiKey,
      userAgent: userAgent(deviceId ?? knownDeviceId(dataDir) ?? 'new'),
      maxRetries: 0,
    }),
    clock: systemClock,
    disk: machineDisk,
    waiting: () => readBesideKiosk(dataDir),
    pin: pinFacts(dataDir, settings.staffPin),
  });
}

/**
 * Reads the scans that wait, without a lock and without SQLite, because a kiosk may be using the folder. If it is
 * writing at the same moment, what is read doesn't fit together, so it is read again.
 */
function readBesideKiosk(dataDir: string): WaitingScans {
  for (let read = 1; ; read++) {
    try {
      const waiting = waitingAtRest(dataDir);
      if (waiting.complete || read === READS) return waiting;
    } catch (error) {
      if (read === READS) throw error;
    }
  }
}

/** @param given a PIN from the environment, which the first start of a kiosk sets */
function pinFacts(dataDir: string, given: string | null): PinFacts {
  const { isSet, isLost, isEasy } = kept(dataDir);
  if (isSet || given === null) return { isSet, isLost, isEasy };
  return { isSet: true, isLost: false, isEasy: isEasyPin(given) };
}

/** A PIN whose file can't be read opens nothing, whatever the reason. */
function kept(dataDir: string): PinFacts {
  try {
    return new StaffPin({ dataDir, clock: systemClock });
  } catch {
    return { isSet: false, isLost: true, isEasy: null };
  }
}

const code = await main().catch((error: unknown) => {
  say(`The check stopped: ${error instanceof Error ? error.message : String(error)}`);
  return EXIT.fault;
});
// Connections may still be open, so the process has to be ended, but only once the pipe has taken everything.
process.stdout.write('', () => process.exit(code));
