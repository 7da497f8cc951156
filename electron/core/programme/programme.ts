import { picturePath } from '../../../shared/bridge/picture-path.ts';
import type { Programme as ShownProgramme } from '../../../shared/bridge/programme.ts';
import { isConferaApiError } from '../confera/api-error.ts';
import type { ConferaEvent, ConferaSite, ConferaVenue } from '../confera/schemas.ts';
import type { ConnectionMonitor } from '../delivery/monitor.ts';
import { isKeyRefused } from '../delivery/standing.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { PendingWork } from '../system/pending-work.ts';
import { DocumentReader, type Documents } from './documents.ts';
import { newestOf, oldestOverdueOf, Part } from './part.ts';
import { pictureAddress } from './picture-address.ts';
import { ProgrammeLog } from './programme-log.ts';
import type { Picture, ProgrammeReads, ReadPart } from './programme-reads.ts';
import { viewProgramme } from './view.ts';

/** The devices of a venue start together, and find Confera again together. These spread them, in milliseconds. */
const START_SPREAD_MS = 5_000;
const RETURN_SPREAD_MS = 30_000;

/** How often the programme is looked at even if nothing changes: a person may have set the clock, in milliseconds. */
const LOOK_MS = 60_000;

export type ProgrammeOptions = {
  reads: ProgrammeReads;
  baseUrl: string;
  location: string | null;
  timeZone: string;
  /** Texts that must not appear on the screen. */
  secrets: readonly string[];
  /** Removes everything that is kept. */
  forget: () => Promise<void>;
  monitor: ConnectionMonitor;
  /** The true time as far as it is known, in Unix milliseconds. */
  now: () => number;
  clock: Clock;
  /** Draws from [0, 1). */
  random: () => number;
  log: Log;
  pendingWork: PendingWork;
  /** Called when what is shown has changed. */
  tell: () => void;
};

/**
 * What the idle screen shows of the event. It is read in the background, at the pace that the answers allow, while
 * Confera is in reach and the key is good. None of it affects the device's standing with Confera.
 */
export class Programme {
  readonly #options: ProgrammeOptions;
  readonly #site = new Part<ConferaSite>();
  readonly #venues = new Part<ConferaVenue[]>();
  readonly #events = new Part<ConferaEvent[]>();
  readonly #picture = new Part<Picture>();
  /** Where the picture came from. */
  #pictureUrl: string | null = null;
  readonly #log: ProgrammeLog;
  readonly #reader: DocumentReader;
  #documents: Documents;
  readonly #forgetStanding: () => void;
  #shown: ShownProgramme | null = null;
  #told = 'null';
  #wasAllowed: boolean;
  /** No document is asked for earlier, since Confera has had too many requests; monotonic milliseconds. */
  #pausedUntil = 0;
  #isReading = false;
  #isClosed = false;
  #cancelRead = () => {};
  #cancelLook = () => {};

  constructor(options: ProgrammeOptions) {
    this.#options = options;
    this.#log = new ProgrammeLog(options.log);
    const { timeZone: zone, secrets } = options;
    this.#reader = new DocumentReader({ zone, secrets });
    this.#documents = this.#reader.nothing;
    this.#wasAllowed = this.#isAllowed();
    this.#forgetStanding = options.monitor.onChange(() => this.#onStanding());
  }

  /** What is shown now; null if nothing is known, or if the key may not read it. */
  get shown(): ShownProgramme | null {
    return this.#shown;
  }

  /** The picture of this name, if it is the one that is shown. */
  picture(name: string): { type: string; body: Buffer } | null {
    const { value } = this.#picture;
    return value?.name === name ? value : null;
  }

  /** Shows what is kept, then begins to renew it. */
  start(): void {
    this.#isReading = true;
    this.#options.pendingWork.begin('reading the kept programme', async () => {
      try {
        await this.#readKept();
      } finally {
        this.#isReading = false;
        this.#readIn(Math.max(this.#untilDue(), this.#options.random() * START_SPREAD_MS));
      }
      await this.#onRead();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#forgetStanding();
    this.#cancelRead();
    this.#cancelLook();
  }

