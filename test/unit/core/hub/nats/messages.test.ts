import { expect, test } from 'vitest';
import type { Beat } from '../../../../../electron/core/hub/claim-hub.ts';
import {
  readMessage,
  writeBeat,
  writeClaim,
  writeVoid,
} from '../../../../../electron/core/hub/nats/messages.ts';
import { beatSubject, claimSubject, voidSubject } from '../../../../../shared/hub/subjects.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const DEVICE = 'k3v9x2m7';
const CLAIM = { key: KEY, scanId: '0192-abc', location: 'Gate A' };
const BEAT: Beat = {
  deviceId: 'gate-a',
  location: null,
  version: '1.0.0',
  connection: 'blocked',
  storage: 'full',
  queued: 3,
  oldestMs: 1500.5,
  lastScanMs: null,
  letInTwice: 2,
  clock: -5,
};

const bytes = (text: string | null) => new TextEncoder().encode(text ?? '');
const read = (subject: string, value: unknown) =>
  readMessage(subject, bytes(JSON.stringify(value)));

test('what a device writes, another one reads', () => {
  const claim = bytes(writeClaim(CLAIM, DEVICE));
  expect(readMessage(claimSubject(KEY), claim)).toEqual({
    is: 'claim',
    claim: { ...CLAIM, device: DEVICE },
  });
  expect(readMessage(voidSubject(DEVICE, KEY), bytes(writeVoid('0192-abc')))).toEqual({
    is: 'void',
    device: DEVICE,
    key: KEY,
    scanId: '0192-abc',
  });
  expect(readMessage(beatSubject(DEVICE), bytes(writeBeat(BEAT, 'beat 1')))).toEqual({
    is: 'beat',
    device: DEVICE,
    id: 'beat 1',
    beat: BEAT,
  });
});

test('a name becomes one line of bounded length, without what can’t be seen, when it is written and when it is read', () => {
  const location = `\u202eGate\r\n\u0007A${' long'.repeat(100)}`;
  const claim = { device: DEVICE, scanId: 's', location };
  const said = read(claimSubject(KEY), claim);
  const cleaned = said?.is === 'claim' ? said.claim.location : null;
  expect(cleaned).toMatch(/^Gate A( long)+ \w*…$/);
  expect(cleaned?.length).toBeLessThanOrEqual(201);
  expect(JSON.parse(writeClaim({ ...CLAIM, location }, DEVICE) ?? '').location).toBe(cleaned);
  expect(read(claimSubject(KEY), { ...claim, location: '\u202e ' })).toMatchObject({
    claim: { location: null },
  });
});

const SAID = { device: DEVICE, scanId: 's', location: null };
const BEATS = { ...BEAT, id: 'x' };

test.each<[string, string, unknown]>([
  ['another subject', 'somewhere.else', SAID],
  ['a short key', claimSubject('abc'), SAID],
  ['a key in capitals', claimSubject(KEY.toUpperCase()), SAID],
  ['a list', claimSubject(KEY), [SAID]],
  ['null', claimSubject(KEY), null],
  ['no scan', claimSubject(KEY), { ...SAID, scanId: '' }],
  ['a scan that is a sentence', claimSubject(KEY), { ...SAID, scanId: 'a b' }],
  ['a scan that is a number', claimSubject(KEY), { ...SAID, scanId: 7 }],
  ['another kind of device', claimSubject(KEY), { ...SAID, device: '../..' }],
  ['a location that is a list', claimSubject(KEY), { ...SAID, location: ['a'] }],
  ['no location', claimSubject(KEY), { device: DEVICE, scanId: 's' }],
  ['a void of a device that can’t be', voidSubject('x', KEY), SAID],
  ['a void of no scan', voidSubject(DEVICE, KEY), {}],
  ['a queue below zero', beatSubject(DEVICE), { ...BEATS, queued: -1 }],
  ['a queue that is a text', beatSubject(DEVICE), { ...BEATS, queued: '3' }],
  ['half a badge that was let in twice', beatSubject(DEVICE), { ...BEATS, letInTwice: 0.5 }],
  ['an age of a thousand years', beatSubject(DEVICE), { ...BEATS, oldestMs: 3e13 }],
  ['a connection that there isn’t', beatSubject(DEVICE), { ...BEATS, connection: 'sideways' }],
  ['a beat of many bytes', beatSubject(DEVICE), { ...BEATS, version: 'x'.repeat(5000) }],
])('isn’t read: %s', (_, subject, value) => {
  expect(read(subject, value)).toBeNull();
});

test.each(['', '{', '"', '\0', '{"device":'])('isn’t read: %j', (text) => {
  expect(readMessage(claimSubject(KEY), bytes(text))).toBeNull();
});

test('bytes that are no text aren’t read', () => {
  const data = bytes(writeClaim(CLAIM, DEVICE));
  expect(readMessage(claimSubject(KEY), data)).not.toBeNull();
  data[data.indexOf('G'.charCodeAt(0))] = 0xff;
  expect(readMessage(claimSubject(KEY), data)).toBeNull();
});

test('what nobody could read isn’t written', () => {
  expect(writeClaim({ ...CLAIM, scanId: 'x'.repeat(65) }, DEVICE)).toBeNull();
  expect(writeVoid('')).toBeNull();
  expect(writeBeat({ ...BEAT, queued: Number.NaN }, 'x')).toBeNull();
});
