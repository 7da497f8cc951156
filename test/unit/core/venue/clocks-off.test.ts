import { expect, it } from 'vitest';
import { hubAheadMs } from '../../../../electron/core/venue/clocks-off.ts';

const HOUR = 3_600_000;

it.each([
  ['no device', [], 0],
  ['a device that agrees', [800], 0],
  ['one device that differs', [HOUR], 0],
  ['one of two that differs', [0, HOUR], 0],
  ['two that differ from the hub and from each other', [HOUR, -HOUR], 0],
  ['two that agree with each other', [HOUR, HOUR], -HOUR],
  ['most of them', [HOUR, HOUR, HOUR, 0], -HOUR],
  ['half of all, with the hub', [HOUR, HOUR, 0], 0],
  ['most of them, behind', [-HOUR, -HOUR - 500, -HOUR + 500, 0], HOUR],
])('how far the hub is ahead, by %s', (_, aheadOfHub, expected) => {
  expect(Math.abs(hubAheadMs(aheadOfHub) - expected)).toBeLessThan(1000);
});