  async #readKept() {
    const { reads, clock } = this.#options;
    const take = async <T>(part: Part<T>, read: Promise<ReadPart<T>>) => {
      // What isn't kept is read soon.
      await read.then((kept) => part.takeKept(kept, clock.monotonic())).catch(() => {});
    };
    await take(this.#site, reads.site(true));
    await take(this.#venues, reads.venues(true));
    await take(this.#events, reads.events(true));
    await this.#readDocuments();
    const url = this.#pictureAddress();
    if (url) await take(this.#picture, reads.picture(url, true));
    this.#pictureUrl = url?.href ?? null;
  }

  #onStanding() {
    const isAllowed = this.#isAllowed();
    const isBack = isAllowed && !this.#wasAllowed;
    this.#wasAllowed = isAllowed;
    if (isBack && !this.#isReading) {
      this.#readIn(Math.max(this.#untilDue(), this.#options.random() * RETURN_SPREAD_MS));
    }
  }

  /** Whether Confera may be asked for something that nobody waits for. */
  #isAllowed(): boolean {
    const { monitor, clock } = this.#options;
    const { standing } = monitor;
    const isPaused = clock.monotonic() < standing.pausedUntil;
    return standing.offline === null && !isKeyRefused(standing) && !isPaused;
  }

  #parts(): Part<unknown>[] {
    return [this.#site, this.#venues, this.#events, this.#picture];
  }

  /** How long until something may be read, in milliseconds. */
  #untilDue(): number {
    const dueAt = Math.min(...this.#parts().map((part) => part.dueAt));
    return Math.max(0, Math.max(dueAt, this.#pausedUntil) - this.#options.clock.monotonic());
  }

  #readIn(ms: number) {
    this.#cancelRead();
    if (this.#isClosed) return;
    this.#cancelRead = this.#options.clock.schedule(ms, () => this.#readNow());
  }

  #readNow() {
    const { pendingWork, clock, monitor, random } = this.#options;
    if (this.#isReading) return;
    if (this.#isAllowed()) {
      pendingWork.begin('reading the programme', () => this.#readDue());
      return;
    }
    for (const part of this.#parts()) {
      if (part.isDue(clock.monotonic())) part.missed();
    }
    this.#look();
    // Everything else that holds it back ends with a change of the standing.
    const pausedMs = monitor.standing.pausedUntil - clock.monotonic();
    if (pausedMs > 0) this.#readIn(pausedMs + random() * RETURN_SPREAD_MS);
  }

  async #readDue() {
    const { reads } = this.#options;
    const documents = [this.#site, this.#venues, this.#events];
    this.#isReading = true;
    try {
      await this.#readDocument(this.#site, () => reads.site(false));
      await this.#readDocument(this.#venues, () => reads.venues(false));
      await this.#readDocument(this.#events, () => reads.events(false));
      await this.#readPicture();
      if (this.#isClosed) return;
      this.#log.ended({ isTroubled: documents.some((part) => part.isFailing && !part.isRefused) });
    } finally {
      this.#isReading = false;
      this.#readIn(this.#untilDue());
    }
  }

  async #readDocument<T>(part: Part<T>, read: () => Promise<ReadPart<T>>) {
    const { clock } = this.#options;
    if (part.isDue(clock.monotonic()) && clock.monotonic() < this.#pausedUntil) {
      part.missed();
      return;
    }
    const failure = await this.#read(part, read);
    if (part.isRefused) this.#log.refused(failure);
    else if (failure !== null) this.#log.failed(failure);
    if (isConferaApiError(failure) && failure.kind === 'rateLimited')
      this.#pausedUntil = part.dueAt;
  }

  /** Reads a part if it is due, and returns why it could not be had; null otherwise. */
  async #read<T>(part: Part<T>, read: () => Promise<ReadPart<T>>): Promise<unknown> {
    const { clock, random } = this.#options;
    if (this.#isClosed || !this.#isAllowed() || !part.isDue(clock.monotonic())) return null;
    let failure: unknown;
    try {
      const got = await read();
      failure = got.failure;
      part.take(got, { now: clock.monotonic(), random: random() });
    } catch (error) {
      if (this.#isClosed) return null;
      failure = error;
      part.fail(error, { now: clock.monotonic(), random: random() });
    }
    await this.#onRead();
    return failure;
  }

  async #readPicture() {
    const url = this.#pictureAddress();
    if (url?.href !== this.#pictureUrl) {
      this.#pictureUrl = url?.href ?? null;
      this.#picture.drop();
      this.#picture.dueAt = 0;
      this.#look();
    }
    if (url === null) {
      this.#picture.dueAt = Number.POSITIVE_INFINITY;
      return;
    }
    const failure = await this.#read(this.#picture, () => this.#options.reads.picture(url, false));
    if (failure !== null && this.#picture.value === null) {
      this.#log.noPicture(url.href, url.host, failure);
    }
  }

  #pictureAddress(): URL | null {
    const { logoUrl } = this.#documents.site;
    if (logoUrl === null) return null;
    const url = pictureAddress(logoUrl, this.#options.baseUrl);
    if (!url) this.#log.noPicture(logoUrl, null, 'the kiosk may not go to its address');
    return url;
  }

  async #readDocuments() {
    const [site, venues, events] = [this.#site.value, this.#venues.value, this.#events.value];
    this.#documents = await this.#reader.read({ site, venues, events });
  }

  async #onRead() {
    await this.#readDocuments();
    this.#look();
  }

  /** Works out what is shown, and tells it if it has changed. */
  #look() {
    if (this.#isClosed) return;
    const { now, clock, location } = this.#options;
    const { value: picture } = this.#picture;
    const { programme, changesAt, isOver } = viewProgramme({
      documents: this.#documents,
      asOf: newestOf([this.#site, this.#events]),
      overdueAsOf: oldestOverdueOf([this.#site, this.#venues, this.#events]),
      logo: picture && picturePath(picture.name),
      location,
      now: now(),
      deviceAhead: clock.now() - now(),
    });
    this.#cancelLook();
    const waitMs = Math.min(LOOK_MS, (changesAt ?? Number.POSITIVE_INFINITY) - now());
    if (programme) this.#cancelLook = clock.schedule(Math.max(0, waitMs), () => this.#look());
    if (isOver) this.#forget();
    this.#show(programme);
  }

  #show(programme: ShownProgramme | null) {
    const text = JSON.stringify(programme);
    if (text === this.#told) return;
    this.#told = text;
    this.#shown = programme;
    this.#log.guard(this.#options.tell);
  }

  #forget() {
    const { pendingWork, forget } = this.#options;
    for (const part of this.#parts()) part.drop();
    this.#documents = this.#reader.nothing;
    pendingWork.begin('forgetting the programme', forget);
  }
}
