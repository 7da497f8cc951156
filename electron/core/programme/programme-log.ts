import { isConferaApiError } from '../confera/api-error.ts';
import type { Log } from '../system/log.ts';

/**
 * What the log says about the programme. Reads come round again and again, so only what has changed is worth a line.
 */
export class ProgrammeLog {
  readonly #log: Log;
  #isRefused = false;
  #isTroubled = false;
  #pictureProblem = '';

  constructor(log: Log) {
    this.#log = log;
  }

  /** One line tells enough: what else is refused belongs to the same key. */
  refused(error: unknown): void {
    if (this.#isRefused) return;
    this.#isRefused = true;
    const status = isConferaApiError(error) ? error.status : undefined;
    this.#log.info({ status }, 'the key may not read all that the idle screen shows');
  }

  /** How a round of reads ended. */
  ended({ isTroubled }: { isTroubled: boolean }): void {
    if (isTroubled === this.#isTroubled) return;
    this.#isTroubled = isTroubled;
    if (isTroubled) this.#log.warn('the programme could not be renewed');
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
