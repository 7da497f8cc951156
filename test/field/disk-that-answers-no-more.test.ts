// The disk of a kiosk stopped answering, and whoever wanted to end it or start it anew waited without end, until the
// plug was pulled.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { served } from '../e2e/drivers/served.ts';
import { standIn } from '../e2e/drivers/stand-in.ts';
import { outcomeIs } from '../e2e/fixtures/page-marks.ts';
import { allProcesses } from '../e2e/fixtures/processes.ts';
import { readySettings, runScanningKiosk, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { until } from '../e2e/fixtures/until.ts';
import { hurry, MAY_HURRY } from '../fixtures/hurried-time.ts';
import { startGate } from '../fixtures/running-gate.ts';
import { meddleWithCalls, whyNoStrace } from '../fixtures/strace.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const why = whyNoStrace();

/** Every sync of the database takes longer than this test. Nothing but a kill ends a thread that waits so. */
const hang = (pid: number, dataDir: string) =>
  meddleWithCalls(pid, 'fsync,fdatasync:delay_enter=100000000', path.join(dataDir, 'kiosk.db-wal'));

test.for([
  { when: 'while a scan is being saved', savesScan: true },
  { when: 'while nothing is being saved', savesScan: false },
])('the gate ends $when, with words', async ({ savesScan }, ctx) => {
  ctx.skip(why !== null, why ?? '');
  const simulator = await runSimulator();
  const dataDir = temporaryFolder();
  const settings = { ...readySettings(simulator), KIOSK_TIMEOUT_MS: '1000' };
  const env = { ...settings, ...MAY_HURRY, KIOSK_DATA_DIR: dataDir };
  const gate = startGate({ env });
  gate.child.stdin.write('TEST-1\n');
  await gate.event(({ event }) => event === 'scan');
  const pid = gate.child.pid as number;
  const release = await hang(pid, dataDir);
  if (savesScan) {
    // The second line needs no disk: once it is answered, the first one waits for it.
    gate.child.stdin.write('TEST-2\nTEST\u0007\n');
    await gate.event((event) => event.event === 'scan' && event.n === 3);
  }
  await hurry(pid, () => {
    gate.child.kill('SIGTERM');
    return isKilled(pid);
  });
  await release();
  expect(await gate.exited).toBeNull();
  expect(gate.stderr()).toContain("The disk doesn't answer");
});

/** Resolves once a process is dead, be it that strace still holds one of its threads. */
function isKilled(pid: number): Promise<void> {
  return until(() => {
    if (!existsSync(`/proc/${pid}`)) return;
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^State:\s*Z/m);
  }, 25_000);
}

/** The kiosk's own process: the test's child that has its folder. */
function processOf(dataDir: string): number {
  const own = allProcesses().find(
    ({ parent, environment }) => parent === process.pid && environment.includes(dataDir),
  );
  if (!own) throw new Error('The kiosk has no process');
  return own.id;
}

test.for([served, standIn])('the kiosk, $name, ends when it is told to', async (driver, ctx) => {
  const whyNot = why ?? driver.unavailable;
  ctx.skip(whyNot !== null, whyNot ?? '');
  const { scanner, page, dataDir, close } = await runScanningKiosk(driver, {
    env: MAY_HURRY,
  });
  await scanner.scan('TEST-1');
  await outcomeIs(page, 'checked-in');
  const pid = processOf(dataDir);
  const release = await hang(pid, dataDir);
  await scanner.scan('TEST-2');
  await outcomeIs(page, 'checking');
  const closed = await hurry(pid, async () => {
    const closing = close();
    await isKilled(pid);
    return { closing };
  });
  await release();
  expect(await closed.closing).toBeNull();
});
