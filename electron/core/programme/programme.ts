import type { Programme as ShownProgramme } from '../../../shared/bridge/bridge.ts';
import { picturePath } from '../../../shared/bridge/picture-path.ts';
import type { ConferaEvent, ConferaSite, ConferaVenue } from '../confera/schemas.ts';
import type { ConnectionMonitor } from '../delivery/monitor.ts';
import { isKeyRefused } from '../delivery/standing.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { PendingWork } from '../system/pending-work.ts';
import { type Documents, readDocuments } from './documents.ts';
import { Part } from './part.ts';
import { pictureAddress } from './picture-address.ts';
import { ProgrammeLog } from './programme-log.ts';
import {
  type Picture,
  PictureError,
  type ProgrammeReads,
  type ReadPart,
} from './programme-reads.ts';
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
  #documents: Documents;
  readonly #forgetStanding: () => void;
  #shown: ShownProgramme | null = null;
  #told = 'null';
  #wasAllowed = true;
  #isReading = false;
  #isClosed = false;
  #cancelRead = () => {};
  #cancelLook = () => {};

  constructor(options: ProgrammeOptions) {
    this.#options = options;
    this.#log = new ProgrammeLog(options.log);
    this.#documents = this.#readDocuments();
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
      await this.#readKept();
      this.#isReading = false;
      this.#onRead();
      this.#readIn(Math.max(this.#untilDue(), this.#options.random() * START_SPREAD_MS));
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
    this.#documents = this.#readDocuments();
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

  /** How long until something is due, in milliseconds; infinite if the key may read nothing. */
  #untilDue(): number {
    const isRefused = this.#site.isRefused && this.#events.isRefused;
    const open = isRefused ? [] : this.#parts().filter((part) => !part.isRefused);
    const dueAt = Math.min(...open.map((part) => part.dueAt));
    return Math.max(0, dueAt - this.#options.clock.monotonic());
  }

  #readIn(ms: number) {
    this.#cancelRead();
    if (this.#isClosed || ms === Number.POSITIVE_INFINITY) return;
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
      if (part.value !== null && part.isDue(clock.monotonic())) part.isOverdue = true;
    }
    this.#look();
    // Everything else that holds it back ends with a change of the standing.
    const pausedMs = monitor.standing.pausedUntil - clock.monotonic();
    if (pausedMs > 0) this.#readIn(pausedMs + random() * RETURN_SPREAD_MS);
  }

  async #readDue() {
    const { reads } = this.#options;
    this.#isReading = true;
    try {
      await this.#read(this.#site, () => reads.site(false));
      await this.#read(this.#venues, () => reads.venues(false));
      await this.#read(this.#events, () => reads.events(false));
      await this.#readPicture();
    } finally {
      this.#isReading = false;
    }
    if (this.#isClosed) return;
    const documents = [this.#site, this.#venues, this.#events];
    this.#log.ended({ isTroubled: documents.some((part) => part.isFailing && !part.isRefused) });
    this.#readIn(this.#untilDue());
  }

  async #read<T>(part: Part<T>, read: () => Promise<ReadPart<T>>) {
    const { clock } = this.#options;
    if (this.#isClosed || !this.#isAllowed() || !part.isDue(clock.monotonic())) return;
    const at = () => ({ now: clock.monotonic(), random: this.#options.random() });
    try {
      const first = await read();
      if (first.renewal === null) part.take(first, at());
      else {
        part.takeKept({ ...first, isStale: false }, clock.monotonic());
        this.#onRead();
        await first.renewal;
        part.take(await read(), at());
      }
    } catch (error) {
      if (this.#isClosed) return;
      part.fail(error, at());
      if (part.isRefused) this.#log.refused(error);
    }
    this.#onRead();
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
    await this.#read(this.#picture, async () => {
      try {
        return await this.#options.reads.picture(url, false);
      } catch (error) {
        if (error instanceof PictureError) this.#picture.drop();
        if (!this.#isClosed) this.#log.noPicture(url.href, url.host, error);
        throw error;
      }
    });
  }

  #pictureAddress(): URL | null {
    const { logoUrl } = this.#documents.site;
    if (logoUrl === null) return null;
    const url = pictureAddress(logoUrl, this.#options.baseUrl);
    const problem = new PictureError('the kiosk may not go to its address');
    if (url === null) this.#log.noPicture(logoUrl, null, problem);
    return url;
  }

  #readDocuments(): Documents {
    const { timeZone: zone, secrets } = this.#options;
    const given = {
      site: this.#site.value,
      venues: this.#venues.value,
      events: this.#events.value,
    };
    return readDocuments(given, { zone, secrets });
  }

  #onRead() {
    this.#documents = this.#readDocuments();
    this.#look();
  }

  /** Works out what is shown, and tells it if it has changed. */
  #look() {
    if (this.#isClosed) return;
    const { now, clock, location } = this.#options;
    const times = [this.#site.asOf, this.#events.asOf].filter((time) => time !== null);
    const picture = this.#picture.value;
    const { programme, changesAt, isOver } = viewProgramme({
      documents: this.#documents,
      asOf: times.length > 0 ? Math.max(...times) : null,
      stale: [this.#site, this.#venues, this.#events].some((part) => part.isOverdue),
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
    this.#options.tell();
  }

  #forget() {
    const { pendingWork, forget } = this.#options;
    for (const part of this.#parts()) part.drop();
    this.#documents = this.#readDocuments();
    pendingWork.begin('forgetting the programme', forget);
  }
}
