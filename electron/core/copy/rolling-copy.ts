import type { CopyProblem, CopyState } from '../../../shared/bridge/copy.ts';
import type { CopySource } from '../outbox/copy-source.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import { type CopyChoice, keepChoice, readChoice } from './copy-choice.ts';
import {
  type CopyOwner,
  checkDeviceFolder,
  copyOwner,
  deviceFolder,
  makeDeviceFolder,
  removeOldSegments,
} from './copy-folder.ts';
import { CopyFolderError, copyProblem } from './copy-problem.ts';
import { SegmentWriter } from './segment-writer.ts';

/** How often what is new is written, milliseconds. Half a minute leaves a slow stick as much again. */
const EVERY_MS = 30_000;

/** How soon a copy that could not be written is tried again: the stick may be back. */
const RETRY_MS = 5_000;

/** A stick that hasn't taken a write for this long is told to staff. */
const HANGS_MS = 60_000;

/** How long the end of the kiosk waits for the last write. */
const END_MS = 2_000;

export type RollingCopyOptions = {
  dataDir: string;
  source: CopySource;
  deviceId: string;
  /** Names this device among others of its id. It isn't told. */
  secret: string;
  clock: Clock;
  log: Log;
  /** Called when staff may see something else of it. */
  onChange: () => void;
};

/**
 * Writes what is new to a stick or folder that staff have chosen, twice a minute, so that another device can go on if
 * this one is destroyed.
 *
 * Nothing of the kiosk waits for it: it reads a few rows at a time, and the system's own threads write. One write is
 * under way at a time, and one that hangs is told to staff.
 */
export class RollingCopy {
  readonly #options: RollingCopyOptions;
  readonly #owner: CopyOwner;
  #choice: CopyChoice | 'lost' | null;
  #writer: SegmentWriter | null = null;
  #writtenAt: number | null = null;
  #scans = 0;
  #problem: { is: CopyProblem; since: number } | null = null;
  /** When the write that is under way began, monotonic milliseconds. */
  #beganAt: number | null = null;
  #turn: Promise<void> = Promise.resolve();
  #cancel: () => void = () => {};
  #cancelHang: () => void = () => {};
  #closed = false;
  /** The last write before the end is under way. */
  #ends = false;

