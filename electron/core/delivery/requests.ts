import type { Trouble } from '../../../shared/bridge/trouble.ts';
import { ConferaApiError, isConferaApiError } from '../confera/api-error.ts';
import type { ConferaClient } from '../confera/client.ts';
import type { CallOptions, ConferaAttempt } from '../confera/options.ts';
import type { ScanRow } from '../outbox/scan-row.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import { attendeeName } from './attendee-name.ts';
import {
  type Answer,
  classifyAnswer,
  type Effect,
  refusesKey,
  underOldKey,
  type Verdict,
} from './classify-answer.ts';
import { loggableAttempt, loggableFailure, loggableText } from './loggable.ts';
import type { ConnectionMonitor } from './monitor.ts';
import type { ServerClock } from './server-clock.ts';
import { troubleOf } from './trouble.ts';

/** How one attempt to send a scan ended. */
export type Attempt = {
  verdict: Verdict;
  /** False only if the request certainly never left this machine. */
  hasLeft: boolean;
  /** The HTTP status, or null if no answer came. */
  status: number | null;
  /** Confera's error code. */
  code: string | null;
  retryAfterMs: number | undefined;
  /** How long it took. */
  ms: number;
  /** What stood between this device and Confera; null if it was Confera that answered. */
  trouble: Trouble | null;
  /** Confera's name for the request, if the answer had one. */
  requestId: string | null;
  /** The person's name, if the answer has one. */
  name: string | null;
};

export type RequestsOptions = {
  /** The client with this device's key. */
  client: ConferaClient;
  monitor: ConnectionMonitor;
  serverClock: ServerClock;
  clock: Clock;
  log: Log;
  /** Hears what `health` tells about the key in use. */
  onHealth: (body: Record<string, unknown>) => void;
  /** Hears of every request, how long its answer took. It must not throw. */
  onAttempt?: (attempt: ConferaAttempt) => void;
  /** Cuts every request short when it is aborted. */
  signal: AbortSignal;
};

/**
 * Makes every request to Confera, logs it, and learns from its answer when Confera was last heard, what stands in the
 * way, and what time it is. It writes nothing to the outbox.
 */
export class Requests {
  readonly #options: RequestsOptions;
  /** The requests under way. The answer to any of them tells Confera's time. */
  readonly #underWay = new Set<Promise<unknown>>();
  #client: ConferaClient;

  constructor(options: RequestsOptions) {
    this.#options = options;
    this.#client = options.client;
  }

  /** The client with the key in use. */
  get client(): ConferaClient {
    return this.#client;
  }

  /** Sends whatever follows under another key. What is under way ends under its own, and then says nothing about this. */
  changeClient(client: ConferaClient): void {
    this.#client = client;
  }

  /** Whether the app is about to end, so that nothing new may be begun. */
  get isClosing(): boolean {
    return this.#options.signal.aborted;
  }

  /**
   * Makes one attempt to send a scan that the outbox has as `sending`. It never rejects: a request that fails is an
   * attempt that ended badly.
   */
  async attempt(row: ScanRow, timeoutMs: number): Promise<Attempt> {
    const { clock } = this.#options;
    const beganAt = clock.monotonic();
    let asked: Pick<Asked, 'status' | 'requestId'> = { status: 0, requestId: undefined };
    const client = this.#client;
    const ended = (answer: Answer) =>
      toAttempt({ ...asked, answer }, row, clock.monotonic() - beganAt);
    try {
      const { answer, ...about } = await this.#checkIn(client, row, timeoutMs);
      asked = about;
      const attempt = ended(answer);
      const isCurrent = client === this.#client;
      return isCurrent ? attempt : { ...attempt, verdict: underOldKey(attempt.verdict) };
    } catch (error) {
      // A defect of ours must cost neither the scan nor its slot, so it counts as no answer, and the scan is tried
      // again.
      this.#options.log.error({ scanId: row.scanId, err: error }, 'an answer could not be read');
      const noAnswer = new ConferaApiError({
        kind: 'network',
        message: 'The answer could not be read',
      });
      return ended({ ok: false, error: noAnswer });
    }
  }

