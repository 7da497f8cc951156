import { Worker } from 'node:worker_threads';
import type { StorageProblem } from '../../../../shared/bridge/storage-problem.ts';
import { systemClock } from '../../system/clock.ts';
import { storageProblem } from '../storage-problem.ts';
import type { Answer, Batch, WriterData } from './writer-thread.ts';
import type { Write, Writes } from './writes.ts';

/** The disk has refused a write, or could not be reached. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** As SQLite or the system names it; empty where neither said. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** How long writes that nobody waits for are gathered: many of them share one wait for the disk then. */
const GATHER_MS = 2;

/** How often a disk that refuses is tried without a scan: staff see when it is well again. */
const RETRY_MS = 2000;

type Job = { write: Write; resolve: (value: never) => void; reject: (error: StorageError) => void };

// A source runs beside its sources, a bundle beside the bundle of the thread.
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.cjs',
  import.meta.url,
);

/**
 * Carries writes to a thread of their own, so that a slow disk holds up nothing but the scans that wait for it.
 * What is asked for while it is busy shares the next transaction.
 */
export class Writer {
  readonly #data: WriterData;
  readonly #onWritten: () => void;
  readonly #onProblem: (problem: StorageProblem | null) => void;
  #waiting: Job[] = [];
  /** What the thread is carrying out. */
  #underWay: Job[] = [];
  #thread: Worker | null;
  #sending = false;
  /** Whether somebody waits for what waits here. */
  #urgent = false;
  #cancelGathering: (() => void) | null = null;
  #problem: StorageProblem | null = null;
  #cancelRetry: (() => void) | null = null;
  #closed = false;
  #ended: (() => void) | null = null;

  /**
   * @param onWritten told after each batch, before its promises settle
   * @param onProblem told when writes begin to fail, or to succeed again
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

  /** Why the latest batch or a part of it was refused; null while writes succeed. */
  get problem(): StorageProblem | null {
    return this.#problem;
  }

  /** Resolves once the write is on disk. @throws StorageError, and then nothing was changed */
  write<Name extends keyof Writes>(
    name: Name,
    ...args: Parameters<Writes[Name]>
  ): Promise<ReturnType<Writes[Name]>> {
    const written = this.#add(name, args);
    this.#urgent = true;
    this.#sendSoon();
    return written;
  }

  /** The same for what nobody waits for: it goes with the next write that somebody does wait for, or a moment later. */
  writeWithOthers<Name extends keyof Writes>(
    name: Name,
    ...args: Parameters<Writes[Name]>
  ): Promise<ReturnType<Writes[Name]>> {
    const written = this.#add(name, args);
    this.#gather();
    return written;
  }

  /** Writes what waits, and ends. */
  async close(): Promise<void> {
    this.#closed = true;
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

  /** All that happens in one turn of the event loop goes together. */
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
      if (ended) this.#end(ended);
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

  #settle(answers: Answer[]) {
    const jobs = this.#underWay;
    this.#underWay = [];
    this.#onWritten();
    for (const [index, { resolve, reject }] of jobs.entries()) {
      const answer = answers[index];
      if (answer?.ok) resolve(answer.value as never);
      else reject(new StorageError(answer?.message ?? 'No answer', answer?.code ?? ''));
    }
    this.#note(answers);
    if (this.#urgent || this.#ended) this.#sendSoon();
    else if (this.#waiting.length > 0) {
      this.#cancelGathering?.();
      this.#cancelGathering = null;
      this.#gather();
    }
  }

  #note(answers: Answer[]) {
    const before = this.#problem;
    const refused = answers.find((answer) => !answer.ok);
    this.#problem = refused
      ? storageProblem(new StorageError(refused.message, refused.code))
      : null;
    if (this.#problem !== before) this.#onProblem(this.#problem);
    if (this.#problem && !this.#closed)
      this.#cancelRetry ??= systemClock.schedule(RETRY_MS, () => this.#retry());
  }

  /**
   * As large as a scan, so that its success means something. After a sync that failed the refused commit is still in
   * the log, where a crash would find it: one that succeeds takes its place.
   */
  #retry() {
    this.#cancelRetry = null;
    this.writeWithOthers('rehearse').catch(() => {});
  }

  /** The thread has ended by itself: the next write starts another. */
  #lose(thread: Worker, message: string, code: string) {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#settle(this.#underWay.map(() => ({ ok: false, message, code })));
  }

  #startThread(): Worker {
    // The environment is not its business: the device's key may have come with it.
    const thread = new Worker(THREAD, { workerData: this.#data, env: {} });
    thread.on('message', (answers: Answer[]) => this.#settle(answers));
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
