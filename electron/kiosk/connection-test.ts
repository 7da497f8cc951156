import type { BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { Mode } from '../../shared/scan/parse-code.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { createConferaPublicClient } from '../core/confera/client.ts';
import { type KeyTest, testKey } from '../core/key/key-test.ts';
import { KnownConference } from '../core/key/known-conference.ts';
import { userAgent } from '../core/system/user-agent.ts';
import { venueDay } from '../core/system/venue-day.ts';
import { countWaiting } from './count-waiting.ts';
import type { Kiosk } from './kiosk.ts';
import { coreToGetKey } from './new-key.ts';

type Before = { conference: KnownConference | null; scansWait: boolean };

/**
 * Tries an address and a key, once, without checking anybody in.
 *
 * @param given.timeoutMs the time limit of each request
 * @param given.day the day at the venue, YYYY-MM-DD
 * @param before what is known of the conference that this address was used for, and whether scans still wait for it
 */
export function testConnection(
  given: {
    baseUrl: string;
    apiKey: string;
    timeoutMs: number;
    userAgent: string;
    mode: Mode;
    day: string;
  },
  before: Before = { conference: null, scansWait: false },
): Promise<KeyTest> {
  const { baseUrl, apiKey, timeoutMs, userAgent, mode, day } = given;
  const client = createConferaPublicClient({ baseUrl, apiKey, userAgent, maxRetries: 0 });
  const call = { timeoutMs };
  return testKey({ client, inUse: null, ...before, mode, day, call });
}

/** Tries an address and a key on a kiosk, by the core that is running if they are for the address in use. */
export async function tryConnection(
  kiosk: Kiosk,
  { baseUrl, apiKey, mode }: BridgeInput<'testConnection'>,
): Promise<BridgeOutput<'testConnection'>> {
  const proposal = kiosk.settings.proposal({ baseUrl, mode, ...(apiKey && { apiKey }) });
  if (!proposal.ok) return { ...proposal, problem: 'bad-setting' };
  const { settings } = proposal;
  const core = coreToGetKey(kiosk, settings);
  if (core) {
    const trial = await core.tryKey(settings.apiKey, { mode: settings.mode });
    return trial.ok ? { ok: true } : { ok: false, problem: trial.problem };
  }
  const test = await testConnection(
    {
      ...settings,
      userAgent: userAgent(kiosk.core?.deviceId ?? settings.deviceId ?? 'new'),
      day: venueDay(kiosk.clock.now(), settings.timeZone),
    },
    beforeAt(kiosk, settings),
  );
  if (!test.ok) return test;
  kiosk.tested.note(settings, test.health);
  return { ok: true };
}

/**
 * What came before at an address that this device may be coming back to: scans that wait for it must not go to another
 * conference. The key in use there needs no such test, whatever its conference is called by now.
 */
function beforeAt(kiosk: Kiosk, { baseUrl, apiKey }: Pick<CoreSettings, 'baseUrl' | 'apiKey'>) {
  const { forCore } = kiosk.settings;
  const isInUse =
    forCore.ok && forCore.settings.baseUrl === baseUrl && forCore.settings.apiKey === apiKey;
  const { dataDir } = kiosk;
  return {
    conference: isInUse ? null : new KnownConference({ dataDir, baseUrl }),
    // If nobody can tell, some may wait.
    scansWait: countWaiting(kiosk, baseUrl) !== 0,
  };
}
