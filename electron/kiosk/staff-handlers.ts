import type { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { storageFails } from '../../shared/bridge/answers.ts';
import type {
  BridgeHandlers,
  BridgeInput,
  BridgeOutput,
  CallableBy,
} from '../../shared/bridge/bridge.ts';
import type { LogoProblem } from '../../shared/bridge/logo.ts';
import { stateOf } from '../../shared/preflight/findings.ts';
import { trimmed } from '../../shared/text/trimmed.ts';
import type { Core } from '../core/core.ts';
import { pastSalvages } from '../core/outbox/salvage/set-aside.ts';
import { storageProblem } from '../core/outbox/storage-problem.ts';
import { StorageError } from '../core/outbox/writer/writer.ts';
import { damagedFiles } from '../core/system/damaged-files.ts';
import { FolderInUseError } from '../core/system/folder-lock.ts';
import { venueDay } from '../core/system/venue-day.ts';
import { copyHandlers, recentTakeOvers } from './copy-handlers.ts';
import { countWaiting } from './count-waiting.ts';
import { filesHandlers } from './files-handlers.ts';
import { hubHostHandlers } from './hub-host-handlers.ts';
import type { Kiosk } from './kiosk.ts';
import { logoProblem } from './logo.ts';
import { makeSheet } from './make-sheet.ts';
import { preflight } from './preflight.ts';
import type { StaffAccess } from './staff-access.ts';
import { waitingScansCsv } from './waiting-export.ts';

/** How many scans each list of the overview shows at most. */
const LISTED = 50;

const DONE = { ok: true } as const;
const NOT_RUNNING = { ok: false, problem: 'not-running' } as const;
const UNREADABLE = { ok: false, problem: 'unreadable' } as const;

/** What the kiosk does for staff alone. */
export function staffHandlers(
  kiosk: Kiosk,
  access: StaffAccess,
): Pick<BridgeHandlers, CallableBy<'steward' | 'supervisor'>> {
  return {
    getStaffOverview: () => reading(kiosk, (core) => staffOverview(kiosk, core)),
    getCounts: ({ day }) => reading(kiosk, (core) => ({ ok: true, ...core.counts(day) })),
    getVenue: async () => {
      if (!kiosk.core) return NOT_RUNNING;
      return (await kiosk.core.venueView()) ?? { ok: false, problem: 'no-hub' };
    },
    stayOpen: () => DONE,
    ...entranceHandlers(kiosk),
    ...hubHostHandlers(kiosk),
    ...filesHandlers(kiosk),
    ...copyHandlers(kiosk),
    runPreflight: () => runPreflight(kiosk, access),
    passPreflight: () => {
      kiosk.lastCheck.pass();
      kiosk.core?.log.info({}, 'the check before the doors open was passed');
      return DONE;
    },
    sendAgain: ({ scanId }) =>
      writing(kiosk, async (core) => ({ ok: true, count: await core.sendAgain(scanId) })),
    dismiss: ({ scanId, why }) =>
      writing(kiosk, async (core) =>
        (await core.dismiss(scanId, why)) ? DONE : { ok: false, problem: 'not-refused' },
      ),
    getScans: (asked) =>
      reading(kiosk, async (core) => {
        const page = await core.scansPage(asked);
        return page ? { ok: true, ...page } : { ok: false, problem: 'no-code' };
      }),
    getScanStory: ({ scanId }) =>
      reading(kiosk, (core) => {
        const story = core.outbox.history.story(scanId);
        return story ? { ok: true, story } : { ok: false, problem: 'no-scan' };
      }),
    resumeBacklog: () =>
      writing(kiosk, async (core) => {
        await core.resumeBacklog();
        return DONE;
      }),
    exportWaiting: () => exportWaiting(kiosk),
    makeSheet: (input) => makeSheet(kiosk, input),
    // A browser saves it itself, and the shell has a handler of its own.
    saveSheet: () => ({ ok: true, savedAs: null }),
    checkLogo: ({ file }) => takenUnless(logoProblem(Buffer.from(file, 'base64'))),
    saveLogo: ({ png }) => takenUnless(kiosk.logo.save(Buffer.from(png, 'base64'))),
    removeLogo: () => takenUnless(kiosk.logo.remove()),
    wipeDevice: async (input) => {
      const answer = await wipeDevice(kiosk, input);
      if (answer.ok) access.lock();
      return answer;
    },
  };
}

/** Looks something up in the outbox. If the disk or a damaged database refuses, the answer says so. */
async function reading<Answer extends { ok: boolean }>(
  kiosk: Kiosk,
  look: (core: Core) => Promise<Answer> | Answer,
): Promise<Answer | typeof NOT_RUNNING | typeof UNREADABLE> {
  const { core } = kiosk;
  if (!core) return NOT_RUNNING;
  try {
    return await look(core);
  } catch (error) {
    // A core that has ended meanwhile has closed its database.
    if (kiosk.core !== core) return NOT_RUNNING;
    if (storageProblem(error) === 'other') throw error;
    return UNREADABLE;
  }
}

/** Has the core write something down. If the disk refuses, the answer says why. */
async function writing<Answer extends { ok: boolean }>(
  kiosk: Kiosk,
  work: (core: Core) => Promise<Answer>,
): Promise<Answer | typeof NOT_RUNNING | z.infer<typeof storageFails>> {
  const { core } = kiosk;
  if (!core) return NOT_RUNNING;
  try {
    return await work(core);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // A core that has ended meanwhile doesn't write any more.
    if (kiosk.core !== core) return NOT_RUNNING;
    return { ok: false, problem: 'storage', why: storageProblem(error) };
  }
}

/** What staff do about the entrance. The log says when they did, since a closed entrance explains a queue elsewhere. */
function entranceHandlers(
  kiosk: Kiosk,
): Pick<BridgeHandlers, 'closeEntrance' | 'sendVisitorsTo' | 'openEntrance'> {
  const { closure } = kiosk;
  return {
    closeEntrance: () => {
      const isKept = closure.close();
      kiosk.core?.log.info({ isKept }, 'staff closed the entrance');
      return { ok: true, isKept };
    },
    sendVisitorsTo: ({ place }) => {
      const isKept = closure.sendTo(trimmed(place) || null);
      return isKept === null ? { ok: false, problem: 'not-closed' } : { ok: true, isKept };
    },
    openEntrance: () => {
      const isKept = closure.open();
      kiosk.core?.log.info({ isKept }, 'staff opened the entrance');
      return { ok: true, isKept };
    },
  };
}

function staffOverview(kiosk: Kiosk, core: Core): BridgeOutput<'getStaffOverview'> {
  const { forCore } = kiosk.settings;
  if (!forCore.ok) return NOT_RUNNING;
  const { outbox } = core;
  const { pending, sending, done, rejected, attention } = outbox.overview.counts();
  return {
    ok: true,
    deviceId: core.deviceId,
    version: packageJson.version,
    windowSystem: kiosk.windowSystem,
    displayIsChosen: kiosk.settings.forScreen.screenNumber !== 'primary',
    baseUrl: forCore.settings.baseUrl,
    keyIsGiven: kiosk.settings.keyIsGiven,
    counts: { pending: pending + sending, done, rejected, attention },
    queuedElsewhere: outbox.backlogElsewhere,
    oldestPendingAt: core.oldestPendingAt(),
    lastAnswerAt: core.lastAnswerAt(),
    trouble: core.status().trouble,
    clockMinutesAhead: core.status().clockMinutesAhead,
    problemsSince: core.problemsSince(),
    hub: core.hubStanding(),
    salvages: pastSalvages(kiosk.dataDir),
    damagedFiles: [
      ...damagedFiles(kiosk.dataDir),
      ...(kiosk.logo.isDamaged ? ['logo' as const] : []),
    ],
    hubHostProblem: kiosk.hubHost.problem,
    copyProblem: copyProblemOf(core),
    takenOver: recentTakeOvers(kiosk),
    recent: outbox.overview.recent(LISTED),
    attention: outbox.overview.needingAttention(LISTED),
  };
}

function copyProblemOf({ copy }: Core) {
  const { state } = copy;
  if (state.is === 'off' || state.problem === null) return null;
  const { problem: is, since, writtenAt } = state;
  return { is, since, writtenAt };
}

/** A steward isn't told how good the PINs are, because a hint at the supervisor's would be one at how to guess it. */
async function runPreflight(
  kiosk: Kiosk,
  access: StaffAccess,
): Promise<BridgeOutput<'runPreflight'>> {
  const { core } = kiosk;
  const { forCore } = kiosk.settings;
  if (!core || !forCore.ok) return NOT_RUNNING;
  const isSupervisor = access.role === 'supervisor';
  const findings = await preflight(kiosk, core, forCore.settings);
  kiosk.lastCheck.foundRed = findings.some((each) => stateOf(each) === 'red');
  return { ok: true, findings: findings.filter(({ check }) => isSupervisor || check !== 'pin') };
}

function takenUnless(why: LogoProblem | null): BridgeOutput<'saveLogo'> {
  return why === null ? DONE : { ok: false, problem: 'logo-not-taken', why };
}

function exportWaiting(kiosk: Kiosk): BridgeOutput<'exportWaiting'> {
  if (kiosk.isChanging) return NOT_RUNNING;
  const { core, settings, clock } = kiosk;
  const day = core?.today() ?? venueDay(clock.now(), settings.venueTimeZone);
  // Without a core the device's name is known only if a setting gives it.
  const device = core?.deviceId ?? settings.forScreen.deviceId ?? 'kiosk';
  const fileName = `waiting-scans-${device}-${day}.csv`;
  try {
    const { list, complete } = kiosk.waitingScans();
    return { ok: true, fileName, csv: waitingScansCsv(list()), savedAs: null, complete };
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
}

async function wipeDevice(
  kiosk: Kiosk,
  { loseWaiting }: BridgeInput<'wipeDevice'>,
): Promise<BridgeOutput<'wipeDevice'>> {
  const { keyIsGiven, joinLineIsGiven } = kiosk.settings;
  if (keyIsGiven || joinLineIsGiven) return { ok: false, problem: 'given-from-outside' };
  // Whoever wipes this device may not know that every gate of the venue would lose its hub.
  if (kiosk.hubHost.isHosting) return { ok: false, problem: 'hosts-hub' };
  if (kiosk.isChanging) return NOT_RUNNING;
  // Scans that can't be counted aren't deleted without asking.
  const count = loseWaiting ? 0 : countWaiting(kiosk);
  if (count !== 0) return { ok: false, problem: 'scans-waiting', count };
  try {
    await kiosk.wipe();
  } catch (error) {
    if (error instanceof FolderInUseError) return { ok: false, problem: 'hub-runs' };
    const keyIsGone = kiosk.settings.forScreen.apiKey === null;
    return { ok: false, problem: 'not-wiped', keyIsGone };
  }
  return DONE;
}
