import { KINDS, type Kind } from '../../../shared/scan/outcome.ts';
import type { ScanRow } from '../outbox/scan-row.ts';
import { backoffMs } from './backoff.ts';
import { ClaimedScans } from './claimed-scans.ts';
import { type Effect, isAnswerOfConfera } from './classify-answer.ts';
import type { DeliveryParts } from './delivery-parts.ts';
import { adaptLimit, MAX_IN_FLIGHT } from './in-flight-limit.ts';
import { isBacklogStopped, planSync, type SyncPlan, type SyncView } from './plan.ts';

export type SyncWorkerOptions = DeliveryParts & {
  settings: {
    /** The time limit of one attempt in the background, milliseconds. */
    syncTimeoutMs: number;
    /** The time limit of a request to `health`, milliseconds. */
    timeoutMs: number;
  };
  /** How many people at the kiosk wait for an answer of Confera's. */
  peopleWaiting: () => number;
};

/** How soon the worker looks again if it can't even plan when to: the sending must not end for good. */
const LAST_RESORT_MS = 1000;

/**
 * Sends the backlog: the oldest scans first, several at once, at the pace that Confera and the network allow.
 *
 * `planSync` decides what comes next, and the worker does it. At the end of each step the worker announces a change,
 * which makes it look again.
 */
