import { EventEmitter } from 'node:events';
import type { Outcome, Reason } from '../../shared/scan/outcome.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { CheckinService, type RawScan } from './checkin/checkin-service.ts';
import { createConferaPublicClient } from './confera/client.ts';
import { ConnectionMonitor } from './delivery/monitor.ts';
import { REJECTION_LIMIT } from './delivery/plan.ts';
import { ScanTimes } from './delivery/scan-times.ts';
import { Sender } from './delivery/sender.ts';
import { ServerClock } from './delivery/server-clock.ts';
import { SyncWorker } from './delivery/sync-worker.ts';
import { Outbox } from './outbox/outbox.ts';
import { Retention } from './outbox/retention.ts';
import { type CoreStatus, StatusWatch } from './status/status-watch.ts';
import { type Clock, systemClock } from './system/clock.ts';
import { damagedFiles } from './system/damaged-files.ts';
import { deviceIdentity } from './system/device-identity.ts';
import { openLog } from './system/log.ts';
import { PendingWork } from './system/pending-work.ts';
import { userAgent } from './system/user-agent.ts';

export type CoreEvents = {
  /** A scan that was told as `queued` or `attention` has found its end. */
  settled: [{ scanId: string; outcome: Outcome; reason: Reason | null }];
  status: [CoreStatus];
  /** The database was found damaged: nothing more can be stored until a new start sets it aside. */
  damaged: [];
};

export type CoreOptions = {
  settings: CoreSettings;
  dataDir: string;
  clock?: Clock;
  /** Draws from [0, 1) for the jitter. */
  random?: () => number;
};

/**
 * The kiosk without a face: everything between a scanned code and Confera, in the order of its making.
 *
 * The caller holds the data folder's lock.
 *
 * @throws DatabaseTooNewError, or what the file system or SQLite says of the data folder
 */
export function createCore({
  settings,
  dataDir,
  clock = systemClock,
  random = Math.random,
}: CoreOptions) {
  const identity = deviceIdentity(dataDir);
  const deviceId = settings.deviceId ?? identity.deviceId;
  const agent = userAgent(deviceId);
  const events = new EventEmitter<CoreEvents>();
  const outbox = new Outbox({
    dataDir,
    destination: settings.baseUrl,
    secret: identity.codeSecret,
    rejectionLimit: REJECTION_LIMIT,
    now: clock.now(),
    onProblem: (problem) => {
      if (problem === 'damaged') events.emit('damaged');
      watch.changed();
    },
  });
  const { log, close: closeLog } = openLog(
    dataDir,
    clock,
    { integration: agent, device: deviceId, location: settings.location },
    { secrets: [settings.apiKey] },
  );
  // Each attempt is counted in its row, so the client must make no attempts of its own.
  const client = createConferaPublicClient({
    baseUrl: settings.baseUrl,
    apiKey: settings.apiKey,
    userAgent: agent,
    maxRetries: 0,
  });
  const damaged = damagedFiles(dataDir);
  if (damaged.length > 0) log.error({ files: damaged }, 'damaged files were set aside');
  if (outbox.salvage) log.error({ salvage: outbox.salvage }, 'a damaged database was set aside');
  const monitor = new ConnectionMonitor({ clock, random });
  const serverClock = new ServerClock(clock, outbox.serverOffsets(), (boot, offset) => {
    // Should the disk refuse, the next process hears it again.
    outbox.keepServerOffset(boot, offset).catch((error) => {
      log.error({ err: error }, "Confera's time could not be kept");
    });
  });
  const { timeZone } = settings;
  const times = new ScanTimes({ outbox, serverClock, clock, timeZone });
  const pendingWork = new PendingWork(log);
  const closing = new AbortController();
  const sender = new Sender({
    client,
    outbox,
    monitor,
    serverClock,
    times,
    clock,
    random,
    log,
    signal: closing.signal,
    onWritten: (row, { state, outcome, reason }) => {
      try {
        if (row.inBacklog && state !== 'pending') {
          events.emit('settled', { scanId: row.scanId, outcome, reason });
        }
      } finally {
        lookAgain();
      }
    },
    onPostponed: () => lookAgain(),
  });
  const parts = {
    settings,
    outbox,
    monitor,
    sender,
    serverClock,
    times,
    clock,
    random,
    log,
    pendingWork,
  };
  const worker = new SyncWorker({ ...parts, peopleWaiting: () => service.peopleWaiting });
  const service = new CheckinService({ ...parts, wakeSync: () => lookAgain() });

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
    unwritten: () => sender.unwritten + service.unwritten,
    clock,
    log,
    tell: (status) => events.emit('status', status),
  });
  const lookAgain = () => {
    worker.wake();
    watch.changed();
  };
  monitor.onChange((standing, before) => {
    worker.wake();
    if (!before.offline || standing.offline) return;
    outbox.makeAllDue().then(lookAgain, (error) => {
      log.error({ err: error }, 'could not make the backlog due');
    });
  });

  return {
    events,
    log,
    status: () => watch.status,
    scan: (scan: RawScan) => pendingWork.track(service.scan(scan)),
    outbox,
    deviceId,
    /** The day at the venue, YYYY-MM-DD. */
    today: () => times.today(),
    /**
     * When the scan was made that has waited longest for this destination; Unix milliseconds by this device's clock, so
     * that its age comes out right where that clock is wrong.
     */
    oldestPendingAt: () => {
      const at = outbox.overview.oldestPendingAt();
      return at === null ? null : at + clock.now() - times.now();
    },
    /** What was damaged in the data folder and is still set aside. */
    damagedFiles: damaged,
    lastAnswerAt: () => monitor.lastAnswerAt,
    /** Sends again what Confera refused: one scan, or all (null). */
    sendAgain: async (scanId: string | null) => {
      const count = await outbox.sendAgain(scanId);
      lookAgain();
      return count;
    },
    /** Goes on with a stopped backlog, and leaves alone what was rejected. */
    resumeBacklog: async () => {
      await outbox.resumeBacklog();
      lookAgain();
    },
    /** Puts away a scan that Confera refused; whether there was one. */
    dismiss: async (scanId: string) => {
      const found = await outbox.dismiss(scanId);
      lookAgain();
      return found;
    },
    /** Begins to send what is pending, and to remove what is old. */
    start: () => {
      worker.wake();
      retention.start();
    },
    /**
     * Ends the sending and closes the files. A request that is cut short leaves its row pending, as one that may
     * have reached Confera.
     */
    close: async () => {
      worker.close();
      retention.close();
      watch.close();
      closing.abort();
      await pendingWork.ended();
      await outbox.close();
      await closeLog();
    },
  };
}

export type Core = ReturnType<typeof createCore>;
