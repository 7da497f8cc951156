import { EventEmitter } from 'node:events';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { CheckinService } from './checkin/checkin-service.ts';
import { ImmediateSender } from './checkin/immediate-sender.ts';
import { type ConferaClient, createConferaPublicClient } from './confera/client.ts';
import { RollingCopy } from './copy/rolling-copy.ts';
import type { CoreEvents, CoreOptions } from './core.ts';
import type { DeliveryParts } from './delivery/delivery-parts.ts';
import { ConnectionMonitor } from './delivery/monitor.ts';
import { Requests } from './delivery/requests.ts';
import { ScanTimes } from './delivery/scan-times.ts';
import { Sender, type SenderOptions } from './delivery/sender.ts';
import { ServerClock } from './delivery/server-clock.ts';
import { SilenceWatch } from './delivery/silence-watch.ts';
import { connectionOf } from './delivery/standing.ts';
import { SyncWorker } from './delivery/sync-worker.ts';
import { HubOnDemand } from './hub/hub-on-demand.ts';
import { KnownConference } from './key/known-conference.ts';
import { KnownKeys } from './key/known-keys.ts';
import { openDataFolder } from './open-data-folder.ts';
import { Retention } from './outbox/retention.ts';
import { KeyedProgramme } from './programme/keyed-programme.ts';
import { StatusWatch } from './status/status-watch.ts';
import { Changes } from './system/changes.ts';
import { systemClock } from './system/clock.ts';
import { emitSafely } from './system/emit-safely.ts';
import { PendingWork } from './system/pending-work.ts';
import { ownBeat } from './venue/own-beat.ts';
import { Venue } from './venue/venue.ts';
import { VenueWatch } from './venue/venue-watch.ts';

