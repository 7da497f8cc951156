import { describe, expect, onTestFinished, test } from 'vitest';
import { call, scanBadge } from './client.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

async function started(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

describe('the journal', () => {
  test('tells who asked for what and never the key', async () => {
    const simulator = await started({ now: () => 1_000 });
    const headers = { 'user-agent': 'confera-kiosk/1 (kiosk; device=d1)' };
    await scanBadge(simulator, 'BADGE-1', { headers, idempotencyKey: 'k1' });
    expect(simulator.journal()).toEqual([
      {
        n: 1,
        at: 1_000,
        method: 'POST',
        path: '/api/public/v1/badges/checkin',
        kind: 'badge',
        apiKeyTail: '_all',
        idempotencyKey: 'k1',
        userAgent: 'confera-kiosk/1 (kiosk; device=d1)',
        code: 'BADGE-1',
        location: 'gate-a',
        dayDate: null,
        acted: true,
        status: 200,
        fault: null,
        replayed: false,
        inFlight: 1,
      },
    ]);
  });

  test('counts the requests that are open at once', async () => {
    const simulator = await started();
    simulator.setFaults([{ fault: { kind: 'no-answer' } }]);
    const leave = new AbortController();
    const open = [1, 2, 3].map((n) =>
      scanBadge(simulator, `TEST-${n}`, { signal: leave.signal }).catch(() => 'left'),
    );
    await simulator.waitFor((journal) => journal.length === 3);
    expect(simulator.journal().map(({ inFlight }) => inFlight)).toEqual([1, 2, 3]);
    leave.abort();
    await Promise.all(open);
  });

  test('keeps the newest entries up to its limit', async () => {
    const simulator = await started({ journalLimit: 3 });
    for (let n = 1; n <= 10; n += 1) {
      await scanBadge(simulator, `TEST-${n}`);
      const last = simulator.journal().map((entry) => entry.n);
      expect(last).toEqual([n - 2, n - 1, n].filter((kept) => kept > 0));
    }
  });

  test('under load each code is acted on once', async () => {
    const simulator = await started();
    const codes = Array.from({ length: 100 }, (_, n) => `LOAD-${n}`);
    await Promise.all([...codes, ...codes].map((code) => scanBadge(simulator, code)));
    const acted = simulator.journal().filter((entry) => entry.acted);
    expect(acted.map(({ code }) => code).sort()).toEqual(codes.sort());
    expect(simulator.checkins()).toHaveLength(100);
  });
});

describe('waiting', () => {
  test('gives what was waited for', async () => {
    const simulator = await started();
    const found = simulator.waitFor((journal) => journal.find(({ code }) => code === 'BADGE-2'));
    await scanBadge(simulator, 'BADGE-1');
    await scanBadge(simulator, 'BADGE-2');
    expect((await found)?.n).toBe(2);
  });

  test('ends with what was seen instead, when the time is up', async () => {
    const simulator = await started();
    await scanBadge(simulator, 'BADGE-1');
    await expect(simulator.waitFor(() => false, { timeoutMs: 20 })).rejects.toThrow(
      /20 ms.*BADGE-1/,
    );
  });

  test('ends when the condition throws or the simulator closes', async () => {
    const simulator = await started();
    const broken = simulator.waitFor(() => {
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    const closed = expect(simulator.waitFor(() => false)).rejects.toThrow(/closed/);
    await simulator.close();
    await closed;
  });
});

describe('lifecycle', () => {
  test('reset forgets check-ins, stored answers, the journal and the faults', async () => {
    const simulator = await started();
    await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'k1' });
    simulator.setFaults([{ fault: { kind: 'forbidden' } }]);
    simulator.reset();
    expect([simulator.checkins(), simulator.journal(), simulator.faults()]).toEqual([[], [], []]);
    const anew = await scanBadge(simulator, 'BADGE-1', { idempotencyKey: 'k1' });
    expect([anew.status, anew.headers['idempotent-replayed']]).toEqual([200, undefined]);
  });

  test('close ends open requests and frees the port', async () => {
    const simulator = await started();
    simulator.setFaults([{ fault: { kind: 'no-answer' }, on: 'all' }]);
    const open = expect(call(simulator, '/api/public/v1/health')).rejects.toThrow();
    await simulator.waitFor((journal) => journal.length === 1);
    await Promise.all([simulator.close(), simulator.close()]);
    await open;
    const port = Number(new URL(simulator.url).port);
    const next = await started({ port });
    expect(next.url).toBe(simulator.url);
  });

  test('a port in use is told', async () => {
    const { url } = await started();
    const port = Number(new URL(url).port);
    await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
