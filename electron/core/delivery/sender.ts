import { ATTENDANCE_PREFIX } from '../../../shared/scan/parse-code.ts';
import { outsideText } from '../../../shared/text/outside-text.ts';
import { ConferaApiError, isConferaApiError } from '../confera/api-error.ts';
import type { CallOptions, ConferaAttempt, ConferaClient } from '../confera/client.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ScanRow, Settlement } from '../outbox/scan-row.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import { attendeeName } from './attendee-name.ts';
import { backoffMs, waitMs } from './backoff.ts';
import { type Answer, classifyAnswer, type Effect, type Verdict } from './classify-answer.ts';
import type { ConnectionMonitor } from './monitor.ts';
import type { ScanTimes } from './scan-times.ts';
import type { ServerClock } from './server-clock.ts';
import { causeOf, troubleOf } from './trouble.ts';

/** How one attempt at a row ended. */
export type Attempt = {
  verdict: Verdict;
  /** False only where the request surely never left this machine. */
  hasLeft: boolean;
  /** HTTP status, null where no answer came. */
  status: number | null;
  code: string | null;
  retryAfterMs: number | undefined;
  /** The person's name, where the answer has one. */
  name: string | null;
};

export type SenderOptions = {
  client: ConferaClient;
  outbox: Outbox;
  monitor: ConnectionMonitor;
  serverClock: ServerClock;
  times: ScanTimes;
  clock: Clock;
  random: () => number;
  log: Log;
  /** Cuts every request short. */
  signal: AbortSignal;
  /** An attempt's end is on disk, be it late. */
  onWritten: (row: ScanRow, settlement: Settlement) => void;
  /** A scan that a person had waited for is left to the worker. */
  onPostponed: () => void;
};

/** Carries rows to Confera, one attempt at a time, and writes down how each ended. */
export class Sender {
  readonly #options: SenderOptions;
  #unwritten = 0;
  /** Requests under way: the answer to any of them tells Confera's time. */
  readonly #asked = new Set<Promise<unknown>>();
  readonly #unwrittenRejections = new Set<ScanRow>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Scans told to their people whose end the disk has refused so far, and which the outbox doesn't count in its backlog. */
  get unwritten(): number {
    return this.#unwritten;
  }

  /** Different codes whose rejections the disk has refused so far, and which the outbox doesn't count in a row. */
  get unwrittenRejections(): number {
    return new Set([...this.#unwrittenRejections].map(({ code }) => code)).size;
  }

  /** Whether the app is about to end: nothing new is begun. */
  get isClosing(): boolean {
    return this.#options.signal.aborted;
  }

  /** One attempt at a row that the outbox has as `sending`. Never rejects: what goes wrong is an answer, too. */
  async attempt(row: ScanRow, timeoutMs: number): Promise<Attempt> {
    const { client } = this.#options;
    const { code: qr, idempotencyKey, kind, venueDay } = row;
    const place = row.location === null ? {} : { location: row.location };
    const { answer, status } = await this.#ask({ scanId: row.scanId, qr, timeoutMs }, (options) =>
      kind === 'badge'
        ? client.badges.checkin({ qr, ...place }, { ...options, idempotencyKey })
        : client.attendance.checkin(
            { qr, ...place, dayDate: venueDay },
            { ...options, idempotencyKey },
          ),
    );
    try {
      return toAttempt(answer, status, row);
    } catch (error) {
      // A defect of ours must keep neither the scan nor its slot: it is told as no answer, and tried again.
      this.#options.log.error({ scanId: row.scanId, err: error }, 'an answer could not be read');
      const cause = new ConferaApiError({
        kind: 'network',
        message: 'The answer could not be read',
      });
      return toAttempt({ ok: false, error: cause }, status, row);
    }
  }

  /** Asks whether Confera is there and the key is good. Never rejects. */
  async probe(timeoutMs: number): Promise<Effect> {
    const { answer } = await this.#ask({ timeoutMs }, (options) =>
      this.#options.client.health(options),
    );
    return classifyAnswer(answer, false).effect;
  }

