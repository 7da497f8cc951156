import { STORAGE_PROBLEMS } from '../../../shared/bridge/storage-problem.ts';
import type { VenueDevice } from '../../../shared/bridge/venue.ts';
import { BEAT_MS, type Beat, GONE_AFTER_MS, type HubNews } from '../hub/claim-hub.ts';
import type { Clock } from '../system/clock.ts';
import { hubAheadMs } from './clocks-off.ts';

/** A venue has sixty devices. Who writes more into the hub means harm. */
const MOST_DEVICES = 200;
/** How many names one join line may have had. */
const MOST_NAMES = 4;
/** No clock is further off than this: what else a device says of its clock can't be put into words. */
const MOST_OFF_MS = 50 * 366 * 86_400_000;
/**
 * This device hears at least its own beats. So long without any of them means that it was deaf meanwhile, milliseconds: other
 * devices may have been heard one beat before, and must not count as gone for what it has missed.
 */
const DEAF_AFTER_MS = 1.5 * BEAT_MS;
/** How many of this device's own beats may be on their way. */
const MOST_SENT = 16;

/** What was last heard under one name. Moments are milliseconds of the machine's uptime. */
type Heard = { beat: Beat; firstAt: number; lastAt: number; aheadOfHubMs: number };

export type FleetView = {
  devices: VenueDevice[];
  /** How long nothing has been heard of the venue, milliseconds: since the start, if nothing has been heard yet. */
  silentMs: number;
  /** How far the hub's clock is ahead of that of most devices, milliseconds; 0 while it counts as right. */
  hubAheadMs: number;
};

export type FleetOptions = {
  clock: Pick<Clock, 'uptime'>;
  /** Who this device is on the hub (`HubJoin.device`). */
  device: string;
  /** This device's own name (`KIOSK_DEVICE_ID`). */
  deviceId: string;
};