export class SyncWorker {
  readonly #options: SyncWorkerOptions;
  readonly #inFlight: Record<Kind, number> = { badge: 0, attendance: 0 };
  readonly #claimed: ClaimedScans;
  #limit = MAX_IN_FLIGHT;
  /** Whether a step is under way that has to end before the next one is planned. */
  #isOccupied = false;
  #isClaiming = false;
  #storageFailures = 0;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor(options: SyncWorkerOptions) {
    this.#options = options;
    this.#claimed = new ClaimedScans(options.outbox);
  }

  /** Looks at what is to be done now, and does it. To be called whenever something has changed. */
  look(): void {
    if (this.#closed || this.#isOccupied) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    try {
      this.#follow(this.#plan());
    } catch (error) {
      this.#tryAgainAfter(error);
    }
  }

  /**
   * Takes no more scans. Attempts under way end by themselves, and the next start takes up their rows.
   *
   * The claimed scans are given back. If the disk refuses that, the next start takes their attempts for cut short,
   * which is harmless.
   */
  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#options.pendingWork.begin('giving back claimed scans', () => this.#claimed.release());
  }

  #plan(): SyncPlan {
    const { outbox, monitor, sender, clock, peopleWaiting } = this.#options;
    const now = clock.monotonic();
    return planSync({
      now,
      standing: monitor.standing,
      inFlight: this.#inFlight,
      claimed: this.#claimed.counts,
      dueAt: {
        badge: outbox.backlog.dueAt('badge', now),
        attendance: outbox.backlog.dueAt('attendance', now),
      },
      limit: Math.floor(this.#limit),
      peopleWaiting: peopleWaiting(),
      rejectedInARow: outbox.backlog.rejectedInARow() + sender.unwrittenRejections,
      times: this.#times(),
    });
  }

  #times(): SyncView['times'] {
    const { outbox, serverClock } = this.#options;
    switch (serverClock.state) {
      case 'known': {
        // Scans that were claimed before are given back, so that they are corrected with the others.
        const some = KINDS.some((kind) => outbox.backlog.hasUntimed(kind));
        return some || this.#claimed.hasUntimed ? 'to-set' : 'set';
      }
      case 'unknown':
        return outbox.backlog.hasUntimed('attendance') ? 'to-ask-for' : 'set';
      case 'untold':
        return 'set';
    }
  }

  #follow(plan: SyncPlan) {
    const held = this.#claimed.ofKinds(KINDS.filter((kind) => !staysClaimed(plan, kind)));
    if (held.length > 0) {
      this.#occupy(() => this.#claimed.release(held));
      return;
    }
    switch (plan.do) {
      case 'go-on':
        break;
      case 'set-times':
        // Scans that are just being claimed would be missed.
        if (!this.#isClaiming) this.#occupy(() => this.#options.times.setSome());
        break;
      case 'ask-time':
        this.#occupy(() => this.#askTime());
        break;
      case 'wait':
        this.#lookAt(plan.until);
        break;
      case 'send':
        for (const row of this.#claimed.take(plan.limit)) this.#begin(row);
        if (plan.claim > 0) this.#claimMore(plan.kinds, plan.claim);
        break;
      case 'try':
        this.#occupy(() => this.#try(plan.kind));
        break;
      case 'probe':
        this.#occupy(() => this.#probe());
        break;
    }
  }

  /** Runs the one step at a time that has to end before the next one is planned. */
  #occupy(step: () => Promise<void>) {
    this.#isOccupied = true;
    this.#run('a step of sending', step, () => {
      this.#isOccupied = false;
    });
  }

  /** Claims scans in the background. What was claimed before is sent meanwhile. */
  #claimMore(kinds: readonly Kind[], count: number) {
    if (this.#isClaiming) return;
    this.#isClaiming = true;
    this.#run(
      'claiming scans',
      async () => {
        await this.#claimed.claim(kinds, count, this.#options.clock.monotonic());
        if (this.#closed) await this.#claimed.release();
      },
      () => {
        this.#isClaiming = false;
      },
    );
  }

  /** Runs a step in the background, and gives its slot back however it ends. */
  #run(name: string, step: () => Promise<void>, giveBack: () => void) {
    const { pendingWork, changes } = this.#options;
    pendingWork.begin(name, async () => {
      try {
        await step();
        this.#storageFailures = 0;
        changes.announce();
      } catch (error) {
        this.#tryAgainAfter(error);
      } finally {
        giveBack();
      }
    });
  }

  /** Most likely the disk has refused. The scans are safe on it, and it is asked again after a while. */
  #tryAgainAfter(error: unknown) {
    const { clock, random, log } = this.#options;
    this.#storageFailures += 1;
    log.error({ err: error }, 'the outbox could not be used');
    try {
      this.#lookAt(clock.monotonic() + backoffMs(this.#storageFailures, random()));
    } catch (failure) {
      log.error({ err: failure }, 'the next try could not be planned');
      setTimeout(() => this.look(), LAST_RESORT_MS).unref();
    }
  }

  #lookAt(at: number | null) {
    if (at === null || this.#closed) return;
    const { clock } = this.#options;
    const ms = Math.max(0, Math.ceil(at - clock.monotonic()));
    this.#cancelTimer?.();
    this.#cancelTimer = clock.schedule(ms, () => this.look());
  }

  #begin(row: ScanRow) {
    this.#options.pendingWork.begin('sending a scan', () => this.#send(row));
  }

  async #send(row: ScanRow) {
    const { sender, settings, pendingWork, changes } = this.#options;
    this.#inFlight[row.kind] += 1;
    try {
      const { attempt, written } = await sender.send(row, settings.syncTimeoutMs);
      const { effect } = attempt.verdict;
      // The next scan is sent while this answer is being written. A rejection has to be written first, because ten in a
      // row stop the backlog.
      if (effect.kind === 'rejected') await written;
      else pendingWork.begin('writing down an answer', () => written);
      this.#adapt(effect);
    } finally {
      this.#inFlight[row.kind] -= 1;
      changes.announce();
    }
  }

  async #try(kind: Kind) {
    const { outbox, clock } = this.#options;
    const [row] = await outbox.claim([kind], 1, clock.monotonic());
    if (row) this.#begin(row);
  }

  /** Asks `health`, and then sends one scan alone: its success opens the way for the others. */
  async #probe() {
    const { requests, sender, outbox, monitor, settings } = this.#options;
    const effect = await requests.probe(settings.timeoutMs);
    if (!isAnswerOfConfera(effect)) {
      monitor.observe(effect, { kind: null, rowId: null });
      return;
    }
    const stopped = isBacklogStopped({ rejectedInARow: outbox.backlog.rejectedInARow() });
    const open = stopped ? [] : KINDS.filter((kind) => !monitor.standing.blocked[kind]);
    const [row] = await outbox.claim(open, 1, this.#firstDueAt(open));
    if (!row) {
      monitor.observe({ kind: 'reached' }, { kind: null, rowId: null });
      return;
    }
    const timed = await this.#setTime(row);
    const options = { afterHealth: true };
    const { attempt, written } = await sender.send(timed, settings.syncTimeoutMs, options);
    await written;
    this.#adapt(attempt.verdict.effect);
  }

  /** @throws StorageError; the scan is then given back with the others that are claimed */
  async #setTime(row: ScanRow): Promise<ScanRow> {
    try {
      return await this.#options.times.set(row);
    } catch (error) {
      this.#claimed.add(row);
      throw error;
    }
  }

  /** Asks for the time. Any answer of Confera's own tells it. */
  async #askTime() {
    const { requests, monitor, settings } = this.#options;
    const effect = await requests.askTime(settings.timeoutMs);
    const seen: Effect = isAnswerOfConfera(effect) ? { kind: 'reached' } : effect;
    monitor.observe(seen, { kind: null, rowId: null });
  }

  /**
   * When the scan is due that is to be tried alone: 0 if one hasn't failed by itself yet, or else the time of the one
   * that comes first, even if it hasn't come yet. So each gets its turn; and without a scan nothing opens the way.
   */
  #firstDueAt(kinds: readonly Kind[]): number {
    return Math.min(
      ...kinds.map((kind) => this.#options.outbox.backlog.dueAt(kind, 0) ?? Infinity),
    );
  }

  #adapt(effect: Effect) {
    const { monitor, clock } = this.#options;
    const paused = clock.monotonic() < monitor.standing.pausedUntil;
    this.#limit = adaptLimit(this.#limit, effect, { paused });
  }
}

/** Whether claimed scans of a kind may stay claimed, because they will be sent as answers come in. */
function staysClaimed(plan: SyncPlan, kind: Kind): boolean {
  return plan.do === 'go-on' || (plan.do === 'send' && plan.kinds.includes(kind));
}
