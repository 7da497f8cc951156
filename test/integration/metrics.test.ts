import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/core/system/clock.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { serveKioskMetrics } from '../../electron/kiosk/kiosk-metrics.ts';
import { Metrics } from '../../electron/metrics/metrics.ts';
import { makeMetricsServer } from '../../electron/metrics/metrics-server.ts';
import { openMetrics } from '../../electron/metrics/open-metrics.ts';
import type { SettingTexts } from '../../electron/settings/saved-settings.ts';
import { until } from '../e2e/fixtures/until.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { listening } from '../fixtures/loopback-server.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { askForMetrics, METRICS_TOKEN, seriesOf } from '../fixtures/read-metrics.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { freePort } from '../proxy/fixtures/confera-by-tls.ts';
import { startSimulator } from '../simulator/simulator.ts';

const KEY = 'cat_demo_all';

async function simulator() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  return sim;
}

const gateEnvironment = (url: string, port: number) => ({
  CONFERA_BASE_URL: url,
  CONFERA_API_KEY: KEY,
  KIOSK_DATA_DIR: temporaryFolder(),
  KIOSK_LOCATION: 'North "A"',
  KIOSK_DEVICE_ID: 'gate-7',
  KIOSK_TIME_ZONE: 'Asia/Karachi',
  KIOSK_TIMEOUT_MS: '8000',
  // A device without a hub has no figure of one.
  KIOSK_HUB_JOIN: '',
  KIOSK_METRICS_ADDRESS: `127.0.0.1:${port}`,
  KIOSK_METRICS_TOKEN: METRICS_TOKEN,
});

test('a gate tells what its people were told to whoever has the token, and neither codes nor keys', async () => {
  const sim = await simulator();
  const port = await freePort();
  const gate = startGate({ env: gateEnvironment(sim.url, port) });
  gate.child.stdin.write('BADGE-1\nBADGE-1\nBADGE-UNKNOWN\nconfera-attendance:DAY1-XYZ\n');
  await gate.event((event) => event.event === 'scan' && event.n === 4);
  await until(() =>
    expect(gate.stderr()).toBe(`Metrics are served on http://127.0.0.1:${port}/metrics.\n`),
  );

  await until(async () => {
    const { body } = await askForMetrics(port);
    expect(seriesOf(body).get('confera_kiosk_wait_seconds_count')).toBe(3);
  });
  const { status, headers, body } = await askForMetrics(port);
  expect([status, headers['content-type']]).toEqual([
    200,
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  ]);
  const series = seriesOf(body);
  const scans = (outcome: string, kind: string, reason: string) =>
    series.get(`confera_kiosk_scans_total{outcome="${outcome}",kind="${kind}",reason="${reason}"}`);
  expect(scans('checked-in', 'badge', 'none')).toBe(1);
  expect(scans('checked-in', 'attendance', 'none')).toBe(1);
  expect(scans('rejected', 'badge', 'unknown-badge')).toBe(1);
  expect(scans('ignored', 'none', 'repeat')).toBe(1);
  expect(scans('not-saved', 'badge', 'disk-full')).toBe(0);
  expect(series.get('confera_kiosk_confera_answer_seconds_count{answer="2xx"}')).toBe(2);
  expect(series.get('confera_kiosk_connection{state="online"}')).toBe(1);
  expect(series.get('confera_kiosk_running')).toBe(1);
  expect(series.get('confera_kiosk_core_starts_total')).toBe(1);
  expect(body).toMatch(
    /^confera_kiosk_info\{version="\d+\.\d+\.\d+",face="gate",device="gate-7",location="North \\"A\\""\} 1$/m,
  );
  expect(body).not.toMatch(/^confera_kiosk_hub\{/m);
  expect(body).not.toMatch(/BADGE|XYZ|cat_demo|token-for/);
  expect(series.size).toBeLessThan(150);
});

test('a taken port is told in one line and stops no scan', async () => {
  const sim = await simulator();
  const taken = await listening(createServer());
  const port = Number(new URL(taken).port);
  const env = gateEnvironment(sim.url, port);
  const { code, events, stderr } = await runGateOver('BADGE-1\n', { env });
  expect([code, events.length]).toEqual([0, 1]);
  expect(stderr).toBe(
    `Metrics can't be served on 127.0.0.1:${port}: the port is in use. Scanning goes on, and this is tried again ` +
      'every 10 s. KIOSK_METRICS_ADDRESS chooses another address.\n',
  );
});

test('a port that becomes free is taken', async () => {
  const other = createServer();
  const port = Number(new URL(await listening(other)).port);
  const clock = new ManualClock();
  const said: string[] = [];
  const metrics = await openMetrics({
    settings: { metricsAddress: { host: '127.0.0.1', port }, metricsToken: METRICS_TOKEN },
    watched: { face: 'gate', core: () => null, location: () => null },
    clock,
    say: (line) => void said.push(line),
  });
  onTestFinished(() => metrics?.close());
  await until(() => expect(clock.scheduled).toBe(1));
  clock.advance(10_000);
  await until(() => expect(clock.scheduled).toBe(1));
  expect(said).toHaveLength(1);
  await new Promise((resolve) => other.close(resolve));
  clock.advance(10_000);
  await until(() => expect(said).toHaveLength(2));
  expect((await askForMetrics(port)).status).toBe(200);
});

test('without an address nothing is opened', async () => {
  const settings = { metricsAddress: null, metricsToken: METRICS_TOKEN };
  const watched = { face: 'gate', core: () => null, location: () => null };
  const say = () => expect.unreachable();
  expect(await openMetrics({ settings, watched, clock: systemClock, say })).toBeNull();
});

test('a kiosk counts on over a change of its settings, and tells how it stands without a network', async () => {
  const sim = await simulator();
  const port = await freePort();
  const dataDir = temporaryFolder();
  const environment: SettingTexts = {
    timeZone: 'Asia/Karachi',
    timeoutMs: '8000',
    metricsAddress: `127.0.0.1:${port}`,
    metricsToken: METRICS_TOKEN,
  };
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore: keyStoreWithHub(dataDir) });
  onTestFinished(() => kiosk.close());
  const said: string[] = [];
  await serveKioskMetrics(kiosk, { face: 'served', say: (line) => void said.push(line) });
  await kiosk.start();
  await until(() => expect(said).toHaveLength(1));
  const read = async () => seriesOf((await askForMetrics(port)).body);

  const before = await read();
  expect(before.get('confera_kiosk_running')).toBe(0);
  expect(before.has('confera_kiosk_queued_scans')).toBe(false);

  const proposal = kiosk.settings.proposal({ baseUrl: sim.url, apiKey: KEY });
  if (!proposal.ok) throw new Error(proposal.setting);
  kiosk.settings.save(proposal.saved);
  await kiosk.restart();
  const first = await kiosk.core?.scan({ raw: 'BADGE-1', source: 'typed' });
  expect(first?.outcome).toBe('checked-in');
  await kiosk.restart();
  await sim.close();
  await kiosk.core?.scan({ raw: 'BADGE-2', source: 'typed' });

  const after = await read();
  expect(after.get('confera_kiosk_core_starts_total')).toBe(2);
  expect(after.get('confera_kiosk_wait_seconds_count')).toBe(2);
  expect(after.get('confera_kiosk_queued_scans')).toBe(1);
  expect(after.get('confera_kiosk_oldest_waiting_seconds')).toBeGreaterThan(0);
  expect(after.get('confera_kiosk_connection{state="offline"}')).toBe(1);
  expect(after.get('confera_kiosk_storage_problem{problem="disk-full"}')).toBe(0);
  expect(after.get('confera_kiosk_confera_answer_seconds_count{answer="none"}')).toBeGreaterThan(0);
  expect(kiosk.settings.secrets).toContain(METRICS_TOKEN);
});

