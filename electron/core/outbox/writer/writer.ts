import { Worker } from 'node:worker_threads';
import type { StorageProblem } from '../../../../shared/bridge/storage-problem.ts';
import { systemClock } from '../../system/clock.ts';
import { storageProblem } from '../storage-problem.ts';
import type { Batch, WriteResult, WriterData } from './writer-thread.ts';
import type { Write, Writes } from './writes.ts';

/** The disk refused a write, or could not be reached. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** The code that SQLite or the system gave, or an empty text if neither gave one. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** How long writes that nobody waits for are gathered, so that many of them share one wait for the disk. */
const GATHER_MS = 2;

/** How often a disk that refuses is tried again without a scan, so that staff see when it works again. */
const RETRY_MS = 2000;

type Job = { write: Write; resolve: (value: never) => void; reject: (error: StorageError) => void };

// The thread lies beside this file, both among the sources and among the bundles.
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.cjs',
  import.meta.url,
);

/**
 * Hands writes to a thread of their own, so that a slow disk holds up nothing but the scans that wait for it. Writes
 * that are asked for while the thread is busy share the next transaction.
 */
export class Writer {
  readonly #data: WriterData;
  readonly #onWritten: () => void;
  readonly #onProblem: (problem: StorageProblem | null) => void;
  #waiting: Job[] = [];
  /** The batch that the thread is working on. */
  #underWay: Job[] = [];
  #thread: Worker | null;
  #sending = false;
  /** Whether somebody waits for one of the waiting writes. */
  #urgent = false;
  #cancelGathering: (() => void) | null = null;
  #problem: StorageProblem | null = null;
  #cancelRetry: (() => void) | null = null;
  #closed = false;
  #beforeEnd: () => void = () => {};
  #ended: (() => void) | null = null;

  /**
   * @param onWritten called after each batch, before its promises settle
   * @param onProblem called with the problem when writes begin to fail, and with null when they succeed again
   */
  constructor(
    data: WriterData,
    onWritten: () => void,
    onProblem: (problem: StorageProblem | null) => void,
  ) {
    this.#data = data;
    this.#onWritten = onWritten;
    this.#onProblem = onProblem;
    this.#thread = this.#startThread();
  }

  /** Why the latest batch, or a part of it, was refused; null while writes succeed. */
  get problem(): StorageProblem | null {
    return this.#problem;
  }

  /**
   * Carries out a write that somebody waits for. It resolves once the write is on disk.
   *
   * @throws StorageError; nothing was changed then
   */
  write<Name extends keyof Writes>(
    name: Name,
    ...args: Parameters<Writes[Name]>
  ): Promise<ReturnType<Writes[Name]>> {
    const written = this.#add(name, args);
    this.#urgent = true;
    this.#sendSoon();
    return written;
  }

  /**
   * Carries out a write that nobody waits for, together with the next one that somebody does wait for, or a moment
   * later. It resolves and throws as `write` does.
   */
  writeWithOthers<Name extends keyof Writes>(
    name: Name,
    ...args: Parameters<Writes[Name]>
  ): Promise<ReturnType<Writes[Name]>> {
    const written = this.#add(name, args);
    this.#gather();
    return written;
  }

  /**
   * Carries out what waits, and ends the thread.
   *
   * @param beforeEnd called in between, when nothing is left to write and the thread still has its connection
   */
  async close(beforeEnd: () => void = () => {}): Promise<void> {
    this.#closed = true;
    this.#beforeEnd = beforeEnd;
    this.#cancelRetry?.();
    await new Promise<void>((resolve) => {
      this.#ended = resolve;
      this.#sendSoon();
    });
  }

  #add<Name extends keyof Writes>(
    name: Name,
    args: Parameters<Writes[Name]>,
  ): Promise<ReturnType<Writes[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new StorageError('The outbox is closed', '');
      this.#waiting.push({ write: { name, args } as Write, resolve, reject });
    });
  }

  #gather() {
    this.#cancelGathering ??= systemClock.schedule(GATHER_MS, () => this.#sendSoon());
  }

  /** Sends everything that is asked for within one turn of the event loop as one batch. */
  #sendSoon() {
    if (this.#sending || this.#underWay.length > 0) return;
    this.#sending = true;
    setImmediate(() => {
      this.#sending = false;
      this.#send();
    });
  }

  #send() {
    if (this.#waiting.length === 0) {
      const ended = this.#ended;
      this.#ended = null;
      if (!ended) return;
      this.#beforeEnd();
      this.#end(ended);
      return;
    }
    this.#cancelGathering?.();
    this.#cancelGathering = null;
    this.#urgent = false;
    this.#underWay = this.#waiting;
    this.#waiting = [];
    this.#thread ??= this.#startThread();
    this.#thread.postMessage(this.#underWay.map(({ write }) => write) satisfies Batch);
  }

  #finishBatch(results: WriteResult[]) {
    const jobs = this.#underWay;
    this.#underWay = [];
    this.#onWritten();
    for (const [index, { resolve, reject }] of jobs.entries()) {
      const result = results[index];
      if (result?.ok) resolve(result.value as never);
      else reject(new StorageError(result?.message ?? 'No answer', result?.code ?? ''));
    }
    this.#note(results);
    if (this.#urgent || this.#ended) this.#sendSoon();
    else if (this.#waiting.length > 0) {
      this.#cancelGathering?.();
      this.#cancelGathering = null;
      this.#gather();
    }
  }

  #note(results: WriteResult[]) {
    const before = this.#problem;
    const refused = results.find((result) => !result.ok);
    this.#problem = refused
      ? storageProblem(new StorageError(refused.message, refused.code))
      : null;
    if (this.#problem !== before) this.#onProblem(this.#problem);
    if (this.#problem && !this.#closed)
      this.#cancelRetry ??= systemClock.schedule(RETRY_MS, () => this.#retry());
  }

  /**
   * Writes as much as a scan does, so that its success means something. After a failed sync the refused commit is still
   * in the WAL, where it would be found after a crash; a commit that succeeds takes its place.
   */
  #retry() {
    this.#cancelRetry = null;
    this.writeWithOthers('rehearse').catch(() => {});
  }

  /** Called when the thread has ended by itself. The next write, or the next retry, starts another one. */
  #lose(thread: Worker, message: string, code: string) {
    if (this.#thread !== thread) return;
    this.#thread = null;
    // Without a write under way it counts as well: a thread that can't even start is known before the first scan.
    const count = Math.max(1, this.#underWay.length);
    this.#finishBatch(Array<WriteResult>(count).fill({ ok: false, message, code }));
  }

  #startThread(): Worker {
    // The thread gets no environment, since the device's key may be in it.
    const thread = new Worker(THREAD, { workerData: this.#data, env: {} });
    thread.on('message', (results: WriteResult[]) => this.#finishBatch(results));
    thread.on('error', (error) => {
      const { message, code } = error as Error & { code?: string };
      this.#lose(thread, message, code ?? '');
    });
    thread.on('exit', () => this.#lose(thread, 'The thread that writes has ended', ''));
    return thread;
  }

  #end(ended: () => void) {
    const thread = this.#thread;
    this.#thread = null;
    if (!thread) return ended();
    thread.on('exit', () => ended());
    thread.postMessage(null satisfies Batch);
  }
}
