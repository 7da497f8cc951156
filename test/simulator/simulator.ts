import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from './api.ts';
import type { Badge } from './badges.ts';
import { type Behaviour, USUAL_BEHAVIOUR } from './behaviour.ts';
import type { Conference } from './conference/conference.ts';
import { sampleConference } from './conference/sample-conference.ts';
import { isControlPath, serveControl } from './control.ts';
import type { Surroundings } from './exchange.ts';
import type { FaultRule } from './fault-rules.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { type Checkin, Platform } from './platform.ts';
import type { ApiKey } from './scopes.ts';

export type { Behaviour } from './behaviour.ts';
export type { Conference } from './conference/conference.ts';
export type { Fault, FaultRule } from './fault-rules.ts';
export type { JournalEntry } from './journal.ts';

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Added to the sample badges; the same code overrides one. */
  readonly badges?: readonly Badge[];
  /** Added to the sample keys; the same key overrides one. */
  readonly keys?: Readonly<Record<string, ApiKey>>;
  /** Put in the place of parts of the sample conference. */
  readonly conference?: Partial<Conference>;
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
  internetGone(): boolean;
  /** While it is gone, every connection to the API ends without an answer. The control page still answers. */
  setInternetGone(gone: boolean): void;
  behaviour(): Behaviour;
  /** Changes the given parts of what isn't documented about Confera. */
  setBehaviour(to: Partial<Behaviour>): void;
  replay(): boolean;
  setReplay(on: boolean): void;
  conference(): Conference;
  /** Replaces the given parts of the conference. It counts as modified now. */
  setConference(to: Partial<Conference>): void;
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
  /** Forgets check-ins, stored answers, the journal and the faults, and has the internet back; all else stays. */
  reset(): void;
  /** Ends every connection. Resolves when the port is free. */
  close(): Promise<void>;
}

/** Starts a simulator on loopback. Rejects when the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, badges = [], keys = {}, replay = true, now = Date.now } = options;
  const server = createServer();
  // Idle connections stay: one that is closed while a client picks it up would look like a fault.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const platform = new Platform({
    badges,
    keys,
    conference: { ...sampleConference(now(), url), ...options.conference },
    behaviour: { ...USUAL_BEHAVIOUR, replay },
    now,
  });
  const journal = new Journal(options.journalLimit ?? Number.POSITIVE_INFINITY);
  const around: Surroundings = { platform, journal, now, timers: new Set() };
  const api = new Api(around);
  const simulator = simulatorOf({ url, server, around, api });
  server.on('request', (request, response) => {
    const path = pathOf(request.url ?? '/');
    if (isControlPath(path)) serveControl(simulator, request, response, path);
    else api.serve(request, response, path);
  });
  return simulator;
}

function simulatorOf(parts: {
  readonly url: string;
  readonly server: Server;
  readonly around: Surroundings;
  readonly api: Api;
}): Simulator {
  const { url, server, api } = parts;
  const { platform, journal, timers } = parts.around;
  let closed: Promise<void> | undefined;
  const setBehaviour = (to: Partial<Behaviour>) => {
    platform.behaviour = { ...platform.behaviour, ...to };
  };
  return {
    url,
    badges: platform.badges,
    faults: () => api.faults.rules,
    setFaults: (rules) => api.setFaults(rules),
    clearFaults: () => api.setFaults([]),
    internetGone: () => api.internetGone,
    setInternetGone: (gone) => api.setInternetGone(gone),
    behaviour: () => platform.behaviour,
    setBehaviour,
    replay: () => platform.behaviour.replay,
    setReplay: (replay) => setBehaviour({ replay }),
    conference: () => platform.conference,
    setConference: (to) => {
      platform.conference = { ...platform.conference, ...to };
    },
    setKey: (key, to) => platform.setKey(key, to),
    journal: () => [...journal.entries()],
    checkins: () => platform.checkins(),
    waitFor: (look, { timeoutMs = 5_000 } = {}) => journal.waitFor(look, timeoutMs),
    reset: () => {
      platform.reset();
      journal.reset();
      api.setFaults([]);
      api.setInternetGone(false);
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
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
