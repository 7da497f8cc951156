import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { GateEvent } from '../../electron/gate/gate.ts';
import type { GateProcess } from '../fixtures/gate-process.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { meddleWithCalls, whyNoStrace } from '../fixtures/strace.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { brokenPromises, keptScans } from '../torture/promises.ts';

/** A disk that fails: each scan is stored, or told as not saved; and once it is mended all goes on by itself. */

const noMount = whyNoMount();
const noStrace = whyNoStrace();

type ScanEvent = Extract<GateEvent, { event: 'scan' }>;

async function simulator() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  return sim;
}

const environment = (url: string, dataDir: string) => ({
  CONFERA_BASE_URL: url,
  CONFERA_API_KEY: 'cat_demo_all',
  KIOSK_DATA_DIR: dataDir,
});

/** Feeds a gate one code after the other. */
function feeding(gate: GateProcess) {
  let n = 0;
  return async (code: string): Promise<ScanEvent> => {
    n += 1;
    gate.child.stdin.write(`${code}\n`);
    return (await gate.event((event) => event.event === 'scan' && event.n === n)) as ScanEvent;
  };
}

test('a full disk: every scan is stored or told as not saved, and with space again it goes on', async (ctx) => {
  ctx.skip(noMount !== null, noMount ?? '');
  const sim = await simulator();
  const disk = mountSmallDisk('2m');
  const gate = startGate({ env: environment(sim.url, disk.folder) });
  const scan = feeding(gate);

  const told: { code: string; scanId: string | null; outcome: string }[] = [];
  let n = 0;
  const scanNext = async () => {
    n += 1;
    const code = `TEST-FULL-${n}`;
    const { scanId, outcome, reason } = await scan(code);
    told.push({ code, scanId, outcome });
    if (outcome === 'not-saved') expect(reason).toBe('disk-full');
    return outcome;
  };
  const refused = () => told.filter(({ outcome }) => outcome === 'not-saved').length;
  while (refused() < 20 && n < 5000) await scanNext();
  expect(refused()).toBe(20);
  expect(told.length).toBeGreaterThan(40);

  disk.resize('16m');
  for (let more = 0; more < 20; more += 1) expect(await scanNext()).toBe('checked-in');
  gate.child.stdin.end();
  expect(await gate.exited).toBe(0);

  const evidence = {
    told,
    settled: [],
    kept: keptScans(disk.folder),
    journal: sim.journal(),
    shown: new Map(told.map(({ code }) => [code, 1])),
    isUnknown: () => false,
  };
  expect(brokenPromises(evidence)).toEqual([]);
  const sent = new Set(sim.journal().map(({ code }) => code));
  for (const { code, outcome } of told) expect(sent.has(code)).toBe(outcome !== 'not-saved');
});

test('a disk that is full from the start is told in one line, and taken once it has space', async (ctx) => {
  ctx.skip(noMount !== null, noMount ?? '');
  const sim = await simulator();
  const disk = mountSmallDisk('64k');
  const env = environment(sim.url, disk.folder);
  const full = await runGateOver('TEST-1\n', { env });
  expect(full).toMatchObject({ code: 1, events: [] });
  expect(full.stderr).toMatch(/^[^\n]*full[^\n]*\n$/);
  disk.resize('4m');
  expect((await runGateOver('TEST-1\n', { env })).code).toBe(0);
  expect(sim.checkins()).toHaveLength(1);
});

test('a read-only folder is told in one line; nothing in it is changed, nothing is taken', async (ctx) => {
  ctx.skip(noMount !== null, noMount ?? '');
  const sim = await simulator();
  const disk = mountSmallDisk('4m');
  const env = environment(sim.url, disk.folder);
  const refused = async () => {
    disk.makeReadOnly();
    const { code, events, stderr } = await runGateOver('TEST-2\n', { env });
    expect({ code, events }).toEqual({ code: 1, events: [] });
    expect(stderr).toMatch(/^[^\n]*read-only[^\n]*\n$/);
    expect(stderr).toContain(disk.folder);
  };
  await refused();
  disk.makeWritable();
  expect((await runGateOver('TEST-1\n', { env })).code).toBe(0);
  const file = path.join(disk.folder, 'kiosk.db');
  const before = readFileSync(file);
  await refused();
  expect(readFileSync(file)).toEqual(before);
});

test('an I/O error: what could not be synced is told as not saved, and once it is over all goes on', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  const sim = await simulator();
  const dataDir = temporaryFolder();
  const gate = startGate({ env: environment(sim.url, dataDir) });
  const scan = feeding(gate);
  expect(await scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });

  const wal = path.join(dataDir, 'kiosk.db-wal');
  const stop = await meddleWithCalls(gate.child.pid as number, 'fsync,fdatasync:error=EIO', wal);
  for (const code of ['TEST-2', 'TEST-3']) {
    expect(await scan(code)).toMatchObject({
      outcome: 'not-saved',
      reason: 'storage',
      scanId: null,
    });
  }
  await stop();
  expect(await scan('TEST-2')).toMatchObject({ outcome: 'checked-in' });
  gate.child.stdin.end();
  expect(await gate.exited).toBe(0);
  expect(sim.checkins().map(({ code }) => code)).toEqual(['TEST-1', 'TEST-2']);
});

test('a database that another program holds: told as not saved within a second, then all goes on', async () => {
  const sim = await simulator();
  const dataDir = temporaryFolder();
  const gate = startGate({ env: environment(sim.url, dataDir) });
  const scan = feeding(gate);
  expect(await scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });

  const other = new Database(path.join(dataDir, 'kiosk.db'));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  const refused = await scan('TEST-2');
  expect(refused).toMatchObject({ outcome: 'not-saved', reason: 'storage', scanId: null });
  expect(refused.ms).toBeLessThan(1000);
  other.exec('ROLLBACK');
  expect(await scan('TEST-2')).toMatchObject({ outcome: 'checked-in' });
  gate.child.stdin.end();
  expect(await gate.exited).toBe(0);
});

test('a database that another program holds from the start is told in one line, in words of its own', async () => {
  const sim = await simulator();
  const dataDir = temporaryFolder();
  const env = environment(sim.url, dataDir);
  expect((await runGateOver('TEST-1\n', { env })).code).toBe(0);
  const other = new Database(path.join(dataDir, 'kiosk.db'));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  const { code, events, stderr } = await runGateOver('TEST-2\n', { env });
  expect({ code, events }).toEqual({ code: 1, events: [] });
  expect(stderr).toMatch(/^[^\n]*another program[^\n]*\n$/i);
  other.exec('ROLLBACK');
  expect((await runGateOver('TEST-2\n', { env })).code).toBe(0);
});
