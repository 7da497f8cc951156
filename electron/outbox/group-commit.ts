import Database from 'better-sqlite3';

type Job = { run: () => void; failed: (error: unknown) => void; done: () => void };

/**
 * Lets writes that are asked for at the same time share one transaction, and so one wait for the disk.
 *
 * A write's promise settles only once its transaction is on disk. Where a shared one fails, each write is tried
 * alone, so that one bad write can't take another with it.
 */
export class GroupCommit {
  readonly #db: Database.Database;
  #jobs: Job[] = [];

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** Runs `work` in a transaction. It may run twice, the first time undone: it must do nothing but use the database. */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      this.#jobs.push({
        run: () => {
          result = work();
        },
        failed: reject,
        done: () => resolve(result),
      });
      if (this.#jobs.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Commits what is waiting, now. */
  flush(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    if (jobs.length > 1 && this.#commitTogether(jobs)) return;
    for (const job of jobs) this.#commitAlone(job);
  }

  /** False where each is to be tried alone. */
  #commitTogether(jobs: Job[]): boolean {
    try {
      this.#transaction(() => {
        for (const job of jobs) job.run();
      });
    } catch (error) {
      if (!isBusy(error)) return false;
      // Somebody else holds the database: trying each alone would wait for them each time.
      for (const job of jobs) job.failed(error);
      return true;
    }
    for (const job of jobs) job.done();
    return true;
  }

  #commitAlone(job: Job) {
    try {
      this.#transaction(job.run);
    } catch (error) {
      job.failed(error);
      return;
    }
    job.done();
  }

  #transaction(work: () => void) {
    this.#db.transaction(work).immediate();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
