import { isAnswerOfConfera } from './classify-answer.ts';
import type { DeliveryParts } from './delivery-parts.ts';
import { connectionOf } from './standing.ts';

/**
 * How long Confera may be silent before it is asked whether it is still there, in milliseconds: at least so long, and
 * half as long again at most, so that the devices of a venue don't ask together.
 */
const SILENCE_MS = 60_000;

export type SilenceWatchOptions = Pick<
  DeliveryParts,
  'requests' | 'monitor' | 'clock' | 'random' | 'pendingWork'
> & {
  settings: {
    /** The time limit of a request to `health`, milliseconds. */
    timeoutMs: number;
  };
};

/**
 * Asks Confera's `health` while nobody scans. Without that, an idle kiosk would go on saying that it is online after the
 * internet has gone, and the first person would be the one to find out.
 */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions;
  #cancel = () => {};
  #isClosed = false;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#lookIn(this.#patience());
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #lookIn(ms: number) {
    if (this.#isClosed) return;
    this.#cancel = this.#options.clock.schedule(ms, () => this.#look());
  }

  #look() {
    const { monitor, clock, pendingWork } = this.#options;
    const left = monitor.heardAt + SILENCE_MS - clock.monotonic();
    if (left > 0) {
      this.#lookIn(left);
      return;
    }
    if (this.#isToAsk()) pendingWork.begin('asking whether Confera is there', () => this.#ask());
    this.#lookIn(this.#patience());
  }

  /** Out of reach, paused or refused, the worker asks again at its own pace. */
  #isToAsk(): boolean {
    const { standing } = this.#options.monitor;
    const isPaused = this.#options.clock.monotonic() < standing.pausedUntil;
    return connectionOf(standing) === 'online' && !isPaused;
  }

  async #ask() {
    const { requests, monitor, settings } = this.#options;
    const effect = await requests.probe(settings.timeoutMs);
    if (requests.isClosing) return;
    monitor.observe(isAnswerOfConfera(effect) ? { kind: 'reached' } : effect, {
      kind: null,
      rowId: null,
    });
  }

  #patience(): number {
    return SILENCE_MS * (1 + this.#options.random() / 2);
  }
}
