import { expect, test } from 'vitest';
import { steadyUptime } from '../../../../electron/core/system/clock.ts';

/** A machine whose three clocks are moved by hand, in milliseconds. */
function machine() {
  const clocks = { uptime: 50_000, wall: 1_770_000_000_000, monotonic: 7000, reads: 0 };
  const uptime = steadyUptime({
    read: () => {
      clocks.reads += 1;
      return clocks.uptime;
    },
    wall: () => clocks.wall,
    monotonic: () => clocks.monotonic,
  });
  const pass = (ms: number) => {
    clocks.uptime += ms;
    clocks.wall += ms;
    clocks.monotonic += ms;
  };
  return { clocks, uptime, pass };
}

test('many readings within a second cost one look at the system', () => {
  const { clocks, uptime, pass } = machine();
  for (let n = 0; n < 99; n += 1) {
    expect(uptime()).toBe(clocks.uptime);
    pass(10);
  }
  expect(clocks.reads).toBe(1);
  pass(500);
  expect(uptime()).toBe(clocks.uptime);
  expect(clocks.reads).toBe(2);
});

test('a sleep, in which the monotonic clock stands still, is counted at once', () => {
  const { clocks, uptime, pass } = machine();
  uptime();
  pass(100);
  clocks.uptime += 3_600_000;
  clocks.wall += 3_600_000;
  expect(uptime()).toBe(clocks.uptime);
});

test.each([-86_400_000, 86_400_000])('a wall clock that is set by %i ms changes nothing', (by) => {
  const { clocks, uptime, pass } = machine();
  uptime();
  clocks.wall += by;
  pass(100);
  expect(uptime()).toBe(clocks.uptime);
});
