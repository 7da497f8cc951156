import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { LoggedScan } from '../fixtures/running-core.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

const SCANS = 1000;

test('a gate killed again and again in the middle of a thousand scans loses none and doubles none', async () => {
  // Replay off: Confera then answers a repeat as a duplicate, the harder case for us.
  const sim = await startSimulator({ replay: false });
  onTestFinished(() => sim.close());
  sim.setFaults([
    { fault: { kind: 'reset-after' }, chance: 0.02 },
    { fault: { kind: 'status', status: 503 }, chance: 0.02 },
    { fault: { kind: 'latency', ms: 20 }, chance: 0.3 },
  ]);
  const dataDir = temporaryFolder();
  const env = {
    CONFERA_BASE_URL: sim.url,
    CONFERA_API_KEY: 'cat_demo_all',
    KIOSK_DATA_DIR: dataDir,
  };

  const told = new Map<string, string>();
  for (let next = 0; next < SCANS; ) {
    const gate = startGate({ env });
    const codes = Array.from({ length: SCANS - next }, (_, n) => `TEST-${next + n}`);
    gate.child.stdin.write(`${codes.join('\n')}\n`);
    const killAfter = Math.min(150, codes.length);
    await gate.event(
      (event) =>
        event.event === 'scan' &&
        gate.events.filter((each) => each.event === 'scan').length >= killAfter,
    );
    gate.child.kill('SIGKILL');
    await gate.exited;
    for (const event of gate.events) {
      if (event.event === 'scan' && event.scanId) told.set(event.scanId, event.outcome);
    }
    // The lines that were under way when it died were never answered: a person would scan again.
    next += gate.events.filter((event) => event.event === 'scan').length;
  }
  sim.clearFaults();
  const last = await runGateOver('', { env });
  expect(last.code).toBe(0);

  const db = new Database(path.join(dataDir, 'kiosk.db'), { readonly: true });
  const rows = db.prepare('SELECT * FROM scan_log').all() as LoggedScan[];
  db.close();
  const byId = new Map(rows.map((row) => [row.scan_id, row]));
  for (const [scanId, outcome] of told) {
    expect(outcome).toMatch(/^(checked-in|already-checked-in|queued)$/);
    expect(byId.get(scanId)).toMatchObject({ state: 'done' });
  }
  expect(told.size).toBeGreaterThanOrEqual(SCANS - 20);
  expect(rows.every(({ state }) => state === 'done')).toBe(true);

  const recorded = sim.checkins().map(({ code }) => code);
  expect(new Set(recorded).size).toBe(recorded.length);
  expect(recorded.length).toBe(SCANS);
}, 120_000);
