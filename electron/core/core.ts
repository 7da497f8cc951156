import { EventEmitter } from 'node:events';
import type { Outcome, Reason } from '../../shared/scan/outcome.ts';
import type { Mode } from '../../shared/scan/parse-code.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { CheckinService, type RawScan } from './checkin/checkin-service.ts';
import { ImmediateSender } from './checkin/immediate-sender.ts';
import { type ConferaClient, createConferaPublicClient } from './confera/client.ts';
import type { DeliveryParts } from './delivery/delivery-parts.ts';
import { ConnectionMonitor } from './delivery/monitor.ts';
import { Requests } from './delivery/requests.ts';
import { ScanTimes } from './delivery/scan-times.ts';
import { Sender } from './delivery/sender.ts';
import { ServerClock } from './delivery/server-clock.ts';
import { SyncWorker } from './delivery/sync-worker.ts';
import { KnownKeys } from './key/known-keys.ts';
import { tryKey } from './key/try-key.ts';
import { openDataFolder } from './open-data-folder.ts';
import { Retention } from './outbox/retention.ts';
import { KeyedProgramme } from './programme/keyed-programme.ts';
import { type CoreStatus, StatusWatch } from './status/status-watch.ts';
import { Changes } from './system/changes.ts';
import { type Clock, systemClock } from './system/clock.ts';
import { PendingWork } from './system/pending-work.ts';

export type CoreEvents = {
  /** A scan that was told as `queued` or `attention` has found its end. */
  settled: [{ scanId: string; outcome: Outcome; reason: Reason | null }];
  status: [CoreStatus];
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
  const { settings } = options;
  const { events, changes, log, outbox, monitor, times, clock, pendingWork, keys, ...parts } =
    assemble(options);
  const { service, worker, retention, watch, programme } = parts;
  return {
    events,
    log,
    outbox,
    deviceId: parts.deviceId,
    /** What was damaged in the data folder and is still set aside. */
    damagedFiles: parts.damagedFiles,
    status: () => watch.status,
    scan: (scan: RawScan) => pendingWork.track(service.scan(scan)),
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
    /** Puts away a scan that Confera refused, and says whether there was one. */
    dismiss: (scanId: string) => announced(changes, outbox.dismiss(scanId)),
    /**
     * Tests a key that is to replace the one in use, which goes on being used meanwhile. Nothing changes before `use` of
     * the answer is called.
     */
    tryKey: (apiKey: string, { mode = settings.mode, untested = false }: TryKey = {}) => {
      const { clientFor, requests, closing } = parts;
      const onUse = () => {
        keys.use(apiKey);
        programme?.useKey(apiKey);
      };
      const about = { clientFor, requests, monitor, log, signal: closing.signal, onUse };
      const asked = { mode, day: times.today(), timeoutMs: settings.timeoutMs, untested };
      return pendingWork.track(keys.during(apiKey, () => tryKey(apiKey, { ...about, ...asked })));
    },
    /** Begins to send what is pending, and to remove what is old. */
    start: () => {
      worker.look();
      retention.start();
      programme?.start();
    },
    /**
     * Ends the sending and closes the files. A request that is cut short leaves its row pending, as one that may have
     * reached Confera.
     */
    close: async () => {
      worker.close();
      retention.close();
      watch.close();
      programme?.close();
      parts.closing.abort();
      await pendingWork.ended();
      await outbox.close();
      await parts.closeLog();
    },
  };
}

type TryKey = {
  /** What this device checks in, if that changes together with the key. */
  mode?: Mode;
  /** Take the key without a test if it can't be tested now and the old one is refused. */
  untested?: boolean;
};

export type Core = ReturnType<typeof createCore>;

/** Announces a change that staff asked for, once it is on disk. */
async function announced<T>(changes: Changes, change: Promise<T>): Promise<T> {
  const result = await change;
  changes.announce();
  return result;
}

