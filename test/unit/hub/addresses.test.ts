import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import {
  checkListen,
  inOneSpelling,
  isForThisMachineAlone,
  placesToListen,
  reachableAt,
} from '../../../electron/hub/addresses.ts';
import { readJoinLine, writeJoinLine } from '../../../shared/hub/join-line.ts';
import { LONGEST_HUB } from '../../../shared/provisioning/sheet-columns.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  ...(text.includes(':') ? { family: 'IPv6' as const, scopeid: 0 } : { family: 'IPv4' as const }),
  address: text,
  internal,
  netmask: '',
  mac: '',
  cidr: null,
});

const MACHINE = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  eth0: [address('192.0.2.7'), address('2001:db8::7'), address('fe80::7')],
  wlan0: [address('198.51.100.3')],
};

test.each(['127.0.0.1', '::1', '192.0.2.7', '2001:db8::7', '0.0.0.0', '::'])(
  'this machine can listen on %s',
  (listen) => {
    expect(() => checkListen(listen, MACHINE)).not.toThrow();
  },
);

test.each(['192.0.2.8', 'localhost', 'fe80::7', '127.0.0.1:80', '*'])('but not on %s', (listen) => {
  expect(() => checkListen(listen, MACHINE)).toThrow(
    '--listen must be an address of this machine (127.0.0.1, ::1, 192.0.2.7, 2001:db8::7, 198.51.100.3), ' +
      `or 0.0.0.0 for all of them, not "${listen}"`,
  );
});

test('a person chooses among the addresses in a network, and loopback only if there is no other', () => {
  expect(placesToListen(MACHINE)).toEqual([
    { address: '192.0.2.7', card: 'eth0' },
    { address: '198.51.100.3', card: 'wlan0' },
    { address: '2001:db8::7', card: 'eth0' },
  ]);
  expect(placesToListen({ lo: MACHINE.lo, eth0: [address('fe80::7')] })).toEqual([
    { address: '127.0.0.1', card: 'lo' },
  ]);
});

test('devices look for the hub where they reach it, on this machine alone last', () => {
  const at = (listen: string) => reachableAt(listen, 4222, MACHINE);
  expect(at('192.0.2.7')).toEqual(['192.0.2.7:4222']);
  expect(at('2001:db8::7')).toEqual(['[2001:db8::7]:4222']);
  expect(at('0.0.0.0')).toEqual(['192.0.2.7:4222', '198.51.100.3:4222', '127.0.0.1:4222']);
  expect(at('::')).toEqual([
    '192.0.2.7:4222',
    '[2001:db8::7]:4222',
    '198.51.100.3:4222',
    '127.0.0.1:4222',
    '[::1]:4222',
  ]);
});

test('a join line has at most five addresses, so that it fits into a provisioning code whatever they are', () => {
  const many = Array.from({ length: 12 }, (_, n) =>
    address(`2001:db8:1111:2222:3333:4444:5555:66${10 + n}`),
  );
  const addresses = reachableAt('::', 65_535, { eth0: many });
  expect(addresses).toHaveLength(5);
  const secret = Buffer.alloc(32).toString('base64url');
  const rest = { fingerprint: secret, device: 'k3v9x2m7', seed: `SU${'A'.repeat(56)}`, secret };
  const line = writeJoinLine({ addresses, ...rest });
  expect(readJoinLine(line)).toMatchObject({ ok: true, join: { addresses } });
  expect(line.length).toBeLessThanOrEqual(LONGEST_HUB);
});

test('loopback is for this machine alone', () => {
  expect(['127.0.0.1', '127.1.2.3', '::1'].every(isForThisMachineAlone)).toBe(true);
  expect(['0.0.0.0', '::', '192.0.2.7'].some(isForThisMachineAlone)).toBe(false);
});

test.each([
  ['2001:DB8:0::0009', '2001:db8::9'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['FE80::7%eth0', 'fe80::7%eth0'],
  ['192.0.2.7', '192.0.2.7'],
  ['Hub.local', 'Hub.local'],
])('%s is spelled %s', (text, spelled) => {
  expect(inOneSpelling(text)).toBe(spelled);
});
