import { expect, test } from 'vitest';
import { deviceNamed } from '../../../../build/hub/device-named.ts';

const device = (name: string, id: string, revokedAt: number | null = null) => ({
  ...{ name, id, revokedAt },
  ...{ publicKey: 'U', joinedAt: 1 },
});

const DEVICES = [
  device('South gate', 'aaaaaaa1', 5),
  device('East gate', 'v28w6wt9'),
  device('North', 'aaaaaaa2', 5),
  device('North', 'aaaaaaa3'),
];

test.each([
  ['its name, in whatever letters', 'east GATE', 'east GATE'],
  ['its id at the hub', 'v28w6wt9', 'East gate'],
  ['a name that was given again', 'north', 'north'],
  ['a name that no device has', 'West', 'West'],
])('a device is meant by %s', (_, given, name) => {
  expect(deviceNamed(DEVICES, given)).toBe(name);
});

test.each(['South gate', 'aaaaaaa1'])('a device that is revoked already: %s', (given) => {
  expect(() => deviceNamed(DEVICES, given)).toThrow(
    /^"South gate" \(id aaaaaaa1\) is revoked already\. .* its page Venue shows its id, and revoke takes that/,
  );
});