  constructor(options: RollingCopyOptions) {
    const { dataDir, deviceId, secret, source } = options;
    this.#options = options;
    this.#owner = copyOwner(deviceId, secret);
    this.#choice = readChoice(dataDir);
    source.keepCodes(this.#choice !== null);
  }

  get state(): CopyState {
    const choice = this.#choice;
    if (choice === null) return { is: 'off' };
    return {
      is: 'on',
      folder: choice === 'lost' ? '' : choice.folder,
      writtenAt: this.#writtenAt,
      scans: this.#scans,
      problem: this.problem,
      since: this.#problem?.since ?? null,
    };
  }

  /** Why the copy can't be written; null if it can, or there is none. */
  get problem(): CopyProblem | null {
    if (this.#choice === null) return null;
    if (this.#choice === 'lost') return 'lost';
    return this.#problem?.is ?? (this.#hangs ? 'fails' : null);
  }

  /** Goes on with the copy that staff have chosen, if there is one. */
  start(): void {
    if (this.#choice === 'lost')
      this.#options.log.error({}, 'what was chosen for the copy is lost');
    this.#next(0);
  }

  /**
   * Begins a copy, in the place of the one that there may be. It resolves once the folder is made; what is on the stick
   * by then is told by `state`.
   *
   * @throws CopyFolderError, or the file system's error if the choice can't be kept. Then the copy that there was goes on
   */
  async begin(choice: CopyChoice): Promise<void> {
    try {
      await makeDeviceFolder(choice.folder, this.#owner);
    } catch (error) {
      throw new CopyFolderError(copyProblem(error));
    }
    keepChoice(this.#options.dataDir, choice);
    this.#use(choice);
    this.#options.log.info({}, 'staff began a rolling copy');
    this.#next(0);
  }

  /** Writes what is new now. It resolves once that was tried, and `state` tells what came of it. */
  writeNow(): Promise<void> {
    this.#cancel();
    this.#turn = this.#turn.then(() => this.#write());
    return this.#turn;
  }

  /**
   * Ends the copy for good, with all that is new, if the stick takes it at once. What was written stays.
   *
   * @throws the file system's error; then it goes on
   */
  async stop(): Promise<void> {
    keepChoice(this.#options.dataDir, null);
    const choice = this.#choice;
    await this.#finish();
    // Staff may have begun another one meanwhile.
    if (this.#choice !== choice) return;
    this.#use(null);
    this.#options.log.info({}, 'staff ended the rolling copy');
    this.#options.onChange();
  }

  /** Writes once more what is new, and ends. A stick that hangs isn't waited for. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#finish();
    this.#writer = null;
  }

  async #finish() {
    this.#ends = true;
    this.#cancel();
    this.#cancelHang();
    const last = this.#turn.then(async () => {
      await this.#writer?.update();
      await this.#writer?.end();
    });
    this.#turn = last.catch(() => {});
    let cancel = () => {};
    const inTime = new Promise<void>((resolve) => {
      cancel = this.#options.clock.schedule(END_MS, resolve);
    });
    await Promise.race([this.#turn, inTime]);
    cancel();
  }

  get #hangs(): boolean {
    return this.#beganAt !== null && this.#options.clock.monotonic() - this.#beganAt > HANGS_MS;
  }

  #use(choice: CopyChoice | null) {
    this.#cancel();
    this.#cancelHang();
    const before = this.#writer;
    // Nothing waits for a write to the old stick that hangs.
    this.#turn = Promise.resolve();
    this.#beganAt = null;
    this.#ends = this.#closed;
    this.#choice = choice;
    this.#writer = null;
    this.#problem = null;
    this.#writtenAt = null;
    this.#scans = 0;
    this.#options.source.keepCodes(choice !== null);
    void before?.close();
  }

  #next(ms: number) {
    this.#cancel();
    if (this.#ends || this.#choice === null || this.#choice === 'lost') return;
    this.#cancel = this.#options.clock.schedule(ms, () => void this.writeNow());
  }

  async #write() {
    const choice = this.#choice;
    if (this.#ends || choice === null || choice === 'lost') return;
    const { clock, onChange } = this.#options;
    this.#beganAt = clock.monotonic();
    this.#cancelHang = clock.schedule(HANGS_MS + 1, onChange);
    try {
      await this.#writeTo(choice);
      if (this.#choice !== choice) return;
      if (this.#problem) this.#options.log.info({}, 'the rolling copy is written again');
      this.#problem = null;
      this.#writtenAt = this.#writer?.writtenAt ?? null;
      this.#scans = this.#writer?.count ?? 0;
    } catch (error) {
      if (this.#choice !== choice) return;
      await this.#fail(error);
    } finally {
      if (this.#choice === choice) this.#rest();
    }
  }

  /** Waits until it is time for the next write. */
  #rest() {
    this.#beganAt = null;
    this.#cancelHang();
    this.#next(this.#problem ? RETRY_MS : EVERY_MS);
    this.#options.onChange();
  }

  async #writeTo(choice: CopyChoice) {
    const { source, deviceId, clock } = this.#options;
    const folder = deviceFolder(choice.folder, deviceId);
    if (this.#writer?.isOver) {
      await this.#writer.update();
      await this.#writer.end();
      this.#writer = null;
    }
    if (this.#writer) {
      await this.#writer.update();
      return;
    }
    await checkDeviceFolder(choice.folder, this.#owner);
    const now = () => clock.now();
    const needs = { source, recipient: choice.recipient, device: deviceId, now };
    const writer = await SegmentWriter.begin(folder, needs);
    if (this.#choice !== choice) return writer.close();
    this.#writer = writer;
    await this.#removeOld(folder);
  }

  /** What is new is on the stick by then, so an old segment that stays is no failure of the copy. */
  async #removeOld(folder: string) {
    const { clock, log } = this.#options;
    try {
      await removeOldSegments(folder, clock.now());
    } catch (err) {
      log.warn({ err }, 'an old part of the rolling copy is not removed');
    }
  }

  async #fail(error: unknown) {
    const { clock, log } = this.#options;
    void this.#writer?.close();
    this.#writer = null;
    if (this.#ends) return;
    const is = await this.#problemOf(error);
    if (this.#problem?.is !== is) log.warn({ problem: is, err: error }, 'the rolling copy fails');
    this.#problem = { is, since: this.#problem?.since ?? clock.now() };
  }

  /** A stick that was pulled within a write answers with an error that could mean anything. */
  async #problemOf(error: unknown): Promise<CopyProblem> {
    const found = copyProblem(error);
    if (found !== 'fails' || this.#choice === null || this.#choice === 'lost') return known(found);
    try {
      await checkDeviceFolder(this.#choice.folder, this.#owner);
      return 'fails';
    } catch (again) {
      return known(copyProblem(again));
    }
  }
}

/** What only the choice of a folder can meet is no more than a failure later on. */
function known(problem: ReturnType<typeof copyProblem>): CopyProblem {
  switch (problem) {
    case 'not-a-folder':
      return 'gone';
    case 'not-a-path':
    case 'in-data-folder':
      return 'fails';
    default:
      return problem;
  }
}