  /** Asks `health` whether Confera is there and accepts the key. */
  async probe(timeoutMs: number): Promise<Effect> {
    const { clock } = this.#options;
    const client = this.#client;
    const startedAt = clock.monotonic();
    const { answer } = await this.#ask({ timeoutMs }, (options) => client.health(options));
    const { effect } = classifyAnswer(answer, false);
    if (answer.ok && client === this.#client) this.#options.onHealth(answer.body);
    if (client === this.#client || !refusesKey(effect)) return effect;
    // The key was changed meanwhile. Somebody may be waiting, so the new one has what is left of the time.
    const left = timeoutMs - (clock.monotonic() - startedAt);
    return left > 0 ? this.probe(left) : { kind: 'unreachable' };
  }

  /**
   * Learns Confera's time from the answer to a request that is under way. If there is none, it asks `health`.
   *
   * A failure of something in Confera's place tells no more than silence does, and would be met again at once, so it
   * counts as `unreachable`.
   */
  async askTime(timeoutMs: number): Promise<Effect> {
    const { clock, serverClock } = this.#options;
    const deadline = clock.monotonic() + timeoutMs;
    // A badge that was scanned at the same moment is sent first, and its answer tells the time.
    await new Promise((resolve) => setImmediate(resolve));
    await this.#anyAnswer(timeoutMs / 2);
    if (serverClock.state !== 'unknown') return { kind: 'reached' };
    const left = deadline - clock.monotonic();
    if (left <= 0) return { kind: 'unreachable' };
    const effect = await this.probe(left);
    const isHidden = effect.kind === 'server-trouble' && serverClock.state === 'unknown';
    return isHidden ? { kind: 'unreachable' } : effect;
  }

  /** Waits, at most this long, for the first answer to a request that is under way. */
  async #anyAnswer(forMs: number) {
    if (this.#underWay.size === 0) return;
    let cancel = () => {};
    const isLate = new Promise<void>((resolve) => {
      cancel = this.#options.clock.schedule(forMs, resolve);
    });
    await Promise.race([...this.#underWay, isLate]);
    cancel();
  }

  #checkIn({ badges, attendance }: ConferaClient, row: ScanRow, timeoutMs: number) {
    const { scanId, code: qr, idempotencyKey, kind, venueDay } = row;
    const place = row.location === null ? {} : { location: row.location };
    return this.#ask({ scanId, qr, timeoutMs }, (options) =>
      kind === 'badge'
        ? badges.checkin({ qr, ...place }, { ...options, idempotencyKey })
        : attendance.checkin({ qr, ...place, dayDate: venueDay }, { ...options, idempotencyKey }),
    );
  }

  async #ask(
    { scanId, qr, timeoutMs }: { scanId?: string; qr?: string; timeoutMs: number },
    call: (options: CallOptions) => Promise<Record<string, unknown>>,
  ): Promise<Asked> {
    const { log, signal } = this.#options;
    let status = 0;
    let serverTime: number | undefined;
    let requestId: string | undefined;
    const onAttempt = (attempt: ConferaAttempt) => {
      ({ status, serverTime, requestId } = attempt);
      log.info({ ...loggableAttempt(attempt, qr), scanId }, 'confera');
      this.#options.onAttempt?.(attempt);
    };
    const asked = call({ timeoutMs, signal, onAttempt })
      .then(
        (body): Answer => ({ ok: true, body }),
        (error: unknown): Answer => ({ ok: false, error: this.#failure(error, scanId, qr) }),
      )
      .then((answer) => {
        this.#learnFrom(answer, serverTime);
        return answer;
      });
    this.#underWay.add(asked);
    try {
      return { answer: await asked, status, requestId };
    } finally {
      this.#underWay.delete(asked);
    }
  }

  /** Only Confera's own answer tells the time: a proxy or a sign-in page in its place has a clock of its own. */
  #learnFrom(answer: Answer, serverTime: number | undefined) {
    const { monitor, serverClock } = this.#options;
    if (answer.ok || answer.error.fromConfera) {
      monitor.answered();
      if (serverTime === undefined) serverClock.heardNone();
      else serverClock.heard(serverTime);
      return;
    }
    const trouble = troubleOf(answer.error);
    // A request that we cut short ourselves says nothing about what stands in the way.
    if (trouble && !this.isClosing) monitor.met(trouble);
  }

  #failure(error: unknown, scanId: string | undefined, qr: string | undefined): ConferaApiError {
    const { log } = this.#options;
    if (!isConferaApiError(error)) {
      log.error({ scanId, err: error }, 'the client failed');
      return new ConferaApiError({ kind: 'network', message: 'The client failed' });
    }
    if (error.kind !== 'conflict') {
      log.warn({ scanId, ...loggableFailure(error, qr) }, 'confera failed');
    }
    return error;
  }
}

/** An answer with what came before its body. The status is 0 if no answer came. */
type Asked = { answer: Answer; status: number; requestId: string | undefined };

function toAttempt(
  { answer, status, requestId }: Asked,
  { code: qr, ambiguous }: ScanRow,
  ms: number,
): Attempt {
  return {
    verdict: classifyAnswer(answer, ambiguous),
    hasLeft: answer.ok || answer.error.requestSent,
    status: status || null,
    code: answer.ok ? null : (loggableText(answer.error.code, qr) ?? null),
    retryAfterMs: answer.ok ? undefined : answer.error.retryAfterMs,
    ms,
    trouble: answer.ok ? null : (troubleOf(answer.error)?.is ?? null),
    requestId: loggableText(requestId, qr) ?? null,
    name: answer.ok ? attendeeName(answer.body) : null,
  };
}
