import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { API_KEY, inFolder, openCore } from './core-under-test.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const SCANS = 500;
const RUNS = 5;

/** Measures check-ins through the core, one after the other, compared with the bare client on the same simulator. */
export async function checkinBench(): Promise<Measurement[]> {
  const simulator = await startSimulator();
  const client = createConferaPublicClient({
    baseUrl: simulator.url,
    apiKey: API_KEY,
    maxRetries: 0,
  });
  const through: number[] = [];
  const bare: number[] = [];
  await inFolder(async (folder) => {
    const core = openCore(folder, simulator.url);
    for (let run = 0; run <= RUNS; run++) {
      for (let n = 0; n < SCANS; n++) {
        const from = performance.now();
        await client.badges.checkin({ qr: `LOAD-bare-${run}-${n}` });
        const between = performance.now();
        await core.scan({ raw: `LOAD-${run}-${n}`, source: 'stdin' });
        // The first run only warms both up.
        if (run === 0) continue;
        bare.push(between - from);
        through.push(performance.now() - between);
      }
    }
    await core.close();
  });
  await simulator.close();
  return [0.5, 0.99].map((share) =>
    measurement({
      name: `checkin.p${share * 100}`,
      value: percentile(through, share),
      unit: 'ms',
      baseline: percentile(bare, share),
      n: through.length,
    }),
  );
}