  /**
   * Learns Confera's time from an answer that is under way, else asks `health` for it. What fails in Confera's place tells
   * it no more than silence does, and would be asked again at once. Never rejects.
   */
  async askTime(timeoutMs: number): Promise<Effect> {
    const { clock, serverClock } = this.#options;
    const until = clock.monotonic() + timeoutMs;
    // A badge that was scanned at the same time goes out first.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#asked.size > 0) {
      let cancel = () => {};
      const late = new Promise<void>((resolve) => {
        cancel = clock.schedule(timeoutMs / 2, resolve);
      });
      await Promise.race([...this.#asked, late]);
      cancel();
    }
    if (serverClock.state !== 'unknown') return { kind: 'reached' };
    const left = until - clock.monotonic();
    if (left <= 0) return { kind: 'unreachable' };
    const effect = await this.probe(left);
    const isHidden =
      effect.kind === 'server-trouble' && this.#options.serverClock.state === 'unknown';
    return isHidden ? { kind: 'unreachable' } : effect;
  }

  /**
   * Takes note of what an attempt says about the device, and writes its end into the row. Never rejects.
   *
   * Where the disk refuses, the person needn't wait for it: the scan itself is on disk, its key makes a repeat
   * harmless, and the writing is tried again until it succeeds.
   *
   * @param afterHealth whether Confera had just answered `health` before this attempt
   */
  async settle(row: ScanRow, attempt: Attempt, { afterHealth = false } = {}): Promise<void> {
    const { effect } = attempt.verdict;
    // Something on the way may choke on this one code. Its failing is the row's own then, and it takes its turn. What
    // never left nobody can have choked on.
    const mayBeOwn = effect.kind === 'unreachable' && attempt.hasLeft;
    const isRowsOwn = mayBeOwn && row.failures > 0;
    const isFailure = effect.kind === 'server-trouble' || isRowsOwn || (mayBeOwn && afterHealth);
    const settlement = this.#settlementOf(row, attempt, isFailure);
    // What is cut short by our own end says nothing about the network.
    if (!this.isClosing) {
      this.#logThrown(() => {
        this.#options.monitor.observe(effect, { kind: row.kind, rowId: row.id, isRowsOwn });
      });
    }
    await this.#write(row, settlement, 1);
  }

  /**
   * Leaves a row whose attempt was not made after all to the worker. Never rejects; where the disk refuses, it is tried
   * again.
   */
  async postpone(row: ScanRow, tries = 1): Promise<void> {
    const { outbox, clock, random, log, signal, onPostponed } = this.#options;
    try {
      await outbox.release([row]);
      onPostponed();
    } catch (error) {
      log.error({ scanId: row.scanId, err: error, tries }, 'could not give back a scan');
      if (signal.aborted) return;
      clock.schedule(backoffMs(tries, random()), () => void this.postpone(row, tries + 1));
    }
  }

  async #write(row: ScanRow, settlement: Settlement, tries: number): Promise<void> {
    const { outbox, clock, random, log, signal, onWritten } = this.#options;
    try {
      await outbox.settle(row, settlement);
    } catch (error) {
      log.error({ scanId: row.scanId, err: error, tries }, 'could not write down an answer');
      if (tries === 1 && !row.inBacklog) this.#unwritten += 1;
      if (settlement.state === 'rejected') this.#unwrittenRejections.add(row);
      if (signal.aborted) return;
      clock.schedule(
        backoffMs(tries, random()),
        () => void this.#write(row, settlement, tries + 1),
      );
      return;
    }
    if (tries > 1 && !row.inBacklog) this.#unwritten -= 1;
    this.#unwrittenRejections.delete(row);
    this.#logThrown(() => onWritten(row, settlement));
  }

  /** Who listens has a failing of their own: the row must be written down all the same, and once. */
  #logThrown(tell: () => void) {
    try {
      tell();
    } catch (error) {
      this.#options.log.error({ err: error }, 'a listener failed');
    }
  }

  #settlementOf(row: ScanRow, attempt: Attempt, isOwnFailure: boolean): Settlement {
    const { verdict, status, code, retryAfterMs } = attempt;
    const { monitor, times, clock, random } = this.#options;
    const { state, outcome, reason, ambiguous } = verdict;
    const at = times.now();
    const time = times.ofSent(row, attempt);
    const settlement = { state, outcome, reason, ambiguous, status, code, at, time };
    if (!isOwnFailure) {
      return { ...settlement, failures: row.failures, notBefore: 0 };
    }
    const failures = row.failures + 1;
    // Not among the troubled: Confera has answered another scan since this one failed last.
    const alone = !monitor.standing.troubledRows.includes(row.id);
    const wait = waitMs(retryAfterMs, backoffMs(failures, random(), { alone }));
    return { ...settlement, failures, notBefore: Math.ceil(clock.monotonic() + wait) };
  }

  /** What answers in Confera's place, be it a proxy or a sign-in page, has a clock of its own. */
  #hear(answer: Answer, serverTime: number | undefined) {
    const { monitor, serverClock } = this.#options;
    if (answer.ok || answer.error.fromConfera) {
      monitor.answered();
      if (serverTime === undefined) serverClock.heardNone();
      else serverClock.heard(serverTime);
      return;
    }
    const trouble = troubleOf(answer.error);
    // What is cut short by our own end says nothing about the way.
    if (trouble && !this.isClosing) monitor.met(trouble);
  }

  async #ask(
    { scanId, qr, timeoutMs }: { scanId?: string; qr?: string; timeoutMs: number },
    call: (options: CallOptions) => Promise<Record<string, unknown>>,
  ): Promise<{ answer: Answer; status: number }> {
    const { log, signal } = this.#options;
    let status = 0;
    let serverTime: number | undefined;
    const onAttempt = (attempt: ConferaAttempt) => {
      ({ status, serverTime } = attempt);
      const requestId = outside(attempt.requestId, qr);
      const durationMs = Math.round(attempt.durationMs);
      log.info({ ...attempt, requestId, durationMs, scanId }, 'confera');
    };
    const asked = call({ timeoutMs, signal, onAttempt })
      .then(
        (body): Answer => ({ ok: true, body }),
        (error: unknown): Answer => ({ ok: false, error: this.#failure(error, scanId, qr) }),
      )
      .then((answer) => {
        this.#hear(answer, serverTime);
        return answer;
      });
    this.#asked.add(asked);
    try {
      return { answer: await asked, status };
    } finally {
      this.#asked.delete(asked);
    }
  }

  #failure(error: unknown, scanId: string | undefined, qr: string | undefined): ConferaApiError {
    const { log } = this.#options;
    if (!isConferaApiError(error)) {
      log.error({ scanId, err: error }, 'the client failed');
      return new ConferaApiError({ kind: 'network', message: 'The client failed' });
    }
    if (error.kind !== 'conflict') log.warn({ scanId, ...whatFailed(error, qr) }, 'confera failed');
    return error;
  }
}

