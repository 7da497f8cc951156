import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import { MAX_IN_FLIGHT } from '../../electron/core/delivery/in-flight-limit.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { API_KEY, drained, inFolder, openCore, several, timed } from './core-under-test.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const RUNS = 5;

/** Measures how many pending scans are sent in a second, compared with a bare loop over the same client. */
export async function drainBench(): Promise<Measurement[]> {
  return [
    await drainAgainst({ name: 'drain.instant', scans: 10_000, latencyMs: 0 }),
    await drainAgainst({ name: 'drain.50ms', scans: 2000, latencyMs: 50 }),
  ];
}

async function drainAgainst(given: { name: string; scans: number; latencyMs: number }) {
  const { name, scans, latencyMs } = given;
  const through: number[] = [];
  const bare: number[] = [];
  // The first run only warms both up.
  for (let run = 0; run <= RUNS; run++) {
    const simulator = await startSimulator();
    const slow = { kind: 'latency', ms: latencyMs } as const;
    const answerAtPace = () => simulator.setFaults(latencyMs > 0 ? [{ fault: slow }] : []);
    await inFolder(async (folder) => {
      simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
      const filling = openCore(folder, simulator.url);
      await filling.scan({ raw: 'LOAD-first', source: 'stdin' });
      await several(scans, 16, (n) => filling.scan({ raw: `LOAD-${n}`, source: 'stdin' }));
      await filling.close();
      answerAtPace();
      // After a new start every scan is due, and there is no backoff to wait for.
      const core = openCore(folder, simulator.url);
      const ms = await timed(async () => {
        core.start();
        await drained(core);
      });
      if (run > 0) through.push((scans / ms) * 1000);
      await core.close();
    });
    const client = createConferaPublicClient({ baseUrl: simulator.url, apiKey: API_KEY });
    const ms = await timed(() =>
      several(scans, MAX_IN_FLIGHT, (n) => client.badges.checkin({ qr: `LOAD-bare-${n}` })),
    );
    if (run > 0) bare.push((scans / ms) * 1000);
    await simulator.close();
  }
  return measurement({
    name,
    value: percentile(through, 0.5),
    unit: 'scans/s',
    baseline: percentile(bare, 0.5),
    n: RUNS * scans,
  });
}
