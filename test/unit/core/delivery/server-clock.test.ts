import { describe, expect, test } from 'vitest';
import { ServerClock } from '../../../../electron/core/delivery/server-clock.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

const MINUTE = 60_000;

function clocks() {
  const device = new ManualClock();
  return { device, server: new ServerClock(device) };
}

describe('how far the device’s clock is from Confera’s', () => {
  test.each([
    ['right', 0, null],
    ['two minutes ahead', 2 * MINUTE, null],
    ['just over two minutes ahead', 2 * MINUTE + 1, 2],
    ['just over two minutes behind', -2 * MINUTE - 1, -2],
    ['an hour ahead', 60 * MINUTE, 60],
    ['three hours behind', -180 * MINUTE, -180],
  ])('%s', (_what, ahead, told) => {
    const { device, server } = clocks();
    server.heard(device.now() - ahead);
    expect(server.minutesAhead).toBe(told);
  });

  test('is unknown before the first answer', () => {
    expect(clocks().server.minutesAhead).toBeNull();
    expect(clocks().server.now()).toBeNull();
  });

  test('shows with the next answer after somebody has set the clock, until it is right again', () => {
    const { device, server } = clocks();
    server.heard(device.now());
    device.advance(5 * MINUTE);
    expect(server.minutesAhead).toBeNull();
    const right = device.now();
    device.setWall(right + 60 * MINUTE);
    expect(server.minutesAhead).toBeNull();
    expect(server.now()).toBe(right);
    server.heard(right);
    expect(server.minutesAhead).toBe(60);
    device.setWall(right);
    server.heard(right);
    expect(server.minutesAhead).toBeNull();
  });

  test('doesn’t come and go with each answer at the border', () => {
    const { device, server } = clocks();
    const told = [121, 119, 121, 104, 119, 121].map((seconds) => {
      server.heard(device.now() - seconds * 1000);
      return server.minutesAhead;
    });
    expect(told).toEqual([2, 2, 2, null, null, 2]);
  });
});
