import packageJson from '../../package.json' with { type: 'json' };
import type { BridgeHandlers, BridgeInput, BridgeOutput } from '../../shared/bridge.ts';
import { missingMessage } from '../../shared/resolve-settings.ts';
import { type Clock, systemClock } from '../clock.ts';
import { userAgent } from '../user-agent.ts';
import { testConnection } from './connection-test.ts';
import type { Kiosk } from './kiosk.ts';
import { StaffAccess } from './staff-access.ts';
import { waitingScansCsv } from './waiting-export.ts';

const LISTED = 50;

const LOCKED = { ok: false, problem: 'locked' } as const;

/**
 * What one screen may ask of the kiosk. The staff's part opens with the PIN, for this screen alone; before the
 * first set-up there is no PIN, and whoever stands at the device sets it up.
 *
 * A lock ends what would open or show something. What a person had ordered before it is still carried out: they were
 * allowed to, and nobody expects a change that was confirmed to be lost.
 */
export function openSession(kiosk: Kiosk, clock: Clock = systemClock): BridgeHandlers {
  const access = new StaffAccess(kiosk.pin, clock);
  const isOpen = () => access.use() || (kiosk.state().screen === 'setup' && !kiosk.pin.isSet);
  const waitingHere = () => {
    const status = kiosk.core?.status();
    return status ? status.queued - status.queuedElsewhere : 0;
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
            pendingHere: waitingHere(),
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
      const answer = await saveSettings(kiosk, input, waitingHere());
      if (answer.ok) access.followPin();
      return answer;
    },
    unlockStaff: ({ pin }) => access.unlock(pin),
    lockStaff: () => {
      access.lock();
      return { ok: true };
    },
    stayOpen: () => (isOpen() ? { ok: true } : LOCKED),
    getStaffOverview: () => (access.isOpen ? (staffOverview(kiosk) ?? LOCKED) : LOCKED),
    sendAgain: async ({ scanId }) =>
      access.use() && kiosk.core ? { ok: true, count: await kiosk.core.sendAgain(scanId) } : LOCKED,
    dismiss: async ({ scanId }) => {
      if (!access.use() || !kiosk.core) return LOCKED;
      await kiosk.core.dismiss(scanId);
      return { ok: true };
    },
    resumeBacklog: async () => {
      if (!access.use() || !kiosk.core) return LOCKED;
      await kiosk.core.resumeBacklog();
      return { ok: true };
    },
    exportWaiting: () => {
      if (!access.use() || !kiosk.core) return LOCKED;
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const fileName = `waiting-scans-${kiosk.core.deviceId}-${day}.csv`;
      return { ok: true, fileName, csv: waitingScansCsv(kiosk.core.outbox.overview.waiting()) };
    },
    wipeDevice: async ({ loseWaiting }) => {
      if (!access.use()) return LOCKED;
      if (kiosk.settings.keyIsGiven) return { ok: false, problem: 'given-from-outside' };
      // Without a core nobody knows what waits: what can't be counted isn't given up unasked.
      const count = kiosk.core ? openScans(kiosk) : 1;
      if (count > 0 && !loseWaiting) return { ok: false, problem: 'scans-waiting', count };
      try {
        await kiosk.wipe();
      } catch {
        return { ok: false, problem: 'not-wiped' };
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

/** Scans whose end is not known to anybody yet, wherever they are to go. */
function openScans(kiosk: Kiosk): number {
  const status = kiosk.core?.status();
  return status ? status.queued + status.needsAttention : 0;
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
  waiting: number,
): Promise<BridgeOutput<'saveSettings'>> {
  const proposal = kiosk.settings.proposal(values);
  if (!proposal.ok) return { ...proposal, problem: 'bad-setting' };
  const { settings, saved } = proposal;
  const { staffPin } = settings;
  if (!staffPin && !kiosk.pin.isSet) {
    const message = missingMessage('staffPin');
    return { ok: false, problem: 'bad-setting', setting: 'staffPin', message };
  }
  const { forCore } = kiosk.settings;
  const moves = forCore.ok && settings.baseUrl !== forCore.settings.baseUrl;
  if (moves && waiting > 0 && waitingScans === null) {
    return { ok: false, problem: 'scans-waiting', count: waiting };
  }
  try {
    kiosk.settings.save(saved);
    if (staffPin && values.staffPin) await kiosk.pin.set(staffPin);
  } catch {
    return {
      ok: false,
      problem: 'not-written',
      message: 'The settings could not be written to this device. Is its disk full or read-only?',
    };
  }
  await kiosk.restart();
  return { ok: true };
}

function staffOverview(kiosk: Kiosk): BridgeOutput<'getStaffOverview'> | null {
  const { core } = kiosk;
  const { forCore } = kiosk.settings;
  if (!core || !forCore.ok) return null;
  const { outbox } = core;
  const { pending, sending, done, rejected, attention } = outbox.overview.counts();
  return {
    ok: true,
    deviceId: core.deviceId,
    version: packageJson.version,
    baseUrl: forCore.settings.baseUrl,
    counts: { pending: pending + sending, done, rejected, attention },
    queuedElsewhere: outbox.queuedElsewhere,
    oldestPendingAt: outbox.overview.oldestPendingAt(),
    lastAnswerAt: core.lastAnswerAt(),
    trouble: core.status().trouble,
    clockMinutesAhead: core.status().clockMinutesAhead,
    salvages: kiosk.salvages(),
    recent: outbox.overview.recent(LISTED),
    attention: outbox.overview.needingAttention(LISTED),
  };
}
