import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MAX_IN_FLIGHT } from '../../../../electron/core/delivery/in-flight-limit.ts';
import { START, type Standing } from '../../../../electron/core/delivery/standing.ts';
import {
  SyncWorker,
  type SyncWorkerOptions,
} from '../../../../electron/core/delivery/sync-worker.ts';
import type { ScanRow } from '../../../../electron/core/outbox/scan-row.ts';
import { Changes } from '../../../../electron/core/system/changes.ts';
import type { Clock } from '../../../../electron/core/system/clock.ts';
import type { Log } from '../../../../electron/core/system/log.ts';
import { PendingWork } from '../../../../electron/core/system/pending-work.ts';

/** Whatever throws around the worker, once or often, no slot is lost, and the sending goes on. */

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const DONE = { verdict: { effect: { kind: 'answered' } } };
const trial = { reason: 'no-network', failures: 1, nextAt: 0 } as const;
const STANDINGS: Standing[] = [
  START,
  { ...START, offline: trial },
  { ...START, blocked: { badge: trial, attendance: null } },
];

/** Makes every function and value of a part throw, or its promise reject, whenever `mayThrow` says so. */
function flaky<T extends object>(target: T, mayThrow: () => boolean): T {
  return new Proxy(target, {
    get(of, name) {
      const value = Reflect.get(of, name) as unknown;
      if (typeof value !== 'function') {
        if (mayThrow()) throw new Error(`${String(name)} failed`);
        return value;
      }
      return (...args: unknown[]) => {
        if (mayThrow()) throw new Error(`${String(name)} failed`);
        const answer = value.apply(of, args) as unknown;
        if (!(answer instanceof Promise) || !mayThrow()) return answer;
        return answer.then(() => Promise.reject(new Error(`${String(name)} failed late`)));
      };
    },
  });
}

function backlog(standing: Standing, mayThrow: () => boolean) {
  const pending: ScanRow[] = [];
  const monitor = { standing, observe: () => {} };
  const calm = () => {
    monitor.standing = START;
  };
  let atOnce = 0;
  let most = 0;
  let done = 0;
  let made = 0;
  let open: () => void = () => {};
  let gate: Promise<void> | null = null;
  const waiting = {
    dueAt: (kind: string) => (pending.some((row) => row.kind === kind) ? 0 : null),
    rejectedInARow: () => 0,
    hasUntimed: () => false,
  };
  const outbox = {
    backlog: flaky(waiting, mayThrow),
    claim: async (kinds: readonly string[], count: number) => {
      const rows = pending.filter(({ kind }) => kinds.includes(kind)).slice(0, count);
      for (const row of rows) pending.splice(pending.indexOf(row), 1);
      return rows;
    },
    release: async (rows: readonly ScanRow[]) => {
      pending.unshift(...rows);
    },
  };
  const requests = { probe: async () => ({ kind: 'answered' }) };
  const disk = flaky(
    {
      write: async () => {
        done += 1;
        calm();
      },
    },
    mayThrow,
  );
  const sender = {
    unwrittenRejections: 0,
    send: async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      try {
        await gate;
      } finally {
        atOnce -= 1;
      }
      const written = disk.write();
      // If the sending rejects late, the caller never gets this promise, and nobody looks at how it ends.
      written.catch(() => {});
      return { attempt: DONE, written };
    },
  };
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 1000,
    uptime: () => 0,
    boot: '',
    schedule: (_ms, action) => {
      setTimeout(action, 0);
      return () => {};
    },
  };
  const log = { error: () => {}, info: () => {}, warn: () => {} } as unknown as Log;
  const changes = new Changes();
  const doubles = {
    outbox: flaky(outbox, mayThrow),
    monitor: flaky(monitor, mayThrow),
    requests: flaky(requests, mayThrow),
    sender: flaky(sender, mayThrow),
    serverClock: flaky({ state: 'untold' }, mayThrow),
    times: flaky({ set: async (row: ScanRow) => row, setSome: async () => {} }, mayThrow),
    clock: flaky(clock, mayThrow),
    random: () => {
      if (mayThrow()) throw new Error('random failed');
      return 0;
    },
    peopleWaiting: () => {
      if (mayThrow()) throw new Error('peopleWaiting failed');
      return 0;
    },
  } as unknown as SyncWorkerOptions;
  const worker = new SyncWorker({
    ...doubles,
    settings: { syncTimeoutMs: 1, timeoutMs: 1 },
    log,
    pendingWork: new PendingWork(log),
    changes,
  });
  changes.subscribe(() => worker.look());
  return {
    worker,
    changes,
    calm,
    add: (count: number) => {
      for (let n = 0; n < count; n += 1) {
        made += 1;
        const kind = made % 2 ? 'badge' : 'attendance';
        pending.push({ id: made, kind, untimed: null } as unknown as ScanRow);
      }
    },
    hold: () => {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    open: () => {
      open();
      gate = null;
    },
    waiting: () => pending.length,
    done: () => done,
    atOnce: () => atOnce,
    most: () => most,
  };
}

/** Lets everything that is due happen, over many turns of the event loop. */
async function turns(count = 40) {
  for (let n = 0; n < count; n += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(1000);
  }
}

test('no slot is lost, and none is given twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      // The calls that throw are few enough for the worker to reach each of its calls in some run.
      fc.uniqueArray(fc.nat({ max: 500 }), { maxLength: 60 }),
      fc.constantFrom(...STANDINGS),
      async (throws, standing) => {
        let call = 0;
        let quiet = false;
        const mayThrow = () => {
          call += 1;
          return !quiet && throws.includes(call);
        };
        const kiosk = backlog(standing, mayThrow);
        kiosk.add(20);
        kiosk.changes.announce();
        await turns();

        quiet = true;
        kiosk.calm();
        const before = kiosk.done();
        const left = kiosk.waiting();
        kiosk.hold();
        kiosk.add(30);
        kiosk.changes.announce();
        await turns();
        expect(kiosk.atOnce()).toBe(MAX_IN_FLIGHT);
        kiosk.open();
        await turns();
        expect(kiosk.waiting()).toBe(0);
        expect(kiosk.done() - before).toBeGreaterThanOrEqual(30 + left);
        expect(kiosk.atOnce()).toBe(0);
        expect(kiosk.most()).toBeLessThanOrEqual(MAX_IN_FLIGHT);
        kiosk.worker.close();
      },
    ),
    { numRuns: 150 },
  );
});
