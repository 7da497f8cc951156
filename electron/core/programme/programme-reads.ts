import { createHash } from 'node:crypto';
import { ConferaApiError, isConferaApiError } from '../confera/api-error.ts';
import { type ConferaClient, createConferaPublicClient } from '../confera/client.ts';
import { readResponse } from '../confera/read-response.ts';
import type { ConferaEvent, ConferaSite, ConferaVenue } from '../confera/schemas.ts';
import { createDispatcher } from '../confera/send-by-undici.ts';
import type { Answer, Failure, Got, HttpCache, Worth } from '../http-cache/http-cache.ts';
import type { PictureType } from '../system/picture-file.ts';
import { askForPicture, pictureFields } from './ask-for-picture.ts';
import { cachedReads, NOT_KEPT } from './cached-reads.ts';
import { checkSentPicture } from './sent-picture.ts';

/** How long one request may take, in milliseconds. Nobody waits for it. */
const TIMEOUT_MS = 10_000;

/** The events are read in pages of this size, which leaves each 10 KiB of the mebibyte that an answer may have. */
const PAGE_SIZE = 100;
const MOST_PAGES = 20;

/** How many of them are kept, whatever a page has. No event on this screen has more. */
const MOST = { events: 2000, venues: 500 };

/** A picture that may be shown. */
export type Picture = {
  /** A hash of its content. */
  name: string;
  type: PictureType;
  body: Buffer;
};

/** A picture that isn't shown, and why. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  /** Whether its server would only give the same picture again. */
  readonly isLasting: boolean;

  constructor(message: string, { isLasting = false } = {}) {
    super(message);
    this.isLasting = isLasting;
  }
}

/** One part of what the idle screen shows, as it was read. */
export type ReadPart<T> = {
  value: T;
  /** When Confera made the oldest piece of it or last vouched for it, in Unix milliseconds. */
  asOf: number;
  /** Whether any of it is past its lifetime. */
  isStale: boolean;
  freshForMs: number;
  /** Why there is no newer one; null if it is fresh, or if nobody was asked. */
  failure: ConferaApiError | null;
};

export type ProgrammeReadsOptions = {
  baseUrl: string;
  apiKey: string;
  userAgent: string;
  cache: HttpCache;
  env: NodeJS.ProcessEnv;
  /** Cuts every request short. */
  signal: AbortSignal;
};

/**
 * Reads the parts of the programme through the cache, over connections of their own. It makes one request at a time and
 * repeats none. If one page of a part can't be had, its others are not asked for either, but taken from what is kept.
 */
export class ProgrammeReads {
  readonly #options: ProgrammeReadsOptions;
  readonly #client: ConferaClient;
  readonly #keptClient: ConferaClient;
  /** For pictures. It is made for the first one. */
  #dispatcher: ReturnType<typeof createDispatcher> | undefined;
  /** The answers of the read under way. */
  #got: Got[] = [];

  constructor(options: ProgrammeReadsOptions) {
    this.#options = options;
    this.#client = this.#clientFor(() => this.#insteadOfAsking());
    this.#keptClient = this.#clientFor(() => NOT_KEPT);
  }

