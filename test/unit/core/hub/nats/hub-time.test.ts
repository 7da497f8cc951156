import { expect, test } from 'vitest';
import { HubTime } from '../../../../../electron/core/hub/nats/hub-time.ts';

/** The hub's clock minus the device's uptime, in these tests. */
const APART = 1_700_000_000_000;

function timeAt(start = 0) {
  let uptime = start;
  const time = new HubTime(() => uptime);
  return {
    time,
    pass: (ms: number) => {
      uptime += ms;
    },
    hubNow: () => uptime + APART,
  };
}

test('before the hub has shown a time, everything is just now', () => {
  const { time, hubNow } = timeAt();
  expect(time.agoMs(hubNow() - 3_600_000)).toBe(0);
});

test('before a message of this device’s own has come back, an age is the least that it can be', () => {
  const { time, pass, hubNow } = timeAt();
  const old = hubNow() - 3_600_000;
  time.heard(old);
  expect(time.agoMs(old)).toBe(0);
  // One that was made ten minutes later.
  time.heard(old + 600_000);
  pass(5000);
  expect(time.agoMs(old)).toBe(605_000);
});

test('a message that comes back tells the time to within its way', () => {
  const { time, pass, hubNow } = timeAt();
  time.heard(hubNow() - 3_600_000);
  time.sent('beat');
  pass(10);
  const at = hubNow();
  pass(30);
  time.returned('beat', at);
  const error = time.agoMs(hubNow() - 900_000) - 900_000;
  expect(Math.abs(error)).toBeLessThanOrEqual(20);
  // It goes on by the uptime, and what other devices said long ago changes nothing.
  pass(3_600_000);
  time.heard(hubNow() - 7_200_000);
  expect(Math.abs(time.agoMs(hubNow() - 900_000) - 900_000)).toBeLessThanOrEqual(20);
});

test('an answer to a question tells the time, too', () => {
  const { time, pass, hubNow } = timeAt(50_000);
  const askedAt = time.uptime();
  pass(4);
  expect(time.isKnown).toBe(false);
  time.heard(hubNow(), askedAt);
  expect(time.isKnown).toBe(true);
  expect(time.agoMs(hubNow() - 60_000)).toBeCloseTo(60_000, -1);
});

test('a better message narrows it, and a worse one changes nothing', () => {
  const { time, pass, hubNow } = timeAt();
  const goThere = (way: number, back: number) => {
    time.sent('beat');
    pass(way);
    const at = hubNow();
    pass(back);
    time.returned('beat', at);
  };
  goThere(2000, 0);
  goThere(2, 2);
  goThere(0, 8000);
  expect(Math.abs(time.agoMs(hubNow() - 60_000) - 60_000)).toBeLessThanOrEqual(2);
});

test.each([3_600_000, -3_600_000])('the hub’s clock may be set by %s ms', (by) => {
  const { time, pass, hubNow } = timeAt();
  const beat = (set: number) => {
    time.sent('beat');
    pass(2);
    time.returned('beat', hubNow() + set);
  };
  beat(0);
  beat(by);
  expect(Math.abs(time.agoMs(hubNow() + by - 60_000) - 60_000)).toBeLessThanOrEqual(2);
});

test('an age is never negative, and a time that is none is left out', () => {
  const { time, pass, hubNow } = timeAt();
  time.sent('beat');
  pass(2);
  time.returned('beat', hubNow());
  time.heard(Number.NaN);
  expect(time.agoMs(hubNow() + 60_000)).toBe(0);
  expect(Math.abs(time.agoMs(hubNow() - 60_000) - 60_000)).toBeLessThanOrEqual(2);
});

test('a message that never came back is not taken for a later one', () => {
  const { time, pass, hubNow } = timeAt();
  for (let n = 0; n < 100; n += 1) time.sent(`lost ${n}`);
  pass(60_000);
  // The first ones are forgotten, so this is a message of another's.
  time.returned('lost 0', hubNow());
  expect(time.agoMs(hubNow() - 60_000)).toBe(60_000);
});
