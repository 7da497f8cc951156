import path from 'node:path';
import type { Programme as ShownProgramme } from '../../../shared/bridge/programme.ts';
import type { CoreSettings } from '../../../shared/settings/settings.ts';
import { AnswerStore } from '../http-cache/answer-store.ts';
import { HttpCache } from '../http-cache/http-cache.ts';
import { Programme, type ProgrammeOptions } from './programme.ts';
import { ProgrammeReads } from './programme-reads.ts';

export type KeyedProgrammeOptions = Pick<
  ProgrammeOptions,
  'monitor' | 'now' | 'clock' | 'random' | 'log' | 'pendingWork' | 'tell'
> & {
  settings: Pick<CoreSettings, 'baseUrl' | 'apiKey' | 'location' | 'timeZone'>;
  dataDir: string;
  /** This device's own secret. */
  secret: string;
  userAgent: string;
  /** Cuts every request short when it is aborted. */
  signal: AbortSignal;
  env?: NodeJS.ProcessEnv;
};

/**
 * The programme as the key in use may read it. What was read with one key is never shown with another, because each
 * key's rights are its own.
 */
export class KeyedProgramme {
  readonly #options: KeyedProgrammeOptions;
  #current: { programme: Programme; ending: AbortController };

  constructor(options: KeyedProgrammeOptions) {
    this.#options = options;
    this.#current = programmeFor(options.settings.apiKey, options);
  }

  /** What is shown now; null if nothing is known, or if the key may not read it. */
  get shown(): ShownProgramme | null {
    return this.#current.programme.shown;
  }

  /** The picture of this name, if it is the one that is shown. */
  picture(name: string): { type: string; body: Buffer } | null {
    return this.#current.programme.picture(name);
  }

  start(): void {
    this.#current.programme.start();
  }

  /** Forgets what was read with the key so far, and reads with this one. */
  useKey(apiKey: string): void {
    this.close();
    this.#current = programmeFor(apiKey, this.#options);
    this.#options.tell();
    this.start();
  }

  close(): void {
    this.#current.programme.close();
    this.#current.ending.abort();
  }
}

/** Makes the programme with its cache, which belongs to this address and this key. */
function programmeFor(apiKey: string, options: KeyedProgrammeOptions) {
  const { settings, dataDir, secret, userAgent, env = process.env, ...rest } = options;
  const { baseUrl, location, timeZone } = settings;
  let isReported = false;
  const store = new AnswerStore({
    folder: path.join(dataDir, 'http-cache'),
    owner: [baseUrl, apiKey],
    secret,
    onProblem: (error) => {
      if (!isReported) rest.log.warn({ err: error }, 'what was read of the event is not kept');
      isReported = true;
    },
  });
  const cache = new HttpCache({ store, now: rest.now });
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const reads = new ProgrammeReads({ baseUrl, apiKey, userAgent, cache, env, signal });
  const forget = () => cache.clear();
  const about = { baseUrl, location, timeZone, secrets: [apiKey], forget };
  return { programme: new Programme({ ...rest, ...about, reads }), ending };
}
