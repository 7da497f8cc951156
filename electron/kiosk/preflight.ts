import type { Finding } from '../../shared/preflight/findings.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { createConferaPublicClient } from '../core/confera/client.ts';
import type { Core } from '../core/core.ts';
import { machineDisk } from '../core/preflight/disk.ts';
import { HUB_WITHIN_MS } from '../core/preflight/hub.ts';
import { checkPower } from '../core/preflight/power.ts';
import { queueFacts } from '../core/preflight/queue.ts';
import { runChecks } from '../core/preflight/run-checks.ts';
import { userAgent } from '../core/system/user-agent.ts';
import { systemTimeZone } from '../settings/system-time-zone.ts';
import type { Kiosk } from './kiosk.ts';

/** Runs the core's checks before the doors open, beside the scans that go on. The log keeps what they found. */
export async function preflight(
  kiosk: Kiosk,
  core: Core,
  settings: CoreSettings,
): Promise<Finding[]> {
  const { baseUrl, apiKey } = settings;
  const findings = await runChecks({
    settings,
    zoneIsSet: kiosk.settings.forScreen.timeZone !== null,
    machineZone: systemTimeZone(),
    dataDir: kiosk.dataDir,
    client: createConferaPublicClient({
      baseUrl,
      apiKey,
      userAgent: userAgent(core.deviceId),
      maxRetries: 0,
    }),
    clock: kiosk.clock,
    disk: machineDisk,
    queue: async () => queueFacts(() => kiosk.waitingScans()),
    pin: async () => kiosk.pin,
    hub: async () => (await core.venue?.health(HUB_WITHIN_MS)) ?? { is: 'none' },
    otherVersions: () => core.otherVersions(),
    // After a wipe or with other settings, it would be about another core's conference.
    onHealth: (body) => {
      if (kiosk.core === core) core.noteHealth(body);
    },
  });
  findings.push(checkPower(kiosk.power?.() ?? null));
  const found = Object.fromEntries(findings.map(({ check, is }) => [check, is]));
  core.log.info({ found }, 'checked before the doors open');
  return findings;
}
