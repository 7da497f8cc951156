import { startSimulator } from '../simulator/simulator.ts';
import { inFolder, openCore, timed } from './core-under-test.ts';
import { fillDatabase } from './kept-scans.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const MANY = 1_000_000;
const RUNS = 7;

/** Measures the time from a start to the first scan's answer, with a million kept scans compared with none. */
export async function startupBench(): Promise<Measurement[]> {
  const simulator = await startSimulator();
  const empty: number[] = [];
  const full: number[] = [];
  await inFolder(async (bigFolder) => {
    fillDatabase(bigFolder, { done: MANY, baseUrl: simulator.url });
    // The first run only warms both up.
    for (let run = 0; run <= RUNS; run++) {
      const small = await inFolder((folder) =>
        firstScan(folder, simulator.url, `LOAD-empty-${run}`),
      );
      const big = await firstScan(bigFolder, simulator.url, `LOAD-full-${run}`);
      if (run === 0) continue;
      empty.push(small);
      full.push(big);
    }
  });
  await simulator.close();
  const value = percentile(full, 0.5);
  const baseline = percentile(empty, 0.5);
  return [measurement({ name: 'startup', value, baseline, unit: 'ms', n: RUNS })];
}

async function firstScan(folder: string, baseUrl: string, raw: string): Promise<number> {
  let close = async () => {};
  const ms = await timed(async () => {
    const core = openCore(folder, baseUrl);
    ({ close } = core);
    core.start();
    await core.scan({ raw, source: 'stdin' });
  });
  await close();
  return ms;
}