function toAttempt(answer: Answer, status: number, { code: qr, ambiguous }: ScanRow): Attempt {
  return {
    verdict: classifyAnswer(answer, ambiguous),
    hasLeft: answer.ok || answer.error.requestSent,
    status: status || null,
    code: answer.ok ? null : (outside(answer.error.code, qr) ?? null),
    retryAfterMs: answer.ok ? undefined : answer.error.retryAfterMs,
    name: answer.ok ? attendeeName(answer.body) : null,
  };
}

/**
 * What helps to find the cause. The words of Confera's that come with a status stay out: they are a body's, and may
 * name the badge's holder.
 */
function whatFailed(error: ConferaApiError, qr: string | undefined) {
  const trouble = troubleOf(error);
  // A proxy that refuses a tunnel has a status, and the request behind it has none.
  const status = trouble?.status ?? error.status;
  return {
    kind: error.kind,
    trouble: trouble?.is,
    status,
    code: outside(error.code, qr),
    message: error.status === 0 || error.kind === 'decoding' ? error.message : undefined,
    requestId: outside(error.requestId, qr),
    reason: outside(causeOf(error), qr),
  };
}

/** What a server or a machine has said about a scan, fit to be kept: whoever is on the way may repeat the badge's code. */
function outside(text: string | undefined, qr: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  // Without its prefix an attendance code tells as much.
  const secrets = qr === undefined ? [] : [qr, qr.replace(ATTENDANCE_PREFIX, '')];
  return outsideText(text, { secrets }) || undefined;
}
