import type { ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';
import { Refusal } from './envelopes.ts';
import type { Journal, OpenEntry, RequestKind } from './journal.ts';
import type { ApiRequest, Platform } from './platform.ts';

/** What outlives a single request. */
export interface Surroundings {
  readonly platform: Platform;
  readonly journal: Journal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The timers under way, so that closing can end them. */
  readonly timers: Set<NodeJS.Timeout>;
}

/** One API request under way: asks the platform, sends the answer, and keeps the journal in step. */
export class Exchange {
  readonly response: ServerResponse;
  readonly now: () => number;
  readonly #around: Surroundings;
  readonly #request: ApiRequest;
  readonly #entry: OpenEntry;

  constructor(
    around: Surroundings,
    request: ApiRequest,
    response: ServerResponse,
    entry: OpenEntry,
  ) {
    this.#around = around;
    this.#request = request;
    this.response = response;
    this.#entry = entry;
    this.now = around.now;
  }

  /** Lets the platform act on the request now; nothing is sent. */
  act(): Answer {
    const answer = this.#around.platform.answer(this.#request);
    this.#entry.acted = answer.acted;
    this.#entry.replayed = answer.replayed;
    return answer;
  }

  /** Sends the platform's own answer, after the time that it takes. */
  give(answer: Answer): void {
    if (answer.delayMs > 0) {
      this.later(answer.delayMs, () => this.send(answer.status, answer.body, answer.headers));
    } else {
      this.send(answer.status, answer.body, answer.headers);
    }
  }

  /** What kind of request this is. */
  get kind(): RequestKind {
    return this.#entry.kind;
  }

  get path(): string {
    return this.#request.path;
  }

  get query(): URLSearchParams {
    return this.#request.query;
  }

  /** Sends a whole answer. A text (as HTML) and bytes go out as they are, anything else as JSON. */
  send(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
    if (status === 304) {
      this.begin(status, headers);
      this.response.end();
      return;
    }
    const bytes = this.bytesOf(body);
    this.begin(status, {
      'Content-Type': typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json',
      'Content-Length': String(bytes.length),
      ...headers,
    });
    this.response.end(bytes);
  }

  /** A body as it goes over the wire: a refusal in the envelope that is in use. */
  bytesOf(body: unknown): Buffer {
    if (Buffer.isBuffer(body)) return body;
    if (typeof body === 'string') return Buffer.from(body);
    const { envelope } = this.#around.platform.behaviour;
    return Buffer.from(JSON.stringify(body instanceof Refusal ? body.in(envelope) : body));
  }

  /** Writes the status and the headers alone. */
  begin(status: number, headers: Readonly<Record<string, string>>): void {
    this.response.writeHead(status, {
      'X-Request-Id': `sim-${this.#entry.n}`,
      Date: new Date(this.now()).toUTCString(),
      ...headers,
    });
    this.#entry.status = status;
    this.#around.journal.changed();
  }

  /** Does it after `ms` milliseconds, unless the client has gone by then. */
  later(ms: number, then: () => void): void {
    const { timers } = this.#around;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!this.response.destroyed) then();
    }, ms);
    timers.add(timer);
  }

  /** Cuts the connection with a TCP reset. */
  reset(): void {
    this.response.socket?.resetAndDestroy();
  }
}
