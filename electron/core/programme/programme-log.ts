import { isConferaApiError } from '../confera/api-error.ts';
import { loggableFailure } from '../delivery/loggable.ts';
import type { Log } from '../system/log.ts';

/**
 * What the log says about the programme. Reads come round again and again, so only what has changed is worth a line.
 */
export class ProgrammeLog {
  readonly #log: Log;
  #isRefused = false;
  #isTroubled = false;
  /** Why the last read failed. */
  #cause: object = {};
  #defect = '';
  #pictureProblem = '';

  constructor(log: Log) {
    this.#log = log;
  }

  /** A read that Confera refuses. One line tells enough: what else is refused belongs to the same key. */
  refused(error: unknown): void {
    if (this.#isRefused) return;
    this.#isRefused = true;
    this.#log.info(causeOf(error), 'the key may not read all that the idle screen shows');
  }

  /** A read that failed. Whatever isn't the failure of a call is a defect of ours. */
  failed(error: unknown): void {
    this.#cause = causeOf(error);
    if (isConferaApiError(error) || String(error) === this.#defect) return;
    this.#defect = String(error);
    this.#log.error({ err: error }, 'the programme could not be read');
  }

  /** Calls a listener. If it has a defect, that is logged, and the reads go on. */
  guard(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#log.error({ err: error }, 'the programme could not be told');
    }
  }

  /** How a round of reads ended. */
  ended({ isTroubled }: { isTroubled: boolean }): void {
    if (isTroubled === this.#isTroubled) return;
    this.#isTroubled = isTroubled;
    if (isTroubled) this.#log.warn(this.#cause, 'the programme could not be renewed');
    else this.#log.info('the programme is renewed again');
  }

  /** @param url as the site document has it */
  noPicture(url: string, host: string | null, error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (`${url} ${problem}` === this.#pictureProblem) return;
    this.#pictureProblem = `${url} ${problem}`;
    this.#log.warn({ host, problem }, "the event's logo is not shown");
  }
}

function causeOf(error: unknown): object {
  return isConferaApiError(error) ? loggableFailure(error, undefined) : { reason: String(error) };
}
