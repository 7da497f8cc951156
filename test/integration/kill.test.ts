import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { runKills } from '../torture/kill.ts';

// `npm run torture` is the long form.
test('a gate killed again and again in the middle of its scans loses none and doubles none', async () => {
  const report = await runKills({ seed: 20260203, kills: 8, dataDir: temporaryFolder() });
  expect(report.violations).toEqual([]);
  expect(report.told['checked-in']).toBeGreaterThan(0);
  expect(report.recorded).toBeGreaterThan(report.kills);
}, 120_000);
