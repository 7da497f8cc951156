import { MOST_DAYS } from '../../shared/bridge/counts.ts';
import type { Kind, Outcome, Reason } from '../../shared/scan/outcome.ts';
import type { Mode } from '../../shared/scan/parse-code.ts';
import type { Dismissal } from '../../shared/scan/standing.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { assembleCore, type CoreParts } from './assemble-core.ts';
import { type AskedBadge, badgeSearch } from './checkin/badge-search.ts';
import type { RawScan } from './checkin/checkin-service.ts';
import type { ClaimHub } from './hub/claim-hub.ts';
import { type KeyTrial, tryKey } from './key/try-key.ts';
import type { ExportChoice } from './outbox/scan-export.ts';
import type { ScanSearch } from './outbox/scan-search.ts';
import { noCounts } from './outbox/tallies.ts';
import type { CoreStatus } from './status/status-watch.ts';
import type { Changes } from './system/changes.ts';
import type { Clock } from './system/clock.ts';
import { emitSafely } from './system/emit-safely.ts';
import { boundsOfVenueDay } from './system/venue-day.ts';

export type CoreEvents = {
  /** A scan that was told as `queued` or `attention` has found its end. */
  settled: [{ scanId: string; outcome: Outcome; reason: Reason | null }];
  /** A person was told the result of a scan, this many milliseconds after it was read. */
  told: [{ outcome: Outcome; kind: Kind | null; reason: Reason | null; ms: number }];
  /** Confera has answered a request with an HTTP status after this many milliseconds, or hasn't, and it is 0. */
  asked: [{ status: number; ms: number }];
  status: [CoreStatus];
  /** How the rolling copy is doing may have changed. */
  copy: [];
  /** What the idle screen shows of the event has changed. */
  programme: [];
  /** The database was found damaged. Nothing more can be stored until a new start sets it aside. */
  damaged: [];
};

export type CoreOptions = {
  settings: CoreSettings;
  dataDir: string;
  clock?: Clock;
  /** Draws from [0, 1) for the jitter. */
  random?: () => number;
  /** The hub of the venue, in place of the one that the settings name. */
  hub?: ClaimHub;
  /** Whether anybody looks at what is read of the event. Without a screen nothing is read. */
  hasScreen?: boolean;
};

/**
 * The kiosk without a face: everything between a scanned code and Confera.
 *
 * The caller holds the lock of the data folder.
 *
 * @throws DatabaseTooNewError, or what the file system or SQLite says about the data folder
 */
export function createCore(options: CoreOptions) {
  const parts = assembleCore(options);
  const { outbox, changes, monitor, times, clock, pendingWork, programme } = parts;
  return {
    events: parts.events,
    log: parts.log,
    outbox,
    deviceId: parts.deviceId,
    /** What was damaged in the data folder and is still set aside. */
    damagedFiles: parts.damagedFiles,
    status: () => parts.watch.status,
    problemsSince: () => parts.watch.problemsSince,
    scan: (scan: RawScan) => pendingWork.track(scanAndTell(parts, scan)),
    /** The copy of the scans on a stick or in a folder, if staff have chosen one. */
    copy: parts.copy,
    /** What the other gates know; null for a device that has joined no hub. */
    venue: parts.venue,
    /**
     * What staff see of the venue; null for a device that has joined no hub.
     *
     * @throws if the disk can't be read
     */
    venueView: async () => (await parts.venueWatch?.view()) ?? null,
    /** Whether the venue's hub answers this device, and since when it doesn't; null for a device that has joined none. */
    hubStanding: () => parts.venueWatch?.standing ?? null,
    /** The version of each other device of the venue that is there; null on a device without a hub. */
    otherVersions: () => parts.venueWatch?.otherVersions() ?? null,
    /**
     * How many people came in on a day by this device, and what they were told and when.
     *
     * @param day YYYY-MM-DD; today if null, or if that day is not kept as a whole any more
     * @throws if the disk can't be read
     */
    counts: (day: string | null) => countsOf(parts, options.settings.timeZone, day),
    /** Some scans for an export, with their true times, and where to go on. */
    exportStep: (choice: ExportChoice, after: number | null) =>
      outbox.scanExport.step(choice, after, (scan) => times.of(scan)),
    /** The day at the venue, YYYY-MM-DD. */
    today: () => times.today(),
    /**
     * When the scan was made that has waited longest for this destination, in Unix milliseconds by this device's clock,
     * so that its age comes out right even if that clock is wrong.
     */
    oldestPendingAt: () => {
      const at = outbox.overview.oldestPendingAt();
      return at === null ? null : at + clock.now() - times.now();
    },
    lastAnswerAt: () => monitor.lastAnswerAt,
    /** What the idle screen shows of the event; null if nothing is known of it. */
    programme: () => programme?.shown ?? null,
    /** The picture of this name, if the idle screen shows it. */
    picture: (name: string) => programme?.picture(name) ?? null,
    /** Sends again what Confera refused: one scan, or all of them (null). */
    sendAgain: (scanId: string | null) => announced(changes, outbox.sendAgain(scanId)),
    /** Goes on with a stopped backlog, and leaves alone what was rejected. */
    resumeBacklog: () => announced(changes, outbox.resumeBacklog()),
    /** Puts away a scan that Confera refused, and says whether there was one. The log has why. */
    dismiss: async (scanId: string, why: Dismissal) => {
      const at = times.now();
      const wasThere = await announced(changes, outbox.dismiss(scanId, { at, why }));
      if (wasThere) parts.log.info({ scanId, why }, 'staff dismissed a scan');
      return wasThere;
    },
    /**
     * Lists scans, newest first; null if the badge that is looked for can't be one.
     *
     * @throws if the disk can't be read
     */
    scansPage: ({ before, badge, ...search }: ScansAsked) => {
      if (!badge) return outbox.history.page({ ...search, badge }, before);
      const found = badgeSearch(badge, options.settings, (code) => outbox.hashOf(code));
      return found && outbox.history.page({ ...search, badge: found }, before);
    },
    /**
     * Tests a key that is to replace the one in use, which goes on being used meanwhile. Nothing changes before `use` of
     * the answer is called.
     */
    tryKey: (apiKey: string, { mode = options.settings.mode, untested = false }: TryKey = {}) =>
      tryKeyWith(parts, options.settings, { apiKey, mode, untested }),
    /** Notes what `health` has told about the key in use to somebody else who asked. */
    noteHealth: (body: Record<string, unknown>) => parts.conference.note(body),
    /** Begins to send what is pending, and to remove what is old. */
    start: () => start(parts),
    /**
     * Ends the sending and closes the files. A request that is cut short leaves its row pending, as one that may have
     * reached Confera.
     */
    close: () => close(parts),
  };
}

