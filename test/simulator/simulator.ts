import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refuses } from './answers.ts';
import type { Badge } from './badges.ts';
import { readBody } from './body.ts';
import { isControlPath, serveControl } from './control.ts';
import { Exchange, type Surroundings } from './exchange.ts';
import { type FaultRule, FaultRules } from './fault-rules.ts';
import { play } from './faults.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { type ApiKey, type Checkin, Platform } from './platform.ts';

export type { Fault, FaultRule } from './fault-rules.ts';
export type { JournalEntry } from './journal.ts';

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Added to the sample badges; the same code overrides one. */
  readonly badges?: readonly Badge[];
  /** Added to the sample keys; the same key overrides one. */
  readonly keys?: Readonly<Record<string, ApiKey>>;
  /** Whether a repeated Idempotency-Key gets the first answer again (default true). */
  readonly replay?: boolean;
  /** Epoch milliseconds; decides days and dates, not how long a fault takes. */
  readonly now?: () => number;
  /** How many journal entries are kept (default: all). */
  readonly journalLimit?: number;
}

/** A running stand-in for the Confera platform. */
export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly badges: readonly Badge[];
  faults(): readonly FaultRule[];
  /** Replaces all rules, their counters included. The first rule that fits a request strikes. */
  setFaults(rules: readonly FaultRule[]): void;
  clearFaults(): void;
  replay(): boolean;
  setReplay(on: boolean): void;
  setKey(key: string, to: ApiKey): void;
  /** The API requests so far, oldest first. An entry's `status` appears once its answer is sent. */
  journal(): readonly JournalEntry[];
  /** The recorded check-ins, oldest first. */
  checkins(): readonly Checkin[];
  /**
   * Resolves with the first truthy value of `look`, asked now and whenever the journal changes.
   * Rejects after `timeoutMs` (default 5000), or when the simulator closes.
   */
  waitFor<T>(
    look: (journal: readonly JournalEntry[]) => T,
    options?: { readonly timeoutMs?: number },
  ): Promise<T>;
  /** Forgets check-ins, stored answers, the journal and the faults; badges and keys stay. */
  reset(): void;
  /** Ends every connection. Resolves when the port is free. */
  close(): Promise<void>;
}

/** Starts a simulator on loopback. Rejects when the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, badges = [], keys = {}, replay = true, now = Date.now } = options;
  const platform = new Platform({ badges, keys, replay, now });
  const journal = new Journal(options.journalLimit ?? Number.POSITIVE_INFINITY);
  const timers = new Set<NodeJS.Timeout>();
  const around: Surroundings = { platform, journal, now, timers };
  let faults = new FaultRules([]);
  let inFlight = 0;

  function serveApi(request: IncomingMessage, response: ServerResponse, path: string): void {
    const at = now();
    inFlight += 1;
    const inFlightAtArrival = inFlight;
    response.on('close', () => {
      inFlight -= 1;
    });
    readBody(request, (text) => {
      const api = {
        method: request.method ?? '',
        path,
        query: new URLSearchParams((request.url ?? '').slice(path.length)),
        apiKey: header(request, 'x-api-key'),
        idempotencyKey: header(request, 'idempotency-key'),
        contentType: header(request, 'content-type'),
        text: text ?? '',
        payload: parseJson(text ?? ''),
      };
      const kind = platform.kindOf(path);
      const sent = fieldsOf(api.payload);
      const fault = text === null ? null : faults.next({ kind, ...sent, apiKey: api.apiKey });
      const entry = journal.add({
        at,
        method: api.method,
        path,
        kind,
        apiKeyTail: api.apiKey?.slice(-4) ?? null,
        idempotencyKey: api.idempotencyKey,
        userAgent: header(request, 'user-agent'),
        ...sent,
        acted: false,
        status: null,
        fault: fault?.kind ?? null,
        replayed: false,
        inFlight: inFlightAtArrival,
      });
      const exchange = new Exchange(around, api, response, entry);
      if (text === null) exchange.give(refuses(413, 'TOO_LARGE', 'The body is over 64 KiB.'));
      else if (fault) play(fault, exchange);
      else exchange.give(exchange.act());
    });
  }

  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/');
    if (isControlPath(path)) serveControl(simulator, request, response, path);
    else serveApi(request, response, path);
  });
  // Idle connections stay: one that is closed while a client picks it up would look like a fault.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });

  let closed: Promise<void> | undefined;
  const simulator: Simulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    badges: platform.badges,
    faults: () => faults.rules,
    setFaults: (rules) => {
      faults = new FaultRules(rules);
    },
    clearFaults: () => {
      faults = new FaultRules([]);
    },
    replay: () => platform.replay,
    setReplay: (on) => {
      platform.replay = on;
    },
    setKey: (key, to) => platform.setKey(key, to),
    journal: () => [...journal.entries()],
    checkins: () => platform.checkins(),
    waitFor: (look, { timeoutMs = 5_000 } = {}) => journal.waitFor(look, timeoutMs),
    reset: () => {
      platform.reset();
      journal.reset();
      faults = new FaultRules([]);
    },
    close: () => {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const timer of timers) clearTimeout(timer);
        timers.clear();
        journal.close();
      });
      return closed;
    },
  };
  return simulator;
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
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
