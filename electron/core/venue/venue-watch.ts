import { MOST_GATES, type VenueView } from '../../../shared/bridge/venue.ts';
import type { ScanTimes } from '../delivery/scan-times.ts';
import { type Beat, GONE_AFTER_MS } from '../hub/claim-hub.ts';
import type { GateCount } from '../outbox/admitted.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { OUT_OF_REACH } from '../preflight/hub.ts';
import type { Clock } from '../system/clock.ts';
import type { PendingWork } from '../system/pending-work.ts';
import { startOfVenueDay } from '../system/venue-day.ts';
import { Presence } from './presence.ts';
import type { Venue } from './venue.ts';

/** How many badges that were let in twice are listed. */
const LISTED = 50;
/** How soon people are counted again, milliseconds. */
const COUNT_AGAIN_MS = 2000;
/** How many times longer than the counting the pause after it is: a slow device has other things to do. */
const PAUSE_FACTOR = 10;

export type VenueWatchOptions = {
  venue: Venue;
  /** This device's own name (`KIOSK_DEVICE_ID`). */
  deviceId: string;
  /** How this device is now. */
  ownBeat: () => Beat;
  outbox: Outbox;
  times: Pick<ScanTimes, 'now' | 'today'>;
  /** The IANA name of the venue's time zone. */
  timeZone: string;
  clock: Clock;
  pendingWork: PendingWork;
};

/**
 * What staff see of the venue: its devices, whom its gates have let in today, and who came in twice here. It also tells the
 * others how this device is.
 */
export class VenueWatch {
  readonly #options: VenueWatchOptions;
  readonly #presence: Presence;
  #gates: GateCount[] = [];
  #counting: Promise<void> | null = null;
  /** When people may be counted again, monotonic milliseconds; null if they never were. */
  #countAgainAt: number | null = null;
  #closed = false;

  constructor(options: VenueWatchOptions) {
    this.#options = options;
    const { venue } = options;
    const { hub, device } = venue;
    this.#presence = new Presence({ ...options, hub, device });
    venue.onNews((news) => this.#presence.hear(news));
  }

  start(): void {
    this.#presence.start();
  }

  /**
   * Whoever asks first waits until the people are counted. They are counted again only while somebody asks.
   *
   * @throws if the disk can't be read
   */
  async view(): Promise<VenueView> {
    const { outbox } = this.#options;
    const counting = this.#countSoon();
    if (this.#countAgainAt === null) await counting;
    const { devices, silentMs, hubAheadMs } = this.#presence.view();
    const total = sum(this.#gates);
    const gates = this.#gates.slice(0, MOST_GATES);
    return {
      ok: true,
      hub: {
        is: this.#hubIs(silentMs),
        silentMs: Math.round(silentMs),
        aheadMs: hubAheadMs,
      },
      devices,
      admitted: { total, gates, atOtherGates: total - sum(gates) },
      letInTwice: outbox.claims.letInTwice(LISTED),
    };
  }

  /** Whether the hub answers, and for how long nothing has been heard of the venue, milliseconds. */
  get standing(): Pick<VenueView['hub'], 'is' | 'silentMs'> {
    const { silentMs } = this.#presence.view();
    return { is: this.#hubIs(silentMs), silentMs: Math.round(silentMs) };
  }

  #hubIs(silentMs: number): VenueView['hub']['is'] {
    const { state, trouble } = this.#options.venue.hub;
    if (state === 'connected') return silentMs <= GONE_AFTER_MS ? 'answers' : 'silent';
    return trouble === null ? 'unreachable' : OUT_OF_REACH[trouble];
  }

  /** The version of each other device that is there. */
  otherVersions(): string[] {
    const { devices } = this.#presence.view();
    const others = devices.filter(({ isThis, presence }) => !isThis && presence === 'here');
    return others.map(({ version }) => version);
  }

  close(): void {
    this.#closed = true;
    this.#presence.close();
  }

  /** Counts the people, unless that was done a moment ago or is under way. */
  #countSoon(): Promise<void> | null {
    const { clock, pendingWork } = this.#options;
    const isDue = this.#countAgainAt === null || clock.monotonic() >= this.#countAgainAt;
    if (isDue && !this.#counting && !this.#closed) {
      this.#counting = this.#count().finally(() => {
        this.#counting = null;
      });
      // Its own trouble is told to whoever waits for it; others see the last numbers.
      pendingWork.track(this.#counting).catch(() => {});
    }
    return this.#counting;
  }

  async #count() {
    const { outbox, times, clock, timeZone } = this.#options;
    const now = times.now();
    const startedAt = clock.monotonic();
    // What others have claimed is written down by this device's own clock.
    const since = startOfVenueDay(now, timeZone) + clock.now() - now;
    const day = { venueDay: times.today(), since };
    this.#gates = await outbox.admitted.count(day, () => this.#closed);
    const endedAt = clock.monotonic();
    const pause = Math.max(COUNT_AGAIN_MS, PAUSE_FACTOR * (endedAt - startedAt));
    this.#countAgainAt = endedAt + pause;
  }
}

function sum(gates: readonly GateCount[]): number {
  return gates.reduce((total, { count }) => total + count, 0);
}
