import { expect, test } from 'vitest';
import { lineOf } from '../../../electron/preflight/sentences.ts';
import { FINDINGS, type Finding, stateOf } from '../../../shared/preflight/findings.ts';

/** A value for each name that a sentence may use. */
const VALUES = {
  others: '1.1.0',
  ...{ host: 'confera.example', ms: 12, conference: 'PyCon', event: 'GopherCon', kinds: 'badge' },
  ...{ seconds: 200, way: 'ahead', zone: 'Asia/Karachi', time: '10:00', machine: 'UTC' },
  ...{ machineTime: '05:00', folder: '/data', cause: 'EIO', percent: 1, megabytes: 640 },
  ...{ count: 2, minutes: 90, address: 'https://old.example', version: '1.2.0' },
};

/** The command runs where there is no screen, and so doesn't look at the power. */
const all = Object.entries(FINDINGS)
  .filter(([check]) => check !== 'power')
  .flatMap(([check, codes]) =>
    Object.keys(codes).map((is) => ({ check, is, values: VALUES }) as Finding),
  );

test.each(all.map((found) => [`${found.check}, ${found.is}`, found] as const))(
  '%s has one sentence of what it is, and one of what to do unless it is well',
  (_, found) => {
    const { detail, fix } = lineOf(found);
    const sentence = /^[A-Z“/1-9c][^\n]*[^.]\.$/;
    expect(detail).toMatch(sentence);
    expect(`${detail} ${fix}`).not.toMatch(/undefined|NaN|\. [A-Z][^\n]*\. [A-Z]/);
    const state = stateOf(found);
    if (state === 'green') expect(fix).toBeNull();
    if (state === 'amber' || state === 'red') expect(fix).toMatch(sentence);
  },
);

test('why a hub can’t be used is told in words of its own', () => {
  const told = (is: 'unreachable' | 'refused' | 'another', why: string) =>
    lineOf({ check: 'hub', is, values: { address: '10.0.0.7:4222', why } }).detail;
  expect(told('unreachable', 'refused')).toMatch(/^Nobody listens at .* 10\.0\.0\.7:4222, so this/);
  expect(told('unreachable', 'unknown-name')).toContain('know the name');
  expect(told('unreachable', 'no-answer')).toContain('does not answer');
  expect(told('refused', 'key-refused')).toContain('does not know this device');
  expect(told('refused', 'damaged-join-line')).toContain('is damaged');
  expect(told('another', 'other-certificate')).toContain('another certificate');
  expect(told('another', 'no-tls')).toContain('no TLS 1.3');
});

test('a length of time is told in the unit that suits it', () => {
  const told = (seconds: number) =>
    lineOf({ check: 'clock', is: 'off', values: { seconds, way: 'behind' } }).detail;
  expect(told(45)).toContain('45 seconds behind Confera');
  expect(told(180)).toContain('3 minutes behind');
  const waits = (minutes: number) =>
    lineOf({ check: 'queue', is: 'old', values: { count: 1, minutes } }).detail;
  expect(waits(16)).toBe('1 scan waits, the oldest for 16 minutes.');
  expect(waits(60 * 24 * 3)).toContain('for 3 days');
});
