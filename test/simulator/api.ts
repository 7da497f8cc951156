import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuses } from './answers.ts';
import { readBody } from './body.ts';
import { Exchange, type Surroundings } from './exchange.ts';
import { type FaultRule, FaultRules } from './fault-rules.ts';
import { play } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import type { ApiRequest } from './platform.ts';

/** Confera as it is met over HTTP: every request is entered into the journal, and meets the faults that are set. */
export class Api {
  readonly #around: Surroundings;
  readonly #open = new Set<ServerResponse>();
  #faults = new FaultRules([]);
  #internetGone = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get faults(): FaultRules {
    return this.#faults;
  }

  /** Replaces all rules, their counters included. */
  setFaults(rules: readonly FaultRule[]): void {
    this.#faults = new FaultRules(rules);
  }

  get internetGone(): boolean {
    return this.#internetGone;
  }

  /** While it is gone, nobody gets an answer, also to a request that is under way. */
  setInternetGone(gone: boolean): void {
    this.#internetGone = gone;
    if (gone) for (const response of this.#open) response.socket?.resetAndDestroy();
  }

  serve(request: IncomingMessage, response: ServerResponse, path: string): void {
    const at = this.#around.now();
    this.#open.add(response);
    const inFlight = this.#open.size;
    response.on('close', () => void this.#open.delete(response));
    readBody(request, (text) => {
      this.#answer(apiRequest(request, path, text ?? ''), response, {
        at,
        inFlight,
        tooLarge: text === null,
        userAgent: header(request, 'user-agent'),
      });
    });
  }

  #answer(
    request: ApiRequest,
    response: ServerResponse,
    arrival: Pick<JournalEntry, 'at' | 'inFlight' | 'userAgent'> & { readonly tooLarge: boolean },
  ): void {
    const { tooLarge, ...arrived } = arrival;
    const { method, path, apiKey, idempotencyKey } = request;
    const kind = this.#around.platform.kindOf(path);
    const sent = fieldsOf(request.payload);
    const gone = this.#internetGone;
    const fault = tooLarge || gone ? null : this.#faults.next({ kind, path, ...sent, apiKey });
    const entry = this.#around.journal.add({
      ...arrived,
      method,
      path,
      kind,
      apiKeyTail: apiKey?.slice(-4) ?? null,
      idempotencyKey,
      ...sent,
      acted: false,
      status: null,
      fault: gone ? 'internet-gone' : (fault?.kind ?? null),
      replayed: false,
    });
    const exchange = new Exchange(this.#around, request, response, entry);
    if (gone) exchange.reset();
    else if (tooLarge) exchange.give(refuses(413, 'TOO_LARGE', 'The body is over 64 KiB.'));
    else if (fault) play(fault, exchange);
    else exchange.give(exchange.act());
  }
}

function apiRequest(request: IncomingMessage, path: string, text: string): ApiRequest {
  return {
    method: request.method ?? '',
    path,
    query: new URLSearchParams((request.url ?? '').slice(path.length)),
    apiKey: header(request, 'x-api-key'),
    idempotencyKey: header(request, 'idempotency-key'),
    contentType: header(request, 'content-type'),
    conditions: {
      ifNoneMatch: header(request, 'if-none-match'),
      ifModifiedSince: header(request, 'if-modified-since'),
    },
    text,
    payload: parseJson(text),
  };
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The texts in a payload that the journal shows, whatever else is wrong with it. */
function fieldsOf(payload: unknown): Pick<JournalEntry, 'code' | 'location' | 'dayDate'> {
  const { qr, location, dayDate } = (payload ?? {}) as Record<string, unknown>;
  const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { code: textOf(qr), location: textOf(location), dayDate: textOf(dayDate) };
}
