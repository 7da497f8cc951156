import { BEAT_MS, type Beat, type ClaimHub, type HubNews } from '../hub/claim-hub.ts';
import type { Clock } from '../system/clock.ts';
import { Fleet, type FleetOptions, type FleetView } from './fleet.ts';

export type PresenceOptions = FleetOptions & {
  hub: Pick<ClaimHub, 'beat' | 'onState'>;
  clock: Clock;
  /** How this device is now. */
  ownBeat: () => Beat;
};

/** Tells the venue how this device is, and knows how the others are. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #fleet: Fleet;
  #cancel = () => {};
  #closed = false;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#fleet = new Fleet(options);
    // A hub that can be reached again hears of this device at once.
    options.hub.onState((state) => state === 'connected' && this.start());
  }

  /** Says how this device is, now and every `BEAT_MS`. */
  start(): void {
    if (this.#closed) return;
    const { hub, clock, ownBeat } = this.#options;
    this.#cancel();
    const beat = ownBeat();
    this.#fleet.sent(beat);
    hub.beat(beat);
    this.#cancel = clock.schedule(BEAT_MS, () => this.start());
  }

  /** Hears the hub's news. */
  hear(news: HubNews): void {
    this.#fleet.note(news);
  }

  /** Every device of the venue, this one first. */
  view(): FleetView {
    return this.#fleet.view(this.#options.ownBeat());
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }
}
