import type { ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';
import type { Journal, OpenEntry } from './journal.ts';
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

  /** Sends a whole answer. A text goes out as it is, anything else as JSON. */
  send(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
    const isText = typeof body === 'string';
    const bytes = Buffer.from(isText ? body : JSON.stringify(body));
    this.begin(status, {
      'Content-Type': isText ? 'text/html; charset=utf-8' : 'application/json',
      'Content-Length': String(bytes.length),
      ...headers,
    });
    this.response.end(bytes);
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
