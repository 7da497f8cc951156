import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import type { HttpRequest } from '../../electron/core/confera/send-request.ts';
import { traced } from '../../electron/core/confera/spans.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { API_KEY } from './core-under-test.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const REQUESTS = 20_000;
const CHECKINS = 500;
const RUNS = 7;

const response = { status: 200, headers: {}, body: '{}' };
const request: HttpRequest = {
  method: 'POST',
  url: 'https://confera.example/api/public/v1/badges/checkin',
  headers: {},
  body: '{}',
  signal: undefined,
};

/**
 * Measures what a request's span costs while no OpenTelemetry SDK is there, compared with a whole check-in on a
 * simulator on this machine.
 */
export async function spansBench(): Promise<Measurement[]> {
  const bare = async () => response;
  const withSpan = traced(bare);
  const spans: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const without = await microseconds(REQUESTS, () => bare());
    const cost = (await microseconds(REQUESTS, () => withSpan(request))) - without;
    // The first run only warms both up.
    if (run > 0) spans.push(cost);
  }
  return [
    measurement({
      name: 'spans.request',
      value: percentile(spans, 0.5),
      unit: 'µs',
      baseline: await microsecondsOfACheckin(),
      n: RUNS * REQUESTS,
    }),
  ];
}

async function microsecondsOfACheckin(): Promise<number> {
  const simulator = await startSimulator();
  const { badges } = createConferaPublicClient({ baseUrl: simulator.url, apiKey: API_KEY });
  const checkin = (n: number) => badges.checkin({ qr: `LOAD-${n}` });
  await microseconds(CHECKINS, (n) => checkin(n));
  const value = await microseconds(CHECKINS, (n) => checkin(CHECKINS + n));
  await simulator.close();
  return value;
}

/** How long one of so many takes, one after the other. */
async function microseconds(count: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const from = performance.now();
  for (let n = 0; n < count; n++) await work(n);
  return ((performance.now() - from) / count) * 1000;
}