/** Makes every part of the core from the parts made before it, and lets the changes reach those who look. */
export function assembleCore(options: CoreOptions) {
  const { settings, dataDir, clock = systemClock, random = Math.random } = options;
  const events = new EventEmitter<CoreEvents>();
  const changes = new Changes();
  const keys = new KnownKeys(settings.apiKey);
  const folder = openDataFolder({ settings, dataDir, clock, events, changes, keys });
  const { outbox, log, agent } = folder;
  const clientFor = clientsOf(settings.baseUrl, agent);
  const pendingWork = new PendingWork(log);
  const closing = new AbortController();
  const conference = new KnownConference({ dataDir, baseUrl: settings.baseUrl });
  const venue = createVenue(options, { outbox, clock, random, log, pendingWork, changes }, () =>
    delivery.times.now(),
  );
  const delivery = createDelivery({
    onHealth: (body) => conference.note(body),
    client: clientFor(settings.apiKey),
    timeZone: settings.timeZone,
    events,
    signal: closing.signal,
    onWritten: (row, settlement) => venue?.settled(row, settlement),
    common: { outbox, clock, random, log, pendingWork, changes },
  });
  const { monitor, sender, serverClock } = delivery;

  const immediateSender = new ImmediateSender({ ...delivery, settings });
  const service = new CheckinService({ ...delivery, settings, immediateSender, venue });
  const worker = new SyncWorker({
    ...delivery,
    settings,
    peopleWaiting: () => immediateSender.peopleWaiting,
  });
  const silence = new SilenceWatch({ ...delivery, settings });
  const retention = new Retention({
    outbox,
    clock,
    serverNow: () => serverClock.now(),
    days: settings.retentionDays,
    log,
  });
  const copy = new RollingCopy({
    ...{ dataDir, clock, log },
    source: outbox.copySource,
    deviceId: folder.deviceId,
    secret: folder.secret,
    onChange: () => events.emit('copy'),
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
  const venueWatch = venue && createVenueWatch({ settings, venue, folder, delivery, watch });
  const programme = options.hasScreen
    ? createProgramme({ settings, dataDir, folder, delivery, events, signal: closing.signal })
    : null;
  changes.subscribe(() => worker.look());
  changes.subscribe(() => watch.look());
  return {
    ...folder,
    ...delivery,
    ...{
      events,
      closing,
      service,
      worker,
      silence,
      retention,
      copy,
      watch,
      programme,
      venue,
      venueWatch,
      keys,
      conference,
      clientFor,
    },
  };
}

export type CoreParts = ReturnType<typeof assembleCore>;

/** Makes clients of the Confera at this address, one for each key. */
function clientsOf(baseUrl: string, userAgent: string): (apiKey: string) => ConferaClient {
  // Each attempt is counted in its row, so the client must make no attempts of its own.
  return (apiKey) => createConferaPublicClient({ baseUrl, apiKey, userAgent, maxRetries: 0 });
}

type CommonParts = Pick<
  DeliveryParts,
  'outbox' | 'clock' | 'random' | 'log' | 'pendingWork' | 'changes'
>;

/** Makes what knows of the other gates; null for a device that has joined no hub. */
function createVenue(
  { settings, hub }: CoreOptions,
  common: CommonParts,
  now: () => number,
): Venue | null {
  const { hubJoin: join } = settings;
  if (!join) return null;
  const load = async () => {
    const { openNatsHub } = await import('./hub/nats/nats-hub.ts');
    return openNatsHub({ join, ...common });
  };
  return new Venue({
    ...common,
    now,
    settings,
    join,
    hub: hub ?? new HubOnDemand(load, common.log),
  });
}

/** Makes what tells the venue how this device is, and staff how the venue is. */
function createVenueWatch({
  settings: { location, timeZone },
  venue,
  folder: { deviceId },
  delivery,
  watch,
}: {
  settings: CoreSettings;
  venue: Venue;
  folder: { deviceId: string };
  delivery: DeliveryParts;
  watch: StatusWatch;
}): VenueWatch {
  const beat = () => ownBeat({ ...delivery, deviceId, location, status: watch.status });
  return new VenueWatch({ ...delivery, venue, deviceId, timeZone, ownBeat: beat });
}

/** Makes what sends scans to Confera, and keeps the device's standing with it. */
function createDelivery({
  onHealth,
  onWritten,
  client,
  timeZone,
  events,
  signal,
  common,
}: {
  onHealth: (body: Record<string, unknown>) => void;
  onWritten: SenderOptions['onWritten'];
  client: ConferaClient;
  timeZone: string;
  events: EventEmitter<CoreEvents>;
  signal: AbortSignal;
  common: CommonParts;
}): DeliveryParts {
  const { outbox, clock, random, log, pendingWork, changes } = common;
  const monitor = new ConnectionMonitor({ clock, random });
  monitor.onChange((standing, before) => {
    changes.announce();
    const connection = connectionOf(standing);
    if (connection !== connectionOf(before)) {
      pendingWork.begin('noting the connection', () =>
        outbox.tallies.noteConnection(connection, times.now()),
      );
    }
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
  const requests = new Requests({
    ...{ client, monitor, serverClock, clock, log, onHealth, signal },
    onAttempt: ({ status, durationMs }) => {
      emitSafely(log, () => events.emit('asked', { status, ms: durationMs }));
    },
  });
  const sender = new Sender({
    ...common,
    requests,
    monitor,
    times,
    onWritten: (row, settlement) => {
      onWritten(row, settlement);
      const { state, outcome, reason } = settlement;
      if (!row.inBacklog || state === 'pending') return;
      events.emit('settled', { scanId: row.scanId, outcome, reason });
    },
  });
  return { ...common, monitor, requests, sender, serverClock, times };
}

/** Makes what reads the programme for the idle screen. */
function createProgramme({
  settings,
  dataDir,
  folder,
  delivery,
  events,
  signal,
}: {
  settings: CoreSettings;
  dataDir: string;
  folder: { secret: string; agent: string };
  delivery: DeliveryParts;
  events: EventEmitter<CoreEvents>;
  signal: AbortSignal;
}): KeyedProgramme {
  const { clock, random, log, pendingWork, monitor, times } = delivery;
  return new KeyedProgramme({
    ...{ settings, dataDir, clock, random, log, pendingWork, monitor, signal },
    secret: folder.secret,
    userAgent: folder.agent,
    now: () => times.now(),
    tell: () => events.emit('programme'),
  });
}
