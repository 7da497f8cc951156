import { type Caching, IMAGE_CACHING, READ_CACHING } from './caching.ts';
import type { Envelope } from './envelopes.ts';

/** What isn't documented about Confera, so that it can be either way. */
export interface Behaviour {
  /** Whether a repeated Idempotency-Key gets the first answer again. */
  readonly replay: boolean;
  /** Whether a key without the scope is refused before the badge is looked up, or only for a badge that is known. */
  readonly scopesFirst: boolean;
  /** The form of the bodies of refusals. */
  readonly envelope: Envelope;
  readonly readCaching: Caching;
  readonly imageCaching: Caching;
}

export const USUAL_BEHAVIOUR: Behaviour = {
  replay: true,
  scopesFirst: true,
  envelope: 'flat',
  readCaching: READ_CACHING,
  imageCaching: IMAGE_CACHING,
};
