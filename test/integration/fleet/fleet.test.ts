import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { findTestServer } from '../../../build/test-servers.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { METRICS_TOKEN } from '../../fixtures/read-metrics.ts';
import { startGate } from '../../fixtures/running-gate.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { freePort } from '../../proxy/fixtures/confera-by-tls.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { FLEET, startPrometheus } from './fixtures/running-prometheus.ts';
import { dashboardQueries } from './fixtures/shipped-queries.ts';

/** Prometheus reads once a second, and a busy machine takes its time. */
const soon = (check: () => void | Promise<void>) => until(check, 60_000);

/** What a dashboard may show nothing of while all is well. */
const MAY_BE_EMPTY = ['confera_kiosk_hub', 'reason!="none"'];

describe('with Prometheus of Debian', () => {
  const program = findTestServer('prometheus');
  const promtool = path.join(path.dirname(program ?? ''), 'promtool');
  beforeEach(({ skip }) => {
    skip(program === null, 'prometheus missing here (npm test unpacks it from Debian)');
  });

  test('the configuration and the alert rules are good, and each alert fires when it should', () => {
    const folder = path.join(temporaryFolder(), 'fleet');
    mkdirSync(folder);
    for (const file of ['prometheus.yml', 'alerts.yml', 'alerts.test.yml']) {
      copyFileSync(path.join(FLEET, file), path.join(folder, file));
    }
    writeFileSync(path.join(folder, 'kiosk-token'), METRICS_TOKEN);
    const run = (...args: string[]) =>
      execFileSync(promtool, args, { cwd: folder, encoding: 'utf8' });
    expect(run('check', 'config', 'prometheus.yml')).toContain('SUCCESS');
    expect(run('check', 'rules', 'alerts.yml')).toMatch(/SUCCESS: \d+ rules found/);
    expect(run('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
    const alerts = readFileSync(path.join(FLEET, 'alerts.yml'), 'utf8').matchAll(/alert: (\w+)/g);
    const tried = readFileSync(path.join(FLEET, 'alerts.test.yml'), 'utf8');
    expect([...alerts].filter(([, name = '']) => !tried.includes(name))).toEqual([]);
  });

  test('a real Prometheus reads a real gate, and every panel of the dashboard has something to show', async () => {
    const sim = await startSimulator();
    onTestFinished(() => sim.close());
    const port = await freePort();
    const target = `127.0.0.1:${port}`;
    const gate = startGate({
      env: {
        CONFERA_BASE_URL: sim.url,
        CONFERA_API_KEY: 'cat_demo_all',
        KIOSK_DATA_DIR: temporaryFolder(),
        KIOSK_LOCATION: 'North',
        KIOSK_TIME_ZONE: 'Asia/Karachi',
        // A gate with a hub that doesn't answer would be told of.
        KIOSK_HUB_JOIN: '',
        KIOSK_METRICS_ADDRESS: target,
        KIOSK_METRICS_TOKEN: METRICS_TOKEN,
      },
    });
    await soon(() => expect(gate.stderr()).toContain('Metrics are served on'));
    const query = await startPrometheus(program ?? '', { target, token: METRICS_TOKEN });
    await soon(async () => {
      const [up] = await query(`up{instance="${target}"}`);
      expect(up).toMatchObject({ metric: { gate: 'north' }, value: [expect.any(Number), '1'] });
    });
    const admitted = `confera_kiosk_scans_total{outcome="checked-in",kind="badge",instance="${target}"}`;
    await soon(async () => {
      expect((await query(admitted))[0]?.value[1]).toBe('0');
    });

    gate.child.stdin.write('BADGE-1\n');
    await soon(async () => {
      expect((await query(admitted))[0]?.value[1]).toBe('1');
      const [waits] = await query('confera_kiosk_wait_seconds_count');
      expect(waits?.value[1]).toBe('1');
    });
    const [info] = await query('confera_kiosk_info');
    expect(info?.metric).toMatchObject({ location: 'North', face: 'gate', gate: 'north' });
    await soon(async () => {
      const empty: string[] = [];
      for (const expression of dashboardQueries()) {
        const asked = expression
          .replaceAll('$__rate_interval', '1m')
          .replaceAll('$instance', target.replaceAll('.', '[.]'));
        const found = await query(asked);
        if (found.length === 0) empty.push(expression);
      }
      expect(empty.filter((each) => !MAY_BE_EMPTY.some((part) => each.includes(part)))).toEqual([]);
    });
    // The other device in the example isn't there, so the one alert that waits is about it.
    await soon(async () => {
      const alerts = await query('ALERTS');
      expect(alerts.map(({ metric }) => [metric.alertname, metric.gate])).toEqual([
        ['KioskUnreachable', 'south'],
      ]);
    });
  }, 120_000);
});
