import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { runModel } from '../torture/model.ts';
import { readOptions } from '../torture/options.ts';
import { runRotation } from '../torture/rotate.ts';
import { runSoak } from '../torture/soak.ts';

// `npm run torture -- --model`, `-- --soak` and `-- --rotate` are the long forms.

test('random evenings of scans, faults, leaps in time, restarts and power cuts end as a simple model says', async () => {
  // Some hundred where the machine has nothing else to do, fewer where it has.
  const { violations, runs } = await runModel({ seed: 20260203, runs: 300, limitMs: 12_000 });
  expect(violations).toEqual([]);
  expect(runs).toBeGreaterThan(0);
}, 180_000);

test('an hour at an entrance with outages, changes of the key and a midnight loses none and doubles none', async () => {
  const report = await runSoak({ seed: 20260203, scans: 240, folder: temporaryFolder() });
  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ outages: 12, keyChanges: 2 });
  expect(report.minutes).toBeGreaterThanOrEqual(59);
}, 120_000);

test('a key that is changed in the middle of the scans loses none, doubles none and keeps nobody waiting', async () => {
  // The organiser revokes the old key at the very moment of the change.
  const report = await runRotation({ seed: 20260204, scans: 400 });
  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ revoked: 'at', trials: { bad: 2 } });
}, 120_000);

test('the command line of the torture is read, and what is wrong with it is named', () => {
  const read = (...args: string[]) => readOptions(args, 42);
  expect(read()).toEqual({ test: 'kill', count: 200, seed: 42, nodes: 1, keep: false });
  expect(read('--kills', '5', '--seed', '7')).toMatchObject({ count: 5, seed: 7 });
  expect(read('--model', '--runs', '3')).toMatchObject({ test: 'model', count: 3 });
  expect(read('--soak')).toMatchObject({ test: 'soak', count: 20_000 });
  expect(read('--help')).toBe('help');
  expect(() => read('--kills', 'many')).toThrow('--kills must be a whole number from 1');
  expect(() => read('--seed', '-1')).toThrow();
  expect(() => read('--runs', '3')).toThrow('--runs is for another test: add --model');
  expect(() => read('--soak', '--kills', '3')).toThrow('leave out --soak');
  expect(() => read('--model', '--soak')).toThrow('choose one');
  expect(read('--rotate')).toMatchObject({ test: 'rotate', count: 5000 });
  expect(read('--rotate', '--scans', '9')).toMatchObject({ test: 'rotate', count: 9 });
  expect(read('--venue', '--nodes', '3')).toMatchObject({ test: 'venue', count: 10_000, nodes: 3 });
  expect(() => read('--nodes', '3')).toThrow('--nodes is for another test: add --venue');
  expect(() => read('--venue', '--nodes', '2')).toThrow('--nodes must be 1 or 3, not "2"');
  expect(() => read('--fast')).toThrow('--fast');
});
