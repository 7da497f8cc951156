import type { CoreSettings } from '../../shared/settings/settings.ts';
import type { Core } from '../core/core.ts';

type Connection = Pick<CoreSettings, 'baseUrl' | 'apiKey'>;

/**
 * What `health` has told of an address and a key that were tested before they were saved. The core that then runs with
 * them hears it, so that it knows from the first set-up on which conference its key belongs to.
 */
export class TestedConnection {
  #last: (Connection & { health: Record<string, unknown> }) | null = null;

  note({ baseUrl, apiKey }: Connection, health: Record<string, unknown>): void {
    this.#last = { baseUrl, apiKey, health };
  }

  /** Tells the core what was heard of its connection, and forgets it, and the key with it. */
  tell(core: Core | null, { baseUrl, apiKey }: Connection): void {
    const last = this.#last;
    this.#last = null;
    if (last?.baseUrl === baseUrl && last.apiKey === apiKey) core?.noteHealth(last.health);
  }
}
