import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { inTime, NO_ANSWER } from '../core/preflight/in-time.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import type { Clock } from '../core/system/clock.ts';
import type { Answered, FolderAnswers, FolderQuestion } from './folder-answers.ts';

/** Something in the data folder can't be read or written. The code is the system's, and the message for a person. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What a question is answered with. */
type AnswerTo<Q extends FolderQuestion> = Awaited<ReturnType<FolderAnswers[Q]>>;

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void };

/**
 * Asks the process that touches the data folder. A disk that hangs never answers. Nobody waits for one longer than ten
 * seconds, and this process can end whether or not the other one can.
 */
export class FolderProcess {
  readonly #clock: Clock;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #isStuck = false;

  /** @param env without secrets */
  constructor(env: NodeJS.ProcessEnv, clock: Clock) {
    this.#clock = clock;
    this.#child = fork(path.join(import.meta.dirname, 'read-folder.ts'), {
      env,
      // A pipe of ours, since whoever reads our stderr to its end would wait for a process that hangs.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.pipe(process.stderr);
    this.#child.on('message', (answered: Answered) => this.#settle(answered));
    this.#child.on('error', () => this.#failAll());
    this.#child.on('exit', () => this.#failAll());
  }

  /**
   * @param place the data folder, or a file in it
   * @returns `NO_ANSWER` if none comes in time; then later questions aren't waited for
   * @throws BadSettingError, or FolderError with what the file system says
   */
  async ask<Q extends FolderQuestion>(
    question: Q,
    place: string,
  ): Promise<AnswerTo<Q> | typeof NO_ANSWER> {
    if (this.#isStuck) return NO_ANSWER;
    this.#asked += 1;
    const n = this.#asked;
    const answer = new Promise<AnswerTo<Q>>((resolve, reject) => {
      this.#waiting.set(n, { resolve: (value) => resolve(value as AnswerTo<Q>), reject });
      this.#child.send({ n, question, place });
    });
    const found = await inTime(answer, this.#clock);
    if (found === NO_ANSWER) this.#isStuck = true;
    return found;
  }

  #settle(answered: Answered) {
    const waiting = this.#waiting.get(answered.n);
    this.#waiting.delete(answered.n);
    if (answered.ok) waiting?.resolve(answered.value);
    else if (answered.isBadSetting) waiting?.reject(new BadSettingError(answered.message));
    else waiting?.reject(new FolderError(answered.code, answered.message));
  }

  #failAll() {
    const error = new Error('the process that reads the data folder has ended');
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