  /** @throws ConferaApiError, as all of them do */
  site(keptOnly: boolean): Promise<ReadPart<ConferaSite>> {
    return this.#read(
      keptOnly,
      async ({ website }, options) => (await website.getSite(options)).data,
    );
  }

  venues(keptOnly: boolean): Promise<ReadPart<ConferaVenue[]>> {
    return this.#read(keptOnly, async ({ events }, options) =>
      (await events.listVenues(options)).data.slice(0, MOST.venues),
    );
  }

  events(keptOnly: boolean): Promise<ReadPart<ConferaEvent[]>> {
    return this.#read(keptOnly, async ({ events }, options) => {
      const all: ConferaEvent[] = [];
      let pages = 0;
      for await (const { data } of events.pages({ limit: PAGE_SIZE }, options)) {
        all.push(...data);
        pages += 1;
        if (pages === MOST_PAGES || all.length >= MOST.events) break;
      }
      return all.slice(0, MOST.events);
    });
  }

  /** @throws PictureError if it isn't shown, or what went wrong on the way */
  async picture(url: URL, keptOnly: boolean): Promise<ReadPart<Picture>> {
    const { cache, userAgent, env } = this.#options;
    const read = { url: url.href, headers: pictureFields(userAgent) };
    const signal = AbortSignal.any([this.#options.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    this.#dispatcher ??= createDispatcher('https:', env);
    const dispatcher = this.#dispatcher;
    const ask = (headers: Answer['headers']) => askForPicture({ url, headers, signal, dispatcher });
    const got = keptOnly
      ? await cache.kept(read)
      : await cache.get(read, { ask, worthOf: worthOfPicture });
    if (got === null) throw new PictureError('none is kept');
    return { ...this.#partOf([got]), value: pictureIn(got.answer) };
  }

  /** Null as long as each piece of the read under way could be had. */
  #insteadOfAsking(): Answer | null {
    const failed = this.#got.find(({ insteadOf }) => insteadOf !== null)?.insteadOf;
    if (!failed) return null;
    return 'answer' in failed ? failed.answer : NOT_KEPT;
  }

  #clientFor(insteadOfAsking: () => Answer | null) {
    const { baseUrl, apiKey, userAgent, cache, env } = this.#options;
    const onGot = (got: Got) => this.#got.push(got);
    return createConferaPublicClient({
      ...{ baseUrl, apiKey, userAgent, env },
      timeoutMs: TIMEOUT_MS,
      // The programme has a pace of its own.
      maxRetries: 0,
      cache: cachedReads({ cache, onGot, insteadOfAsking }),
    });
  }

  async #read<T>(
    keptOnly: boolean,
    call: (client: ConferaClient, options: { signal: AbortSignal }) => Promise<T>,
  ): Promise<ReadPart<T>> {
    this.#got = [];
    const { signal } = this.#options;
    const value = await call(keptOnly ? this.#keptClient : this.#client, { signal });
    return { ...this.#partOf(this.#got), value };
  }

  /** The pages of a part are as old as the oldest, and fresh for as long as the first one that isn't any more. */
  #partOf(got: readonly Got[]): Omit<ReadPart<never>, 'value'> {
    const failed = got.find(({ insteadOf }) => insteadOf !== null)?.insteadOf;
    return {
      asOf: Math.min(...got.map(({ asOf }) => asOf)),
      isStale: got.some(({ isStale }) => isStale),
      freshForMs: Math.min(...got.map(({ freshForMs }) => freshForMs)),
      failure: failed ? failureOf(failed, this.#options.apiKey) : null,
    };
  }
}

/** What the client would have thrown, if nothing had been kept. */
function failureOf(failed: Failure, apiKey: string): ConferaApiError {
  if ('error' in failed) {
    return new ConferaApiError({ kind: 'network', message: 'No answer', cause: failed.error });
  }
  const { status, headers, body } = failed.answer;
  try {
    readResponse({ status, headers, body: body.toString() }, { apiKey, nowMs: 0, isRead: true });
  } catch (error) {
    if (isConferaApiError(error)) return error;
    throw error;
  }
  return new ConferaApiError({
    kind: 'decoding',
    message: `An unexpected answer (${status})`,
    status,
  });
}

/** A picture that may not be shown is refused like one that isn't there, and trouble lets the kept one be shown. */
function worthOfPicture(answer: Answer): Worth {
  const { status } = answer;
  if (status === 200) return problemOf(answer) === null ? 'good' : 'refusal';
  const isGone = status >= 400 && status < 500 && ![407, 408, 429].includes(status);
  return isGone ? 'refusal' : 'trouble';
}

function pictureIn(answer: Answer): Picture {
  const { body, headers } = answer;
  const checked = checkSentPicture(body, headers['content-type']);
  const problem = problemOf(answer);
  if (problem !== null || !checked.ok) {
    const isLasting = worthOfPicture(answer) === 'refusal';
    throw new PictureError(problem ?? 'it is damaged', { isLasting });
  }
  return { name: createHash('sha256').update(body).digest('hex'), type: checked.type, body };
}

/** Why the picture in an answer isn't shown; null if it is. */
function problemOf({ status, headers, body }: Answer): string | null {
  if (status === 413) return 'it is larger than 2 MiB';
  if (status >= 300 && status < 400) return 'its server sends the kiosk elsewhere';
  if (status !== 200) return `its server answered ${status}`;
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity') return 'it is compressed, although that was not asked for';
  const checked = checkSentPicture(body, headers['content-type']);
  return checked.ok ? null : checked.problem;
}
