import packageJson from '../../../package.json' with { type: 'json' };
import type { ScanTimes } from '../delivery/scan-times.ts';
import type { Beat } from '../hub/claim-hub.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { CoreStatus } from '../status/status-watch.ts';
import type { Clock } from '../system/clock.ts';

export type OwnBeatOptions = {
  deviceId: string;
  location: string | null;
  status: CoreStatus;
  outbox: Outbox;
  times: Pick<ScanTimes, 'now'>;
  clock: Pick<Clock, 'now'>;
};

/** How this device is now, for the venue's other devices. If its disk can't be read, what only the disk knows is left out. */
export function ownBeat({ deviceId, location, status, ...known }: OwnBeatOptions): Beat {
  const { outbox, times, clock } = known;
  const { connection, storage, queued } = status;
  const now = times.now();
  const ageOf = (at: number | null | undefined) => (at == null ? null : Math.max(0, now - at));
  return {
    deviceId,
    location,
    version: packageJson.version,
    connection,
    storage,
    queued,
    oldestMs: ageOf(orNull(() => outbox.overview.oldestPendingAt())),
    lastScanMs: ageOf(orNull(() => outbox.overview.recent(1)[0]?.scannedAt)),
    letInTwice: orNull(() => outbox.claims.countLetInTwice()) ?? 0,
    clock: clock.now(),
  };
}

/** The outbox notes itself what is wrong with the disk, and the status tells it. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
