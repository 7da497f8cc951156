import { expect, test } from 'vitest';
import { type HubJoin, readJoinLine, writeJoinLine } from '../../../../shared/hub/join-line.ts';

const JOIN: HubJoin = {
  addresses: ['192.168.7.20:4222', '[fd00::1]:4222', 'hub.venue.example:4222'],
  fingerprint: Buffer.alloc(32, 9).toString('base64url'),
  device: 'k3v9x2m7',
  seed: `SU${'A'.repeat(56)}`,
  secret: Buffer.alloc(32, 7).toString('base64url'),
};

test('a device reads what the hub has written, also with the variable’s name before it', () => {
  const line = writeJoinLine(JOIN);
  expect(readJoinLine(line)).toEqual({ ok: true, join: JOIN });
  expect(readJoinLine(` KIOSK_HUB_JOIN=${line}\n`)).toEqual({ ok: true, join: JOIN });
});

test('a line fits on one line of a terminal’s file, and has nothing in it that a shell would change', () => {
  expect(writeJoinLine(JOIN)).toMatch(/^[A-Za-z0-9._-]+$/);
});

test('a line with two addresses leaves a provisioning code room for all else', () => {
  const addresses = ['192.168.100.200:65535', '127.0.0.1:65535'];
  expect(writeJoinLine({ ...JOIN, addresses }).length).toBeLessThan(250);
});

test('a line of a later version is told apart from a damaged one', () => {
  const line = writeJoinLine(JOIN);
  expect(readJoinLine(line.replace(/^hub1/, 'hub2'))).toEqual({ ok: false, problem: 'newer' });
});

const parts = writeJoinLine(JOIN).split('.');
const withPart = (index: number, text: string) => parts.with(index, text).join('.');
const addresses = (text: string) => withPart(1, Buffer.from(text).toString('base64url'));

test.each([
  ['nothing', ''],
  ['a key of Confera’s', 'cat_live_0123456789'],
  ['a line that was cut', parts.slice(0, 5).join('.')],
  ['a line with more at its end', `${parts.join('.')}.more`],
  ['no address', withPart(1, '')],
  ['an address without a port', addresses('192.168.7.20')],
  ['a port that is none', addresses('192.168.7.20:70000')],
  ['an address with a path', addresses('192.168.7.20:4222/x')],
  ['addresses that aren’t letters', withPart(1, '!!!')],
  ['more addresses than a hub has', addresses(Array(9).fill('h:1').join(','))],
  ['a fingerprint that was cut', withPart(2, JOIN.fingerprint.slice(0, -1))],
  ['a certificate in place of its fingerprint', withPart(2, 'MIIB'.repeat(125))],
  ['a device with a name of its own choice', withPart(3, 'gate.>')],
  ['a seed that was cut', withPart(4, JOIN.seed.slice(0, -1))],
  ['a secret that was cut', withPart(5, JOIN.secret.slice(0, -1))],
])('%s is refused', (_, line) => {
  expect(readJoinLine(line)).toEqual({ ok: false, problem: 'damaged' });
});
