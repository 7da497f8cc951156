import { BEAT_MS, type Beat, type ClaimHub, type HubNews } from '../hub/claim-hub.ts';
import type { Clock } from '../system/clock.ts';
import { Fleet, type FleetOptions, type FleetView } from './fleet.ts';

export type PresenceOptions = FleetOptions & {
  hub: Pick<ClaimHub, 'beat'>;
  clock: Clock;
  /** How this device is now. */
  ownBeat: () => Beat;
};

/** Tells the venue how this device is, and knows how the others are. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #fleet: Fleet;
  #cancel = () => {};

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#fleet = new Fleet(options);
  }

  /** Begins to say how this device is, now and every `BEAT_MS`. */
  start(): void {
    const { hub, clock, ownBeat } = this.#options;
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
    this.#cancel();
  }
}