/** Makes every part of the core from the parts made before it, and lets the changes reach those who look. */
function assemble(options: CoreOptions) {
  const { settings, dataDir, clock = systemClock, random = Math.random } = options;
  const events = new EventEmitter<CoreEvents>();
  const changes = new Changes();
  const keys = new KnownKeys(settings.apiKey);
  const folder = openDataFolder({ settings, dataDir, clock, events, changes, keys });
  const { outbox, log, agent } = folder;
  // Each attempt is counted in its row, so the client must make no attempts of its own.
  const clientFor = (apiKey: string) =>
    createConferaPublicClient({
      baseUrl: settings.baseUrl,
      apiKey,
      userAgent: agent,
      maxRetries: 0,
    });
  const pendingWork = new PendingWork(log);
  const closing = new AbortController();
  const delivery = createDelivery({
    client: clientFor(settings.apiKey),
    timeZone: settings.timeZone,
    events,
    signal: closing.signal,
    common: { outbox, clock, random, log, pendingWork, changes },
  });
  const { monitor, sender, serverClock, times } = delivery;

  const immediateSender = new ImmediateSender({ ...delivery, settings });
  const service = new CheckinService({ ...delivery, settings, immediateSender });
  const worker = new SyncWorker({
    ...delivery,
    settings,
    peopleWaiting: () => immediateSender.peopleWaiting,
  });
  const retention = new Retention({
    outbox,
    clock,
    serverNow: () => serverClock.now(),
    days: settings.retentionDays,
    log,
  });
  const watch = new StatusWatch({
    monitor,
    serverClock,
    outbox,
    unwritten: () => sender.unwritten + immediateSender.unwritten,
    clock,
    log,
    tell: (status) => events.emit('status', status),
  });
  const readProgramme = () =>
    new KeyedProgramme({
      ...{ settings, dataDir, clock, random, log, pendingWork, monitor },
      secret: folder.secret,
      userAgent: agent,
      now: () => times.now(),
      signal: closing.signal,
      tell: () => events.emit('programme'),
    });
  const programme = options.hasScreen ? readProgramme() : null;
  changes.subscribe(() => worker.look());
  changes.subscribe(() => watch.look());
  return {
    ...folder,
    ...delivery,
    ...{ events, closing, service, worker, retention, watch, programme, keys, clientFor },
  };
}

/** Makes what sends scans to Confera, and keeps the device's standing with it. */
function createDelivery({
  client,
  timeZone,
  events,
  signal,
  common,
}: {
  client: ConferaClient;
  timeZone: string;
  events: EventEmitter<CoreEvents>;
  signal: AbortSignal;
  common: Pick<DeliveryParts, 'outbox' | 'clock' | 'random' | 'log' | 'pendingWork' | 'changes'>;
}): DeliveryParts {
  const { outbox, clock, random, log, pendingWork, changes } = common;
  const monitor = new ConnectionMonitor({ clock, random });
  monitor.onChange((standing, before) => {
    changes.announce();
    if (!before.offline || standing.offline) return;
    pendingWork.begin('making the backlog due', async () => {
      await outbox.makeAllDue();
      changes.announce();
    });
  });
  const serverClock = new ServerClock(clock, outbox.serverOffsets(), (boot, offset) => {
    // If the disk refuses, the next process hears the time again.
    pendingWork.begin("keeping Confera's time", () => outbox.keepServerOffset(boot, offset));
  });
  const times = new ScanTimes({ outbox, serverClock, clock, timeZone });
  const requests = new Requests({ client, monitor, serverClock, clock, log, signal });
  const sender = new Sender({
    ...common,
    requests,
    monitor,
    times,
    onWritten: (row, { state, outcome, reason }) => {
      if (!row.inBacklog || state === 'pending') return;
      events.emit('settled', { scanId: row.scanId, outcome, reason });
    },
  });
  return { ...common, monitor, requests, sender, serverClock, times };
}
