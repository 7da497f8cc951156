import { KINDS, type Kind } from '../../shared/outcome.ts';
import { backoffMs } from '../backoff.ts';
import type { Effect } from '../checkin/classify-answer.ts';
import type { Sender } from '../checkin/sender.ts';
import type { Clock } from '../clock.ts';
import type { ConnectionMonitor } from '../connection/monitor.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ScanRow } from '../outbox/scan-row.ts';
import type { UnderWay } from '../under-way.ts';
import { adaptLimit, MAX_IN_FLIGHT } from './in-flight-limit.ts';
import { isBacklogStopped, planSync, type SyncPlan } from './plan.ts';

export type SyncWorkerOptions = {
  settings: {
    /** One background attempt, milliseconds. */
    syncTimeoutMs: number;
    /** A health probe, milliseconds. */
    timeoutMs: number;
  };
  outbox: Outbox;
  monitor: ConnectionMonitor;
  sender: Sender;
  clock: Clock;
  random: () => number;
  log: Log;
  underWay: UnderWay;
  peopleWaiting: () => number;
};

/** Drains what is pending: first come first sent, several at once, at the pace that Confera and the network allow. */
export class SyncWorker {
  readonly #options: SyncWorkerOptions;
  readonly #inFlight: Record<Kind, number> = { badge: 0, attendance: 0 };
  #limit = MAX_IN_FLIGHT;
  /** A probe or a claim is under way: its end plans the next step. */
  #occupied = false;
  #storageFailures = 0;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor(options: SyncWorkerOptions) {
    this.#options = options;
  }

  /** Something has changed: look what is to be done now. */
  wake(): void {
    if (this.#closed || this.#occupied) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    try {
      this.#follow(this.#plan());
    } catch (error) {
      this.#wakeAt(this.#storageRetryAt(error));
    }
  }

  #plan(): SyncPlan {
    const { outbox, monitor, clock, peopleWaiting } = this.#options;
    const now = clock.monotonic();
    return planSync({
      now,
      standing: monitor.standing,
      inFlight: this.#inFlight,
      dueAt: { badge: outbox.dueAt('badge', now), attendance: outbox.dueAt('attendance', now) },
      limit: Math.floor(this.#limit),
      peopleWaiting: peopleWaiting(),
      rejectedInARow: outbox.rejectedInARow(),
    });
  }

  #follow(plan: SyncPlan) {
    switch (plan.do) {
      case 'wait':
        this.#wakeAt(plan.until);
        break;
      case 'send':
        this.#occupy(() => this.#sendNext(plan.kinds, plan.limit));
        break;
      case 'probe':
        this.#occupy(() => this.#probe());
        break;
    }
  }

  /** Takes no more scans. Attempts under way end by themselves; their rows are taken up by the next start. */
  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  /** Runs the one step that may not run twice, then looks anew: much may have changed meanwhile. */
  #occupy(step: () => Promise<void>) {
    const { underWay } = this.#options;
    this.#occupied = true;
    const run = async () => {
      let retryAt: number | null = null;
      try {
        await step();
        this.#storageFailures = 0;
      } catch (error) {
        retryAt = this.#storageRetryAt(error);
      }
      this.#occupied = false;
      if (retryAt === null) this.wake();
      else this.#wakeAt(retryAt);
    };
    void underWay.track(run());
  }

  /** The disk refuses: the scans are safe on it, and it is asked again at this moment. */
  #storageRetryAt(error: unknown): number {
    const { clock, random, log } = this.#options;
    this.#storageFailures += 1;
    log.error({ err: error }, 'the outbox could not be used');
    return clock.monotonic() + backoffMs(this.#storageFailures, random());
  }

  async #sendNext(kinds: readonly Kind[], limit: number) {
    const { outbox, clock, underWay } = this.#options;
    const rows = await outbox.claim(kinds, limit, clock.monotonic());
    for (const row of rows) void underWay.track(this.#send(row));
  }

  async #send(row: ScanRow) {
    const { sender, settings } = this.#options;
    this.#inFlight[row.kind] += 1;
    const attempt = await sender.attempt(row, settings.syncTimeoutMs);
    this.#adapt(attempt.verdict.effect);
    const settled = sender.settle(row, attempt);
    // The next claim shares the settlement's transaction, unless that is one more step towards the backlog's stop.
    if (attempt.verdict.effect.kind === 'rejected') await settled;
    this.#inFlight[row.kind] -= 1;
    this.wake();
  }

  async #probe() {
    const { sender, outbox, monitor, clock, settings } = this.#options;
    const effect = await sender.probe(settings.timeoutMs);
    if (!isReached(effect)) {
      monitor.observe(effect, { kind: null, rowId: null });
      return;
    }
    const stopped = isBacklogStopped({ rejectedInARow: outbox.rejectedInARow() });
    const open = stopped ? [] : KINDS.filter((kind) => !monitor.standing.blocked[kind]);
    const [row] = await outbox.claim(open, 1, clock.monotonic());
    if (!row) {
      monitor.observe({ kind: 'reached' }, { kind: null, rowId: null });
      return;
    }
    const attempt = await sender.attempt(row, settings.syncTimeoutMs);
    this.#adapt(attempt.verdict.effect);
    await sender.settle(row, attempt);
  }

  #adapt(effect: Effect) {
    const { monitor, clock } = this.#options;
    const paused = clock.monotonic() < monitor.standing.pausedUntil;
    this.#limit = adaptLimit(this.#limit, effect, { paused });
  }

  #wakeAt(until: number | null) {
    if (until === null || this.#closed) return;
    const { clock } = this.#options;
    const ms = Math.max(0, Math.ceil(until - clock.monotonic()));
    this.#cancelTimer?.();
    this.#cancelTimer = clock.schedule(ms, () => this.wake());
  }
}

/** Whether a probe's answer is Confera's own, so that a scan may be tried. */
function isReached({ kind }: Effect): boolean {
  return (
    kind === 'answered' || kind === 'rejected' || kind === 'conflict' || kind === 'not-allowed'
  );
}
