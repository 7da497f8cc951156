import type { Log } from '../system/log.ts';
import { type ClaimHub, type ConnectionTrouble, type HubState, NO_HUB } from './claim-hub.ts';

/**
 * A hub whose program is loaded after the device has started: it takes a fifth of a second and 15 MB, which a device
 * without a hub must not pay. Until then the hub is one that can't be reached.
 *
 * If the program can't be loaded, the device is one without a hub: scans go on.
 *
 * @param load resolves with the hub itself
 */
export class HubOnDemand implements ClaimHub {
  readonly #loading: Promise<ClaimHub>;
  #hub: ClaimHub | null = null;
  readonly #stateListeners: ((state: HubState) => void)[] = [];

  constructor(load: () => Promise<ClaimHub>, log: Pick<Log, 'error'>) {
    const loaded = load().catch((error: unknown) => {
      log.error({ err: error }, 'the hub’s program could not be loaded');
      return NO_HUB;
    });
    this.#loading = loaded.then((hub) => {
      this.#hub = hub;
      for (const listen of this.#stateListeners) {
        hub.onState(listen);
        listen(hub.state);
      }
      return hub;
    });
  }

  get state(): HubState {
    return this.#hub?.state ?? 'connecting';
  }

  get trouble(): ConnectionTrouble | null {
    return this.#hub?.trouble ?? null;
  }

  readonly claim: ClaimHub['claim'] = async (claim, withinMs) =>
    this.#hub?.claim(claim, withinMs) ?? { is: 'unreachable' };

  readonly takeBack: ClaimHub['takeBack'] = async (key, scanId) =>
    this.#hub?.takeBack(key, scanId) ?? false;

  readonly health: ClaimHub['health'] = async (withinMs) => {
    const hub = await this.#loading;
    return hub.health(withinMs);
  };

  readonly follow: ClaimHub['follow'] = (from, listen) => {
    void this.#loading.then((hub) => hub.follow(from, listen));
  };

  readonly beat: ClaimHub['beat'] = (beat) => this.#hub?.beat(beat);

  readonly onState: ClaimHub['onState'] = (listen) => {
    if (this.#hub) this.#hub.onState(listen);
    else this.#stateListeners.push(listen);
  };

  readonly close: ClaimHub['close'] = async () => {
    const hub = await this.#loading;
    await hub.close();
  };
}