/**
 * Knows every device of the venue by its last beat. It is told the hub's news, and asks nobody.
 *
 * A device that has fallen silent stays, so that staff see since when, until this process ends. While this device hears
 * nothing itself, it calls nobody gone.
 */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #startedAt: number;
  /** By the device on the hub, then by its name. */
  readonly #heard = new Map<string, Map<string, Heard>>();
  /** The clocks in this device's own latest beats, which tell them from those of another device with its name. */
  #sent: number[] = [];
  #doubleAt = Number.NEGATIVE_INFINITY;
  #heardAt: number | null = null;
  /** Since when it has heard the venue without a pause. */
  #hearsSince = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#startedAt = options.clock.uptime();
  }

  /** Notes what the hub has told. What isn't a beat is left to others. */
  note(news: HubNews): void {
    if (news.is !== 'beat') return;
    const now = this.#options.clock.uptime();
    if (now - (this.#heardAt ?? Number.NEGATIVE_INFINITY) > DEAF_AFTER_MS) this.#hearsSince = now;
    this.#heardAt = now;
    const at = now - news.agoMs;
    if (this.#isByDouble(news, at)) this.#doubleAt = at;
    this.#keep(news, at);
  }

  /** Notes a beat that this device sends. */
  sent({ clock }: Beat): void {
    this.#sent = [...this.#sent, clock].slice(-MOST_SENT);
  }

  /**
   * Every device of the venue, and this one first.
   *
   * @param own how this device is now, whatever the hub has heard of it
   */
  view(own: Beat): FleetView {
    const now = this.#options.clock.uptime();
    const isHere = ({ lastAt }: Heard) => now - lastAt <= GONE_AFTER_MS;
    const all = [...this.#heard.values()].flatMap((names) => [...names.values()]);
    const hubAhead = hubAheadMs(all.filter(isHere).map(({ aheadOfHubMs }) => aheadOfHubMs));
    const others = [...this.#heard].flatMap(([device, names]) => {
      const those = [...names.values()].filter((each) => !this.#isOwn(device, each.beat));
      return those
        .filter((each) => !isFollowed(each, names) && !this.#hasNewLine(device, each))
        .map((each) => this.#rowOf(each, device, hubAhead));
    });
    return {
      devices: [this.#ownRow(own, hubAhead), ...others],
      silentMs: now - (this.#heardAt ?? this.#startedAt),
      hubAheadMs: hubAhead,
    };
  }

  #keep({ device, beat, at: hubsTime }: HubNews & { is: 'beat' }, at: number) {
    const names = this.#heard.get(device) ?? new Map<string, Heard>();
    const firstAt = names.get(beat.deviceId)?.firstAt ?? at;
    names.delete(beat.deviceId);
    this.#heard.delete(device);
    const ahead = beat.clock - hubsTime;
    const aheadOfHubMs = Math.max(-MOST_OFF_MS, Math.min(ahead, MOST_OFF_MS));
    names.set(beat.deviceId, { beat, firstAt, lastAt: at, aheadOfHubMs });
    this.#heard.set(device, names);
    // A map has what was set last at its end, so that the first one has been silent for longest.
    dropOldest(names, MOST_NAMES);
    dropOldest(this.#heard, MOST_DEVICES);
  }

  #ownRow(own: Beat, hubAhead: number): VenueDevice {
    const { clock, device, deviceId } = this.#options;
    const now = clock.uptime();
    const names = this.#heard.get(device) ?? new Map<string, Heard>();
    const heard = names.get(deviceId);
    const row = this.#rowOf(heard ?? silent(own, now), device, hubAhead);
    const hasDouble = now - this.#doubleAt <= GONE_AFTER_MS;
    return {
      ...row,
      ...saidBy(own, 0),
      isThis: true,
      presence: 'here',
      heardMs: 0,
      clockAheadMs: heard ? row.clockAheadMs : null,
      sharesJoin: row.sharesJoin || hasDouble,
    };
  }

  #rowOf(heard: Heard, device: string, hubAhead: number): VenueDevice {
    const now = this.#options.clock.uptime();
    const names = this.#heard.get(device) ?? new Map<string, Heard>();
    const isHere = ({ lastAt }: Heard) => now - lastAt <= GONE_AFTER_MS;
    const others = [...names.values()].filter((each) => each !== heard);
    const before = others.findLast((each) => isBefore(each, heard));
    const heardMs = Math.round(now - heard.lastAt);
    return {
      ...saidBy(heard.beat, heardMs),
      hubId: device,
      isThis: false,
      presence: isHere(heard) ? 'here' : this.#absence(heard),
      heardMs,
      clockAheadMs: heard.aheadOfHubMs + hubAhead,
      sharesJoin: isHere(heard) && others.some((each) => isHere(each) && !isBefore(each, heard)),
      formerId: before?.beat.deviceId ?? null,
    };
  }

  /** Whether the same device has joined by a new line since: one that was revoked is never heard by its old line again. */
  #hasNewLine(device: string, heard: Heard): boolean {
    const { deviceId } = heard.beat;
    const isOwnName = deviceId === this.#options.deviceId && device !== this.#options.device;
    if (isOwnName && heard.lastAt <= this.#startedAt) return true;
    return [...this.#heard].some(([line, names]) => {
      const again = line === device ? undefined : names.get(deviceId);
      return again !== undefined && isBefore(heard, again);
    });
  }

  /**
   * A device is gone only if this one has heard others for so long without it. How much time has passed doesn't tell that:
   * when the hub is lost, whoever has spoken first before is silent first.
   */
  #absence({ lastAt }: Heard): 'gone' | 'unknown' {
    const heardAt = this.#heardAt ?? Number.NEGATIVE_INFINITY;
    const isDeaf = this.#hearsNothingAt(this.#options.clock.uptime());
    const silentSince = Math.max(lastAt, this.#hearsSince);
    return !isDeaf && heardAt - silentSince >= GONE_AFTER_MS ? 'gone' : 'unknown';
  }

  #hearsNothingAt(now: number): boolean {
    return this.#heardAt === null || now - this.#heardAt > GONE_AFTER_MS;
  }

  #isOwn(device: string, { deviceId }: Beat): boolean {
    return device === this.#options.device && deviceId === this.#options.deviceId;
  }

  /** Whether another device has this one's name as well as its join line, as a copy of its disk has. */
  #isByDouble({ device, beat }: HubNews & { is: 'beat' }, at: number): boolean {
    const isOfThisProcess = at > this.#startedAt;
    return isOfThisProcess && this.#isOwn(device, beat) && !this.#sent.includes(beat.clock);
  }
}

/** Whether one name has never been heard again since another was first heard: the device was renamed, or replaced. */
function isBefore(one: Heard, other: Heard): boolean {
  return one.lastAt <= other.firstAt;
}

function isFollowed(heard: Heard, names: ReadonlyMap<string, Heard>): boolean {
  return [...names.values()].some((each) => each !== heard && isBefore(heard, each));
}

/** A device of which nothing has been heard. */
function silent(beat: Beat, now: number): Heard {
  return { beat, firstAt: now, lastAt: now, aheadOfHubMs: 0 };
}

/** What a device has said of itself, this long ago. */
function saidBy(beat: Beat, heardMs: number) {
  const { deviceId, location, version, connection, queued, letInTwice } = beat;
  const known = STORAGE_PROBLEMS.find((problem) => problem === beat.storage);
  const storage = beat.storage === null ? null : (known ?? 'other');
  const oldestMs = beat.oldestMs === null ? null : beat.oldestMs + heardMs;
  const lastScanMs = beat.lastScanMs === null ? null : beat.lastScanMs + heardMs;
  const said = { deviceId, location, version, connection, storage, queued, letInTwice };
  return { ...said, oldestMs, lastScanMs };
}

function dropOldest(map: Map<string, unknown>, most: number) {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
