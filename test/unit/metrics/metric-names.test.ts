import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemClock } from '../../../electron/core/system/clock.ts';
import { Metrics } from '../../../electron/metrics/metrics.ts';
import { dashboardQueries } from '../../integration/fleet/fixtures/shipped-queries.ts';

const metrics = new Metrics({ face: 'gate', core: () => null, location: () => null }, systemClock);

/** Names of metrics of ours in a text, without what a histogram adds to its own. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:confera_kiosk|process)_[a-z_]+/g)].map(([name]) =>
    name.replace(/_seconds_(bucket|sum|count)$/, '_seconds'),
  );

test.each([
  ['dashboard', () => dashboardQueries().join('\n')],
  ['alert rules', () => readFileSync('build/fleet/alerts.yml', 'utf8')],
  ['tests of the rules', () => readFileSync('build/fleet/alerts.test.yml', 'utf8')],
])('every metric in the %s is one that a device has', (_what, text) => {
  const used = new Set(namesIn(text()));
  expect(used.size).toBeGreaterThan(8);
  expect([...used].filter((name) => !metrics.names.includes(name))).toEqual([]);
});

test('the documentation has a row for each metric, and for no other', () => {
  const rows = readFileSync('docs/metrics.md', 'utf8').matchAll(/^\| `([a-z_]+)` \|/gm);
  expect([...rows].map(([, name]) => name).sort()).toEqual(metrics.names.sort());
});
