import type { BridgeHandlers } from '../../shared/bridge/bridge.ts';
import { nullIfMissing } from '../core/system/durable-file.ts';
import { strangersIn } from '../settings/wipe-folder.ts';
import { applyProvisioning, readProvisioning } from './apply-provisioning.ts';
import { tryConnection } from './connection-test.ts';
import { joinedHub } from './joined-hub.ts';
import type { Kiosk } from './kiosk.ts';
import { shown } from './kiosk-state.ts';
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
  /** What follows once new settings are in force. */
  const onSaved = () => {
    access.followPin();
    forgetSetUpDraft(kiosk.dataDir);
  };
  return {
    getState: () => kiosk.state(),
    alive: () => DONE,
    scan: async (input) => {
      // A visitor is at the screen, so whoever was typing a PIN has left.
      access.dropChecks();
      if (kiosk.closure.state) return NOT_TAKEN;
      const answer = (await kiosk.core?.scan(input)) ?? NOT_READY;
      const { hideNames } = kiosk.settings.forScreen;
      return {
        ...answer,
        name: hideNames ? null : answer.name,
        first: answer.first && { ...answer.first, location: shown(answer.first.location) },
        passBack: answer.passBack && {
          ...answer.passBack,
          location: shown(answer.passBack.location),
        },
      };
    },
    unlockStaff: ({ pin }) => access.unlock(pin),
    lockStaff: () => {
      access.lock();
      return DONE;
    },
    getSettings: () => ({
      ok: true,
      settings: kiosk.settings.view(),
      keyProtection: kiosk.settings.keyProtection,
      pinIsSet: kiosk.pin.isSet,
      stewardPinIsSet: kiosk.pin.stewardsIsSet,
      hub: joinedHub(kiosk),
      httpIsAllowed: kiosk.settings.forScreen.allowHttp,
      strangers: nullIfMissing(() => strangersIn(kiosk.dataDir, NAMED_STRANGERS)) ?? [],
    }),
    testConnection: (input) => tryConnection(kiosk, input),
    saveSettings: async (input) => {
      const answer = await saveSettings(kiosk, input);
      if (answer.ok) onSaved();
      return answer;
    },
    readProvisioning: (input) => readProvisioning(kiosk, input),
    applyProvisioning: async (input) => {
      const answer = await applyProvisioning(kiosk, input);
      if (answer.ok) onSaved();
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

/** The answer to a scan while the entrance is closed. */
const NOT_TAKEN = {
  scanId: null,
  outcome: null,
  kind: null,
  day: null,
  reason: null,
  name: null,
  first: null,
  passBack: null,
} as const;

/** The answer to a scan while the core is restarting or can't start. */
const NOT_READY = { ...NOT_TAKEN, outcome: 'not-saved', reason: 'storage' } as const;
