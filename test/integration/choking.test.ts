import { describe, expect, onTestFinished, test } from 'vitest';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { type Fault, type FaultRule, startSimulator } from '../simulator/simulator.ts';

/** Confera answers, but for one code, or for check-ins as a whole. */

async function backlogOf(codes: string[], rules: FaultRule[]) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const kiosk = runCore(coreSettings(sim.url, { timeoutMs: 200, syncTimeoutMs: 100 }));
  for (const code of codes) await kiosk.scan(code);
  await kiosk.statusIs(({ queued }) => queued === codes.length);
  sim.setFaults(rules);
  return { sim, kiosk };
}

describe('a code that something on the way chokes on', () => {
  test.each<Fault>([
    { kind: 'no-answer' },
    { kind: 'reset-before' },
    { kind: 'redirect' },
    { kind: 'html-page' },
    { kind: 'broken-json' },
    { kind: 'huge-body' },
  ])('holds up no other: $kind', async (fault) => {
    const { sim, kiosk } = await backlogOf(
      ['TEST-BAD', ...[1, 2, 3, 4, 5].map((n) => `TEST-${n}`)],
      [{ fault, code: 'TEST-BAD' }],
    );
    await kiosk.statusIs(({ queued, connection }) => queued === 1 && connection === 'online');
    expect(sim.checkins()).toHaveLength(5);

    // Its further failures are its own: they don't make the others wait again.
    const tries = () => sim.journal().filter(({ code }) => code === 'TEST-BAD').length;
    const before = tries();
    await sim.waitFor(() => tries() > before + 1);
    expect(kiosk.core.status().connection).toBe('online');
    expect(await kiosk.scan('TEST-6')).toMatchObject({ outcome: 'checked-in' });
  });
});

test('a scan that failed by itself does not hide that the network is dead', async () => {
  const sim = await startSimulator();
  sim.setFaults([{ fault: { kind: 'status', status: 503 } }]);
  const kiosk = runCore(coreSettings(sim.url));
  expect(await kiosk.scan('TEST-1')).toMatchObject({ reason: 'server-trouble' });
  expect(kiosk.core.status().connection).toBe('online');
  await sim.close();
  await kiosk.statusIs(({ connection }) => connection === 'offline');
  expect(kiosk.core.status()).toMatchObject({ reason: 'no-network', queued: 1 });
});

test('where health is answered and no check-in is, the device stays offline and tries them in turn', async () => {
  const codes = ['TEST-1', 'TEST-2', 'TEST-3'];
  const { sim, kiosk } = await backlogOf(codes, [{ fault: { kind: 'no-answer' } }]);
  const seen = new Set<string>();
  kiosk.core.events.on('status', ({ connection }) => seen.add(connection));
  const tries = () => sim.journal().filter(({ fault }) => fault === 'no-answer').length;
  // The pauses between them grow, to about five seconds by then.
  await sim.waitFor(() => tries() > 6, { timeoutMs: 15_000 });
  expect([...seen].filter((connection) => connection !== 'offline')).toEqual([]);
  const tried = sim.journal().flatMap(({ fault, code }) => (fault === 'no-answer' ? [code] : []));
  expect(new Set(tried)).toEqual(new Set(codes));
  sim.clearFaults();
  await kiosk.statusIs(({ queued, connection }) => queued === 0 && connection === 'online');
});
