import { EventEmitter } from 'node:events';
import type { Connection, Outcome, Reason } from '../shared/outcome.ts';
import type { Settings } from '../shared/settings.ts';
import { CheckinService, type RawScan } from './checkin/checkin-service.ts';
import { Sender } from './checkin/sender.ts';
import { type Clock, systemClock } from './clock.ts';
import { createConferaPublicClient } from './confera/client.ts';
import { ConnectionMonitor } from './connection/monitor.ts';
import { connectionOf, reasonOf } from './connection/standing.ts';
import { openLog } from './log.ts';
import { openDatabase } from './outbox/database.ts';
import { Outbox } from './outbox/outbox.ts';
import { deviceIdentity } from './settings/device-identity.ts';
import { isBacklogStopped, REJECTION_LIMIT } from './sync/plan.ts';
import { SyncWorker } from './sync/sync-worker.ts';
import { UnderWay } from './under-way.ts';
import { userAgent } from './user-agent.ts';

/** The settings that the core can't do without, given. */
export type CoreSettings = Settings & { baseUrl: string; apiKey: string; timeZone: string };

export type CoreStatus = {
  connection: Connection;
  /** Why it isn't `online`. */
  reason: Reason | null;
  /** When it became so; Unix milliseconds. */
  since: number;
  /** Scans that a person must look at. */
  needsAttention: number;
  /** Scans not yet confirmed. */
  queued: number;
  /** Those among them that wait for another base URL: this one gets none of them. */
  queuedElsewhere: number;
  /** Ten rejections in a row: the backlog waits for a person. */
  backlogStopped: boolean;
};

export type CoreEvents = {
  /** A scan that was told as `queued` or `attention` has found its end. */
  settled: [{ scanId: string; outcome: Outcome; reason: Reason | null }];
  status: [CoreStatus];
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
  const outbox = openOutbox({
    dataDir,
    destination: settings.baseUrl,
    secret: identity.codeSecret,
  });
  const { log, close: closeLog } = openLog(dataDir, clock, {
    integration: agent,
    device: deviceId,
    location: settings.location,
  });
  // Each attempt is counted in its row, so the client must make no attempts of its own.
  const client = createConferaPublicClient({
    baseUrl: settings.baseUrl,
    apiKey: settings.apiKey,
    userAgent: agent,
    maxRetries: 0,
  });
  const monitor = new ConnectionMonitor({ clock, random });
  const underWay = new UnderWay();
  const closing = new AbortController();
  const sender = new Sender({
    client,
    outbox,
    monitor,
    clock,
    random,
    log,
    signal: closing.signal,
    onWritten: (row, { state, outcome, reason }) => {
      if (row.queued && state !== 'pending') {
        events.emit('settled', { scanId: row.scanId, outcome, reason });
      }
      worker.wake();
      tellStatus();
    },
  });
  const worker = new SyncWorker({
    settings,
    outbox,
    monitor,
    sender,
    clock,
    random,
    log,
    underWay,
    peopleWaiting: () => service.peopleWaiting,
  });
  const service = new CheckinService({
    settings,
    outbox,
    monitor,
    sender,
    clock,
    random,
    log,
    wakeSync: () => {
      worker.wake();
      tellStatus();
    },
  });

  let since = clock.now();
  let counted = { queued: 0, queuedElsewhere: 0, needsAttention: 0, backlogStopped: false };
  /** Where the disk can't be read, the counts stay as they were last seen. */
  const count = () => {
    try {
      counted = {
        queued: outbox.queued + sender.unwritten,
        queuedElsewhere: outbox.queuedElsewhere,
        needsAttention: outbox.countNeedingAttention(),
        backlogStopped: isBacklogStopped({ rejectedInARow: outbox.rejectedInARow() }),
      };
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be counted');
    }
    return counted;
  };
  const status = (): CoreStatus => ({
    connection: connectionOf(monitor.standing),
    reason: reasonOf(monitor.standing),
    since,
    ...count(),
  });
  let told = '';
  let telling = false;
  /** Once for all that happens in one turn: several scans may have shared a commit. */
  const tellStatus = () => {
    if (telling) return;
    telling = true;
    setImmediate(() => {
      telling = false;
      if (closing.signal.aborted) return;
      const now = status();
      const text = JSON.stringify(now);
      if (text === told) return;
      told = text;
      events.emit('status', now);
    });
  };
  monitor.onChange((standing, before) => {
    const connection = connectionOf(standing);
    if (connection !== connectionOf(before)) {
      since = clock.now();
      log.info({ connection, reason: reasonOf(standing) }, 'connection');
    }
    if (before.offline && !standing.offline) {
      outbox.makeAllDue().then(
        () => worker.wake(),
        (error) => log.error({ err: error }, 'could not make the backlog due'),
      );
    }
    worker.wake();
    tellStatus();
  });

  return {
    events,
    status,
    scan: (scan: RawScan) => underWay.track(service.scan(scan)),
    outbox,
    deviceId,
    lastAnswerAt: () => monitor.lastAnswerAt,
    /** Sends again what Confera refused: one scan, or all (null). */
    sendAgain: async (scanId: string | null) => {
      const count = await outbox.sendAgain(scanId);
      worker.wake();
      tellStatus();
      return count;
    },
    /** Begins to send what is pending. */
    start: () => worker.wake(),
    /**
     * Ends the sending and closes the files. A request that is cut short leaves its row pending, as one that may
     * have reached Confera.
     */
    close: async () => {
      worker.close();
      closing.abort();
      await underWay.ended();
      outbox.close();
      await closeLog();
    },
  };
}

export type Core = ReturnType<typeof createCore>;

function openOutbox(given: { dataDir: string; destination: string; secret: string }): Outbox {
  const { dataDir, destination, secret } = given;
  const db = openDatabase(dataDir);
  try {
    return new Outbox({ db, destination, secret, rejectionLimit: REJECTION_LIMIT });
  } catch (error) {
    db.close();
    throw error;
  }
}