/** Which scans somebody looks for, and where the page begins. */
type ScansAsked = Omit<ScanSearch, 'badge'> & { before: number | null; badge: AskedBadge | null };

type TryKey = {
  /** What this device checks in, if that changes together with the key. */
  mode?: Mode;
  /** Take the key without a test if it can't be tested now and the old one is refused. */
  untested?: boolean;
};

export type Core = ReturnType<typeof createCore>;

async function scanAndTell(
  { service, clock, log, events, outbox, times }: CoreParts,
  scan: RawScan,
) {
  const readAt = scan.at?.monotonic ?? clock.monotonic();
  const result = await service.scan(scan);
  const ms = clock.monotonic() - readAt;
  const { outcome, kind, reason } = result;
  emitSafely(log, () => {
    events.emit('told', { outcome, kind, reason, ms });
  });
  if (result.scanId !== null)
    outbox.tallies.noteWait({ at: times.now(), venueDay: times.today(), ms });
  return result;
}

/** Announces a change that staff asked for, once it is on disk. */
async function announced<T>(changes: Changes, change: Promise<T>): Promise<T> {
  const result = await change;
  changes.announce();
  return result;
}

function tryKeyWith(
  parts: CoreParts,
  { baseUrl, timeoutMs }: CoreSettings,
  { apiKey, ...asked }: Required<TryKey> & { apiKey: string },
): Promise<KeyTrial> {
  const { clientFor, requests, conference, monitor, log, closing, times, keys, programme } = parts;
  const onUse = () => {
    keys.use(apiKey);
    programme?.useKey(apiKey);
  };
  const scansWait = parts.outbox.overview.countWaiting(baseUrl) > 0;
  const signal = closing.signal;
  const about = { clientFor, requests, conference, scansWait, monitor, log, signal, onUse };
  const day = times.today();
  return parts.pendingWork.track(
    keys.during(apiKey, () => tryKey(apiKey, { ...about, ...asked, timeoutMs, day })),
  );
}

function countsOf({ outbox, times }: CoreParts, timeZone: string, asked: string | null) {
  const { tallies } = outbox;
  const today = times.today();
  const kept = tallies.days();
  const day = asked !== null && kept.includes(asked) ? asked : today;
  const kinds = tallies.kinds(day);
  return {
    today,
    day,
    days: [...new Set([today, ...kept])].sort().reverse().slice(0, MOST_DAYS),
    kinds: kinds.length > 0 ? kinds : [noCounts('badge')],
    slots: tallies.slots(day),
    gaps: tallies.gaps(boundsOfVenueDay(day, timeZone)),
  };
}

function start({
  outbox,
  times,
  pendingWork,
  worker,
  silence,
  retention,
  copy,
  programme,
  venue,
  venueWatch,
}: CoreParts) {
  pendingWork.begin('noting the start', () => outbox.tallies.noteStart(times.now()));
  worker.look();
  silence.start();
  retention.start();
  copy.start();
  programme?.start();
  venue?.start();
  venueWatch?.start();
}

async function close(parts: CoreParts) {
  parts.worker.close();
  parts.silence.close();
  parts.retention.close();
  parts.watch.close();
  parts.programme?.close();
  parts.venueWatch?.close();
  parts.closing.abort();
  await parts.venue?.close();
  await parts.pendingWork.ended();
  // After the last answer was written down, so that the copy has it, too.
  await parts.copy.close();
  await parts.outbox.close();
  await parts.closeLog();
}
