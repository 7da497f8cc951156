import type { EventEmitter } from 'node:events';
import { joinSecrets } from '../../shared/hub/join-secrets.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import type { CoreEvents } from './core.ts';
import { REJECTION_LIMIT } from './delivery/plan.ts';
import type { KnownKeys } from './key/known-keys.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Changes } from './system/changes.ts';
import type { Clock } from './system/clock.ts';
import { damagedFiles } from './system/damaged-files.ts';
import { deviceIdentity } from './system/device-identity.ts';
import { openLog } from './system/log.ts';
import { userAgent } from './system/user-agent.ts';

/** Opens what this device keeps in its data folder, and logs what was found damaged there. */
export function openDataFolder({
  settings,
  dataDir,
  clock,
  events,
  changes,
  keys,
}: {
  settings: CoreSettings;
  dataDir: string;
  clock: Clock;
  events: EventEmitter<CoreEvents>;
  changes: Changes;
  keys: KnownKeys;
}) {
  const identity = deviceIdentity(dataDir);
  const deviceId = settings.deviceId ?? identity.deviceId;
  const agent = userAgent(deviceId);
  const outbox = new Outbox({
    dataDir,
    destination: settings.baseUrl,
    secret: identity.codeSecret,
    rejectionLimit: REJECTION_LIMIT,
    now: clock.now(),
    onProblem: (problem) => {
      if (problem === 'damaged') events.emit('damaged');
      changes.announce();
    },
  });
  const hubSecrets = settings.hubJoin === null ? [] : joinSecrets(settings.hubJoin);
  const tokens = settings.metricsToken === null ? [] : [settings.metricsToken];
  const { log, close: closeLog } = openLog(
    dataDir,
    clock,
    { integration: agent, device: deviceId, location: settings.location },
    { secrets: () => [...keys.all, ...hubSecrets, ...tokens] },
  );
  const damaged = damagedFiles(dataDir);
  if (damaged.length > 0) log.error({ files: damaged }, 'damaged files were set aside');
  if (outbox.salvage) log.error({ salvage: outbox.salvage }, 'a damaged database was set aside');
  return {
    deviceId,
    agent,
    secret: identity.codeSecret,
    outbox,
    log,
    closeLog,
    damagedFiles: damaged,
  };
}
