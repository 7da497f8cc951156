import { startSimulator } from '../simulator/simulator.ts';
import { drained, inFolder, openCore, several, timed } from './core-under-test.ts';
import { fillDatabase } from './kept-scans.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const FEW = 1000;
const MANY = 1_000_000;
const SCANS = 2000;
const RUNS = 5;
const AT_ONCE = 4;

type Times = { accept: number[]; drain: number[] };

/** Measures how long a scan takes to be accepted and to be sent, with a million kept scans compared with a thousand. */
export async function growthBench(): Promise<Measurement[]> {
  const simulator = await startSimulator();
  const few: Times = { accept: [], drain: [] };
  const many: Times = { accept: [], drain: [] };
  await inFolder(async (smallFolder) => {
    await inFolder(async (bigFolder) => {
      fillDatabase(smallFolder, { done: FEW, baseUrl: simulator.url });
      fillDatabase(bigFolder, { done: MANY, baseUrl: simulator.url });
      // The first run only warms both up.
      for (let run = 0; run <= RUNS; run++) {
        for (const [folder, times] of [
          [smallFolder, few],
          [bigFolder, many],
        ] as const) {
          simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
          const accept = await acceptedOffline(folder, simulator.url, run);
          simulator.setFaults([]);
          const drain = await drainedAnew(folder, simulator.url);
          if (run === 0) continue;
          times.accept.push(accept);
          times.drain.push(drain);
        }
      }
    });
  });
  await simulator.close();
  return (['accept', 'drain'] as const).map((name) =>
    measurement({
      name: `growth.${name}`,
      value: percentile(many[name], 0.5),
      baseline: percentile(few[name], 0.5),
      unit: 'ms/scan',
      n: RUNS * SCANS,
    }),
  );
}

async function acceptedOffline(folder: string, baseUrl: string, run: number): Promise<number> {
  const core = openCore(folder, baseUrl);
  await core.scan({ raw: `LOAD-first-${run}`, source: 'stdin' });
  const ms = await timed(() =>
    several(SCANS, AT_ONCE, (n) => core.scan({ raw: `LOAD-${run}-${n}`, source: 'stdin' })),
  );
  await core.close();
  return ms / SCANS;
}

async function drainedAnew(folder: string, baseUrl: string): Promise<number> {
  const core = openCore(folder, baseUrl);
  const ms = await timed(async () => {
    core.start();
    await drained(core);
  });
  await core.close();
  return ms / SCANS;
}
