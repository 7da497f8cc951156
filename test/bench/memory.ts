import { readFileSync } from 'node:fs';
import { startGateProcess } from '../fixtures/gate-process.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { API_KEY, inFolder } from './core-under-test.ts';
import { fillDatabase } from './kept-scans.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const PENDING = 100_000;
const SCANS = 1000;
const RUNS = 5;

/**
 * Measures the most memory that the gate uses over a thousand scans, while a hundred thousand pending ones are sent as
 * well, compared with none. Only Linux reports the most memory that a process has used.
 */
export async function memoryBench(): Promise<Measurement[]> {
  const simulator = await startSimulator();
  const none: number[] = [];
  const many: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    none.push(await inFolder((folder) => peakOfGate(folder, simulator.url)));
    many.push(
      await inFolder((folder) => {
        fillDatabase(folder, { pending: PENDING, baseUrl: simulator.url });
        return peakOfGate(folder, simulator.url);
      }),
    );
    await simulator.reset();
  }
  await simulator.close();
  const value = percentile(many, 0.5);
  const baseline = percentile(none, 0.5);
  return [measurement({ name: 'memory', value, baseline, unit: 'MiB', n: RUNS })];
}

async function peakOfGate(dataDir: string, baseUrl: string): Promise<number> {
  const gate = startGateProcess({
    env: { CONFERA_BASE_URL: baseUrl, CONFERA_API_KEY: API_KEY, KIOSK_DATA_DIR: dataDir },
    args: ['--drain-ms', '0'],
  });
  gate.child.stdin.write(Array.from({ length: SCANS }, (_, n) => `LOAD-gate-${n}\n`).join(''));
  await gate.event(() => gate.events.filter(({ event }) => event === 'scan').length === SCANS);
  const peak = peakOf(gate.child.pid ?? 0);
  gate.child.stdin.end();
  await gate.exited;
  return peak;
}

/** The most memory that a process has used so far, in MiB. */
function peakOf(pid: number): number {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}
