import { expect, test } from 'vitest';
import { type Claimed, claimKey, nextRound } from '../../../../electron/core/hub/claim-key.ts';

const SECRET = Buffer.alloc(32, 1).toString('base64url');
const SCAN: Claimed = {
  baseUrl: 'https://confera.example',
  kind: 'badge',
  venueDay: '2026-11-30',
  group: 'entrance',
  code: 'BADGE-1',
};

test('all devices of an event name a scan alike, in 32 digits that hold nothing of the code', () => {
  expect(claimKey(SCAN, SECRET)).toBe(claimKey({ ...SCAN }, SECRET));
  expect(claimKey(SCAN, SECRET)).toMatch(/^[0-9a-f]{32}$/);
});

test.each<Partial<Claimed>>([
  { baseUrl: 'https://confera.example/other' },
  { kind: 'attendance' },
  { venueDay: '2026-12-01' },
  { group: 'dinner' },
  { code: 'BADGE-2' },
  // Texts that would read alike if they were only put together.
  { group: 'entranc', code: 'eBADGE-1' },
])('another scan has another name: %o', (other) => {
  expect(claimKey({ ...SCAN, ...other }, SECRET)).not.toBe(claimKey(SCAN, SECRET));
});

test('without the event’s secret nobody can tell which code was scanned', () => {
  const other = Buffer.alloc(32, 2).toString('base64url');
  expect(claimKey(SCAN, other)).not.toBe(claimKey(SCAN, SECRET));
});

test('each round of a scan has another name, which all devices of the event come to', () => {
  const rounds = [claimKey(SCAN, SECRET)];
  for (let n = 1; n < 5; n += 1) rounds.push(nextRound(rounds.at(-1) ?? '', SECRET));
  expect(new Set(rounds).size).toBe(5);
  expect(rounds.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  expect(nextRound(claimKey({ ...SCAN }, SECRET), SECRET)).toBe(rounds[1]);
});
