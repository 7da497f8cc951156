import packageJson from '../../package.json' with { type: 'json' };
import type { BridgeHandlers, BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { missingMessage } from '../../shared/settings/resolve-settings.ts';
import type { Core } from '../core/core.ts';
import { type Clock, systemClock } from '../core/system/clock.ts';
import { userAgent } from '../core/system/user-agent.ts';
import { venueDay } from '../core/system/venue-day.ts';
import { testConnection } from './connection-test.ts';
import type { Kiosk } from './kiosk.ts';
import { StaffAccess } from './staff-access.ts';
import { waitingScansCsv } from './waiting-export.ts';

const LISTED = 50;

const DONE = { ok: true } as const;
const LOCKED = { ok: false, problem: 'locked' } as const;
const NOT_RUNNING = { ok: false, problem: 'not-running' } as const;

/**
 * What one screen may ask of the kiosk. The staff's part opens with the PIN, for this screen alone; before the
 * first set-up there is no PIN, and whoever stands at the device sets it up.
 *
 * A lock ends what would open or show something. What a person had ordered before it is still carried out: they were
 * allowed to, and nobody expects a change that was confirmed to be lost.
 */
export function openSession(kiosk: Kiosk, clock: Clock = systemClock): BridgeHandlers {
  const access = new StaffAccess(kiosk.pin, clock);
  const isOpen = () =>
    access.use() || (kiosk.state().screen === 'setup' && !kiosk.pin.isSet && !kiosk.pin.isLost);
  /** For what asks the core on behalf of staff. */
  const withCore = async <T>(ask: (core: Core) => Promise<T>) => {
    if (!access.use()) return LOCKED;
    return kiosk.core ? ask(kiosk.core) : NOT_RUNNING;
  };

  return {
    getState: () => kiosk.state(),
    alive: () => ({ ok: true }),
    scan: async (input) => {
      // A visitor is at the screen: whoever typed a PIN before has gone.
      access.dropChecks();
      return (await kiosk.core?.scan(input)) ?? NOT_READY;
    },
    getSettings: () =>
      isOpen()
        ? {
            ok: true,
            settings: kiosk.settings.view(),
            keyProtection: kiosk.settings.keyProtection,
            pinIsSet: kiosk.pin.isSet,
            strangers: kiosk.strangers(),
          }
        : LOCKED,
    testConnection: async ({ baseUrl, apiKey }) => {
      if (!isOpen()) return LOCKED;
      const proposal = kiosk.settings.proposal({ baseUrl, ...(apiKey && { apiKey }) });
      if (!proposal.ok) return { ...proposal, problem: 'bad-setting' };
      const { settings } = proposal;
      const agent = userAgent(kiosk.core?.deviceId ?? settings.deviceId ?? 'new');
      return testConnection({ ...settings, userAgent: agent });
    },
    saveSettings: async (input) => {
      if (!isOpen()) return LOCKED;
      const answer = await saveSettings(kiosk, input);
      if (answer.ok) access.followPin();
      return answer;
    },
    unlockStaff: ({ pin }) => access.unlock(pin),
    lockStaff: () => {
      access.lock();
      return { ok: true };
    },
    stayOpen: () => (isOpen() ? { ok: true } : LOCKED),
    getStaffOverview: () => (access.isOpen ? staffOverview(kiosk) : LOCKED),
    sendAgain: ({ scanId }) =>
      withCore(async (core) => ({ ok: true as const, count: await core.sendAgain(scanId) })),
    dismiss: ({ scanId }) =>
      withCore(async (core) => {
        await core.dismiss(scanId);
        return DONE;
      }),
    resumeBacklog: () =>
      withCore(async (core) => {
        await core.resumeBacklog();
        return DONE;
      }),
    exportWaiting: () => {
      if (!access.use()) return LOCKED;
      if (kiosk.isChanging) return NOT_RUNNING;
      const day = kiosk.core?.today() ?? venueDay(clock.now(), kiosk.settings.venueTimeZone);
      const fileName = `waiting-scans-${deviceName(kiosk)}-${day}.csv`;
      try {
        const { list, complete } = kiosk.waitingScans();
        return { ok: true, fileName, csv: waitingScansCsv(list()), complete };
      } catch {
        return { ok: false, problem: 'unreadable' };
      }
    },
    wipeDevice: async ({ loseWaiting }) => {
      if (!access.use()) return LOCKED;
      if (kiosk.settings.keyIsGiven) return { ok: false, problem: 'given-from-outside' };
      if (kiosk.isChanging) return NOT_RUNNING;
      // What can't be counted isn't given up unasked.
      const count = loseWaiting ? 0 : countWaiting(kiosk);
      if (count !== 0) return { ok: false, problem: 'scans-waiting', count };
      try {
        await kiosk.wipe();
      } catch {
        const keyIsGone = kiosk.settings.forScreen.apiKey === null;
        return { ok: false, problem: 'not-wiped', keyIsGone };
      }
      access.lock();
      return { ok: true };
    },
    leave: () => {
      if (!isOpen()) return LOCKED;
      if (!kiosk.leave) return { ok: false, problem: 'not-here' };
      // After the answer: the page that asked is about to go.
      setImmediate(kiosk.leave);
      return { ok: true };
    },
  };
}

/** How many scans wait, for one address or for all; null where nobody can tell. */
function countWaiting(kiosk: Kiosk, baseUrl?: string): number | null {
  try {
    const { count, complete } = kiosk.waitingScans();
    return complete ? count(baseUrl) : null;
  } catch {
    return null;
  }
}

/** The device's, as far as it is known without its core. */
function deviceName({ core, settings }: Kiosk): string {
  return core?.deviceId ?? settings.forScreen.deviceId ?? 'kiosk';
}

/** A scan that came while the core was being started anew, or never could be: it was not taken. */
const NOT_READY = {
  scanId: null,
  outcome: 'not-saved',
  kind: null,
  day: null,
  reason: 'storage',
  name: null,
} as const;

async function saveSettings(
  kiosk: Kiosk,
  { values, waitingScans }: BridgeInput<'saveSettings'>,
): Promise<BridgeOutput<'saveSettings'>> {
  const { changes } = kiosk.pin;
  const newPin = await preparePin(kiosk, values);
  // Making its hash takes a moment, in which somebody else may have set one.
  if (changes !== kiosk.pin.changes) return LOCKED;
  const proposal = kiosk.settings.proposal(values);
  if (!proposal.ok) return { ...proposal, problem: 'bad-setting' };
  const { settings, saved } = proposal;
  if (!settings.staffPin && !kiosk.pin.isSet) {
    const message = missingMessage('staffPin');
    return { ok: false, problem: 'bad-setting', setting: 'staffPin', message };
  }
  const from = kiosk.settings.forScreen.baseUrl;
  if (from !== null && from !== settings.baseUrl && waitingScans === null) {
    if (kiosk.isChanging) return NOT_RUNNING;
    const count = countWaiting(kiosk, from);
    if (count !== 0) return { ok: false, problem: 'scans-waiting', count };
  }
  try {
    kiosk.settings.save(saved, newPin);
  } catch {
    return {
      ok: false,
      problem: 'not-written',
      message: 'The settings could not be written to this device. Is its disk full or read-only?',
    };
  }
  newPin?.take();
  // Saved is saved: how the core fares with it is told by the state.
  await kiosk.restart().catch(() => undefined);
  return DONE;
}

/** Null where no PIN is given, or a bad setting is. */
async function preparePin(kiosk: Kiosk, values: BridgeInput<'saveSettings'>['values']) {
  const proposal = kiosk.settings.proposal(values);
  if (!proposal.ok || !proposal.settings.staffPin || !values.staffPin) return null;
  return kiosk.pin.prepare(proposal.settings.staffPin);
}

function staffOverview(kiosk: Kiosk): BridgeOutput<'getStaffOverview'> {
  const { core } = kiosk;
  const { forCore } = kiosk.settings;
  if (!core || !forCore.ok) return NOT_RUNNING;
  const { outbox } = core;
  const { pending, sending, done, rejected, attention } = outbox.overview.counts();
  return {
    ok: true,
    deviceId: core.deviceId,
    version: packageJson.version,
    baseUrl: forCore.settings.baseUrl,
    counts: { pending: pending + sending, done, rejected, attention },
    queuedElsewhere: outbox.queuedElsewhere,
    oldestPendingAt: core.oldestPendingAt(),
    lastAnswerAt: core.lastAnswerAt(),
    trouble: core.status().trouble,
    clockMinutesAhead: core.status().clockMinutesAhead,
    salvages: kiosk.salvages(),
    damagedFiles: kiosk.damagedFiles(),
    recent: outbox.overview.recent(LISTED),
    attention: outbox.overview.needingAttention(LISTED),
  };
}
