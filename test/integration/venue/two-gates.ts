import type { ClaimHub } from '../../../electron/core/hub/claim-hub.ts';
import type { HubJoin } from '../../../shared/hub/join-line.ts';
import type { CoreSettings } from '../../../shared/settings/settings.ts';
import { coreSettings, type RunningCore, runCore } from '../../fixtures/running-core.ts';

/** A fingerprint, a seed and a secret that belong to nobody. */
const SECRETS = {
  fingerprint: 'A'.repeat(43),
  seed: `SU${'A'.repeat(56)}`,
  secret: Buffer.alloc(32, 7).toString('base64url'),
};

/** The join line of a device whose hub is within the test. */
export function joinAs(device: string): HubJoin {
  return { addresses: ['127.0.0.1:1'], device, ...SECRETS } as unknown as HubJoin;
}

export type GateOptions = {
  hub?: ClaimHub;
  join?: HubJoin;
  dataDir?: string;
  settings?: Partial<CoreSettings>;
};

/** A gate of the venue: a core on real files with a location of its own. */
export function runGate(
  baseUrl: string,
  location: string,
  { hub, join = joinAs(location), dataDir, settings = {} }: GateOptions = {},
): RunningCore {
  const given = { location, hubJoin: join, ...settings };
  return runCore(coreSettings(baseUrl, given), dataDir, hub && { hub });
}
