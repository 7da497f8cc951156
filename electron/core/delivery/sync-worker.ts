import { KINDS, type Kind } from '../../../shared/scan/outcome.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ScanRow } from '../outbox/scan-row.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { PendingWork } from '../system/pending-work.ts';
import { backoffMs } from './backoff.ts';
import type { Effect } from './classify-answer.ts';
import { adaptLimit, MAX_IN_FLIGHT } from './in-flight-limit.ts';
import type { ConnectionMonitor } from './monitor.ts';
import { isBacklogStopped, planSync, type SyncPlan, type SyncView } from './plan.ts';
import type { ScanTimes } from './scan-times.ts';
import type { Sender } from './sender.ts';
import type { ServerClock } from './server-clock.ts';

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
  serverClock: ServerClock;
  times: ScanTimes;
  clock: Clock;
  random: () => number;
  log: Log;
  pendingWork: PendingWork;
  peopleWaiting: () => number;
};

/** When the next try comes where even the planning of it fails: the sending must not end for good. */
const LAST_RESORT_MS = 1000;

/** Drains what is pending: first come first sent, several at once, at the pace that Confera and the network allow. */
export class SyncWorker {
  readonly #options: SyncWorkerOptions;
  readonly #inFlight: Record<Kind, number> = { badge: 0, attendance: 0 };
  /** Claimed and not yet under way: the next to go. */
  #stock: ScanRow[] = [];
  #limit = MAX_IN_FLIGHT;
  /** Something is under way whose end plans the next step. */
  #occupied = false;
  #claiming = false;
  #waking = false;
  #storageFailures = 0;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor(options: SyncWorkerOptions) {
    this.#options = options;
  }

  /** Something has changed: looks what is to be done now, once for all that happens in one turn. */
  wake(): void {
    if (this.#waking) return;
    this.#waking = true;
    setImmediate(() => {
      this.#waking = false;
      this.#look();
    });
  }

  #look() {
    if (this.#closed || this.#occupied) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    try {
      this.#follow(this.#plan());
    } catch (error) {
      this.#tryAgainAfter(error);
    }
  }

  #plan(): SyncPlan {
    const { outbox, monitor, sender, clock, peopleWaiting } = this.#options;
    const now = clock.monotonic();
    return planSync({
      now,
      standing: monitor.standing,
      inFlight: this.#inFlight,
      stock: this.#countStock(),
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

  #follow(plan: SyncPlan) {
    const held = this.#stock.filter(({ kind }) => !staysClaimed(plan, kind));
    if (held.length > 0) {
      this.#occupy(() => this.#release(held));
      return;
    }
    switch (plan.do) {
      case 'go-on':
        break;
      case 'set-times':
        // What is just being claimed would miss it.
        if (!this.#claiming) this.#occupy(() => this.#options.times.setSome());
        break;
      case 'ask-time':
        this.#occupy(() => this.#askTime());
        break;
      case 'wait':
        this.#wakeAt(plan.until);
        break;
      case 'send':
        this.#sendNext(plan.limit);
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

  /** Takes no more scans. Attempts under way end by themselves; their rows are taken up by the next start. */
  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    // Should the disk refuse, the next start takes them for cut short, which is harmless.
    this.#options.pendingWork.begin('giving back claimed scans', () => this.#release(this.#stock));
  }

  /** Runs the one step that may not run twice, then looks anew: much may have changed meanwhile. */
  #occupy(step: () => Promise<void>) {
    this.#occupied = true;
    this.#options.pendingWork.begin('a step of sending', async () => {
      try {
        await step();
        this.#storageFailures = 0;
        this.#occupied = false;
        this.wake();
      } catch (error) {
        this.#occupied = false;
        this.#tryAgainAfter(error);
      }
    });
  }

  /** Most likely the disk refuses: the scans are safe on it, and it is asked again after a while. */
  #tryAgainAfter(error: unknown) {
    const { clock, random, log } = this.#options;
    this.#storageFailures += 1;
    log.error({ err: error }, 'the outbox could not be used');
    try {
      this.#wakeAt(clock.monotonic() + backoffMs(this.#storageFailures, random()));
    } catch (failing) {
      log.error({ err: failing }, 'the next try could not be planned');
      setTimeout(() => this.wake(), LAST_RESORT_MS).unref();
    }
  }

  #sendNext(limit: number) {
    for (const row of this.#stock.splice(0, limit)) this.#begin(row);
  }

  #begin(row: ScanRow) {
    this.#options.pendingWork.begin('sending a scan', () => this.#send(row));
  }

  /** While this is written down, what has been claimed before goes out. */
  #claimMore(kinds: readonly Kind[], count: number) {
    if (this.#claiming) return;
    this.#claiming = true;
    this.#options.pendingWork.begin('claiming scans', async () => {
      try {
        await this.#claim(kinds, count);
        this.#storageFailures = 0;
        this.#claiming = false;
        this.wake();
      } catch (error) {
        this.#claiming = false;
        this.#tryAgainAfter(error);
      }
    });
  }

  async #claim(kinds: readonly Kind[], count: number) {
    const { outbox, clock } = this.#options;
    this.#stock.push(...(await outbox.claim(kinds, count, clock.monotonic())));
    if (this.#closed) await this.#release(this.#stock);
  }

  async #try(kind: Kind) {
    const { outbox, clock } = this.#options;
    const [row] = await outbox.claim([kind], 1, clock.monotonic());
    if (row) this.#begin(row);
  }

  /** Gives back what was claimed and may not be sent now: its attempt was none. */
  async #release(rows: readonly ScanRow[]) {
    await this.#options.outbox.release(rows);
    this.#stock = this.#stock.filter((row) => !rows.includes(row));
  }

  #times(): SyncView['times'] {
    const { outbox, serverClock } = this.#options;
    switch (serverClock.state) {
      case 'known': {
        // What was claimed before is given back, to be settled with the others.
        const some = KINDS.some((kind) => outbox.backlog.hasUntimed(kind));
        return some || this.#stock.some(({ untimed }) => untimed) ? 'to-set' : 'set';
      }
      case 'unknown':
        return outbox.backlog.hasUntimed('attendance') ? 'to-ask-for' : 'set';
      case 'untold':
        return 'set';
    }
  }

  #countStock(): Record<Kind, number> {
    const badge = this.#stock.filter(({ kind }) => kind === 'badge').length;
    return { badge, attendance: this.#stock.length - badge };
  }

  async #send(row: ScanRow) {
    const { sender, settings, pendingWork } = this.#options;
    this.#inFlight[row.kind] += 1;
    try {
      const attempt = await sender.attempt(row, settings.syncTimeoutMs);
      const settle = () => sender.settle(row, attempt);
      // The next one goes out meanwhile, unless that is one more step towards the backlog's stop.
      if (attempt.verdict.effect.kind === 'rejected') await settle();
      else pendingWork.begin('writing down an answer', settle);
      this.#adapt(attempt.verdict.effect);
    } finally {
      this.#inFlight[row.kind] -= 1;
      this.wake();
    }
  }

  async #probe() {
    const { sender, outbox, monitor, settings } = this.#options;
    const effect = await sender.probe(settings.timeoutMs);
    if (!isReached(effect)) {
      monitor.observe(effect, { kind: null, rowId: null });
      return;
    }
    const stopped = isBacklogStopped({ rejectedInARow: outbox.backlog.rejectedInARow() });
    const open = stopped ? [] : KINDS.filter((kind) => !monitor.standing.blocked[kind]);
    const [claimed] = await outbox.claim(open, 1, this.#firstDueAt(open));
    if (!claimed) {
      monitor.observe({ kind: 'reached' }, { kind: null, rowId: null });
      return;
    }
    const row = await this.#setTime(claimed);
    const attempt = await sender.attempt(row, settings.syncTimeoutMs);
    await sender.settle(row, attempt, { afterHealth: true });
    this.#adapt(attempt.verdict.effect);
  }

  /** @throws StorageError; the scan is given back then with the others that are claimed */
  async #setTime(row: ScanRow): Promise<ScanRow> {
    try {
      return await this.#options.times.set(row);
    } catch (error) {
      this.#stock.push(row);
      throw error;
    }
  }

  /** Any answer of Confera's tells the time. */
  async #askTime() {
    const { sender, monitor, settings } = this.#options;
    const effect = await sender.askTime(settings.timeoutMs);
    const seen: Effect = isReached(effect) ? { kind: 'reached' } : effect;
    monitor.observe(seen, { kind: null, rowId: null });
  }

  /**
   * When the scan to be tried alone is due: one that hasn't failed by itself (0), else the one whose time comes
   * first, be it not yet. Each gets its turn then, and without a scan nothing opens the way.
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

  #wakeAt(until: number | null) {
    if (until === null || this.#closed) return;
    const { clock } = this.#options;
    const ms = Math.max(0, Math.ceil(until - clock.monotonic()));
    this.#cancelTimer?.();
    this.#cancelTimer = clock.schedule(ms, () => this.#look());
  }
}

/** Whether a probe's answer is Confera's own, so that a scan may be tried. */
function isReached({ kind }: Effect): boolean {
  return (
    kind === 'answered' || kind === 'rejected' || kind === 'conflict' || kind === 'not-allowed'
  );
}

/** Whether claimed scans of a kind may stay so: their turn comes with the next answers. */
function staysClaimed(plan: SyncPlan, kind: Kind): boolean {
  return plan.do === 'go-on' || (plan.do === 'send' && plan.kinds.includes(kind));
}
