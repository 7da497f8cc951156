import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startSimulator } from '../simulator/simulator.ts';
import { API_KEY, inFolder } from './core-under-test.ts';
import { fillDatabase } from './kept-scans.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const PENDING = 100_000;
const SCANS = 1000;
const RUNS = 5;
const GATE = path.resolve(import.meta.dirname, '../../electron/gate/main.ts');

/**
 * The gate's peak of memory over a thousand scans, with a hundred thousand pending that are drained beside them
 * against none. Linux alone tells a process's peak.
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
  const gate = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', GATE, '--drain-ms', '0'],
    { env: { CONFERA_BASE_URL: baseUrl, CONFERA_API_KEY: API_KEY, KIOSK_DATA_DIR: dataDir } },
  );
  gate.stderr.resume();
  gate.stdin.write(Array.from({ length: SCANS }, (_, n) => `LOAD-gate-${n}\n`).join(''));
  await scansTold(gate);
  const peak = peakOf(gate.pid ?? 0);
  gate.stdin.end();
  await once(gate, 'exit');
  return peak;
}

function scansTold(gate: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    let told = 0;
    createInterface({ input: gate.stdout }).on('line', (line) => {
      if (line.includes('"event":"scan"')) told += 1;
      if (told === SCANS) resolve();
    });
  });
}

/** MiB. */
function peakOf(pid: number): number {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}