test('a device whose hub is out of reach tells so', async () => {
  const sim = await simulator();
  const hubJoin = {
    addresses: ['127.0.0.1:1'],
    fingerprint: 'A'.repeat(43),
    device: 'a1b2c3d4',
    seed: `SU${'A'.repeat(56)}`,
    secret: 'B'.repeat(43),
  };
  const { core } = runCore(coreSettings(sim.url, { hubJoin }));
  const watched = { face: 'gate', core: () => core, location: () => null };
  const series = seriesOf(await new Metrics(watched, systemClock).text());
  expect(series.get('confera_kiosk_hub{state="connecting"}')).toBe(1);
  expect(series.get('confera_kiosk_hub{state="connected"}')).toBe(0);
  expect(series.get('confera_kiosk_let_in_twice_scans')).toBe(0);
});

test('a listener that fails costs no scan', async () => {
  const sim = await simulator();
  const { core, scan } = runCore(coreSettings(sim.url, { timeoutMs: 8000 }));
  let calls = 0;
  for (const event of ['told', 'asked'] as const) {
    core.events.on(event, () => {
      calls += 1;
      throw new Error('a defect of a listener');
    });
  }
  expect(await scan('BADGE-1')).toMatchObject({ outcome: 'checked-in' });
  expect(calls).toBe(2);
});

test.each<[string, number, Parameters<typeof askForMetrics>[1]]>([
  ['no token', 401, { headers: {} }],
  ['another token', 401, { headers: { authorization: `Bearer ${METRICS_TOKEN}x` } }],
  ['a part of the token', 401, { headers: { authorization: 'Bearer token' } }],
  ['the token by another scheme', 401, { headers: { authorization: `Basic ${METRICS_TOKEN}` } }],
  ['the token in the address', 401, { path: `/metrics?token=${METRICS_TOKEN}`, headers: {} }],
  ['no token elsewhere', 401, { path: '/', headers: {} }],
  ['another path', 404, { path: '/' }],
  ['another method', 405, { method: 'POST' }],
  ['HEAD', 405, { method: 'HEAD' }],
  ['headers of more than 8 kB', 431, { headers: { more: 'x'.repeat(9000) } }],
  [
    'another host, which nobody trusts',
    200,
    {
      headers: { authorization: `bearer ${METRICS_TOKEN}`, host: 'elsewhere.example' },
    },
  ],
  ['a query', 200, { path: '/metrics?debug=1' }],
])('the server answers to %s with %i', async (_what, status, asked) => {
  const server = makeMetricsServer({ token: METRICS_TOKEN, text: async () => 'told' });
  await listening(server);
  const answer = await askForMetrics((server.address() as AddressInfo).port, asked);
  expect(answer.status).toBe(status);
  expect(answer.body).toBe(status === 200 ? 'told' : '');
  expect(answer.headers['www-authenticate'] !== undefined).toBe(status === 401);
  expect(answer.headers.allow).toBe(status === 405 ? 'GET' : undefined);
});

test('an answer that can not be made is a fault of the server, which goes on', async () => {
  let fails = true;
  const text = async () => {
    if (fails) throw new Error('not now');
    return 'told';
  };
  const server = makeMetricsServer({ token: METRICS_TOKEN, text });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  expect((await askForMetrics(port)).status).toBe(500);
  fails = false;
  expect((await askForMetrics(port)).status).toBe(200);
});
