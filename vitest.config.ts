import { defineConfig } from 'vitest/config';

/**
 * Unit tests that wait for a real disk, draw and decode pictures, or have the compiler read all code. `npm run check`
 * leaves them to `npm test`.
 */
const SLOW_UNIT_TESTS = [
  'test/unit/core/outbox/**/*.test.ts',
  'test/unit/bench/**/*.test.ts',
  'test/unit/settings/wipe-folder.test.ts',
  'test/unit/start/electron-program.test.ts',
  'test/unit/shared/words/used-keys.test.ts',
];

/** The packed app in a clean Debian. It needs the Electron that `npm run electron-proof` fetches, and is a part of that. */
const CLEAN_DEBIAN = 'test/package/clean-debian.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          exclude: SLOW_UNIT_TESTS,
          testTimeout: 20_000,
          // A process for each file takes four times as long, and these tests leave nothing behind.
          isolate: false,
          maxWorkers: 2,
        },
      },
      { test: { name: 'slow-unit', include: SLOW_UNIT_TESTS, testTimeout: 20_000, maxWorkers: 2 } },
      {
        // These wait for disks, processes and time limits more than they compute.
        test: {
          name: 'integration',
          maxWorkers: 2,
          include: [
            'test/simulator/**/*.test.ts',
            'test/integration/**/*.test.ts',
            'test/proxy/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        // Real browsers: one at a time, since two cores are shared with the kiosk and the simulator.
        test: {
          name: 'e2e',
          include: [
            'test/scanner/**/*.test.ts',
            'test/e2e/**/*.test.ts',
            'test/field/**/*.test.ts',
            'test/screens/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        // One at a time, since all share one screen. `npm run electron-proof` provides it, and Electron's program.
        test: {
          name: 'real-electron',
          include: ['test/real-electron/**/*.test.ts'],
          globalSetup: 'test/real-electron/setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        // After all others: packing and a second browser want the machine for themselves.
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          exclude: [CLEAN_DEBIAN],
          globalSetup: 'test/package/setup.ts',
          testTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: 'clean-debian', include: [CLEAN_DEBIAN], testTimeout: 60_000 } },
    ],
  },
});
