import type { BridgeHandlers, BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { nullIfMissing } from '../core/system/durable-file.ts';
import { userAgent } from '../core/system/user-agent.ts';
import { venueDay } from '../core/system/venue-day.ts';
import { strangersIn } from '../settings/wipe-folder.ts';
import { testConnection } from './connection-test.ts';
import type { Kiosk } from './kiosk.ts';
import { coreToGetKey } from './new-key.ts';
import { saveSettings } from './save-settings.ts';
import { forgetSetUpDraft, keepSetUpDraft, readSetUpDraft } from './set-up-draft.ts';
import type { StaffAccess } from './staff-access.ts';
import { staffHandlers } from './staff-handlers.ts';

/** How many files that aren't the kiosk's are named to staff. */
const NAMED_STRANGERS = 5;

const DONE = { ok: true } as const;
const NOT_WRITTEN = { ok: false, problem: 'not-written' } as const;

/**
 * What the kiosk does when a screen calls a method. Who may call it has been checked before, against the contract, so a
 * handler checks only what the contract can't know.
 *
 * A lock stops whatever would open or show something. An order that staff gave before the lock is still carried out:
 * they were allowed to give it, and nobody expects a confirmed change to be lost.
 */
export function bridgeHandlers(kiosk: Kiosk, access: StaffAccess): BridgeHandlers {
  return {
    getState: () => kiosk.state(),
    alive: () => DONE,
    scan: async (input) => {
      // A visitor is at the screen, so whoever was typing a PIN has left.
      access.dropChecks();
      return (await kiosk.core?.scan(input)) ?? NOT_READY;
    },
    unlockStaff: ({ pin }) => access.unlock(pin),
    lockStaff: () => {
      access.lock();
      return DONE;
    },
    stayOpen: () => DONE,
    getSettings: () => ({
      ok: true,
      settings: kiosk.settings.view(),
      keyProtection: kiosk.settings.keyProtection,
      pinIsSet: kiosk.pin.isSet,
      httpIsAllowed: kiosk.settings.forScreen.allowHttp,
      strangers: nullIfMissing(() => strangersIn(kiosk.dataDir, NAMED_STRANGERS)) ?? [],
    }),
    testConnection: (input) => tryConnection(kiosk, input),
    saveSettings: async (input) => {
      const answer = await saveSettings(kiosk, input);
      if (answer.ok) {
        access.followPin();
        forgetSetUpDraft(kiosk.dataDir);
      }
      return answer;
    },
    getSetUpDraft: () => ({ ok: true, draft: readSetUpDraft(kiosk.dataDir) }),
    keepSetUpDraft: ({ draft }) => {
      // What a page keeps a moment too late is saved already.
      if (kiosk.settings.forCore.ok) return DONE;
      return keepSetUpDraft(kiosk.dataDir, draft) ? DONE : NOT_WRITTEN;
    },
    leave: () => {
      if (!kiosk.leave) return { ok: false, problem: 'not-here' };
      // Answer first: the page that asked is about to go.
      setImmediate(kiosk.leave);
      return DONE;
    },
    ...staffHandlers(kiosk, access),
  };
}

/** The answer to a scan while the core is restarting or can't start: it was not taken. */
const NOT_READY = {
  scanId: null,
  outcome: 'not-saved',
  kind: null,
  day: null,
  reason: 'storage',
  name: null,
} as const;

async function tryConnection(
  kiosk: Kiosk,
  { baseUrl, apiKey, mode }: BridgeInput<'testConnection'>,
): Promise<BridgeOutput<'testConnection'>> {
  const proposal = kiosk.settings.proposal({ baseUrl, mode, ...(apiKey && { apiKey }) });
  if (!proposal.ok) return { ...proposal, problem: 'bad-setting' };
  const { settings } = proposal;
  const core = coreToGetKey(kiosk, settings);
  if (core) {
    const trial = await core.tryKey(settings.apiKey, { mode: settings.mode });
    return trial.ok ? DONE : { ok: false, problem: trial.problem };
  }
  return testConnection({
    ...settings,
    userAgent: userAgent(kiosk.core?.deviceId ?? settings.deviceId ?? 'new'),
    day: venueDay(kiosk.clock.now(), settings.timeZone),
  });
}
