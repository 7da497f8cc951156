import { expect, test } from 'vitest';
import { RANK, rankOf } from '../../../../../renderer/scanner/camera/badge-rank.ts';
import { DEFAULTS } from '../../../../../shared/settings/settings.ts';

const PATTERN = new RegExp(DEFAULTS.codePattern, 'u');

test.each([
  ['a code', 'ABC-123', RANK.badge],
  ['a code with white space around it', ' ABC-123\r\n', RANK.badge],
  ['an attendance code', 'confera-attendance:DAY1-XYZ', RANK.badge],
  ['an attendance code in capitals', 'CONFERA-ATTENDANCE:DAY1-XYZ', RANK.badge],
  ['an address', 'https://expo.example/lead/4711', RANK.other],
  ['Wi-Fi details', 'WIFI:T:WPA;S:Expo;P:welcome;;', RANK.other],
  ['a contact card', 'BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD', RANK.unsendable],
  ['bytes that are no text', 'ABC\ufffd', RANK.unsendable],
  ['nothing', '', RANK.unsendable],
  ['what is too long', 'A'.repeat(513), RANK.unsendable],
])('%s', (_what, text, rank) => {
  expect(rankOf(text, PATTERN)).toBe(rank);
});

test('what a badge’s code looks like is a setting', () => {
  expect(rankOf('https://expo.example/b/1', /^https:\/\/expo\.example\/b\//u)).toBe(RANK.badge);
  expect(rankOf('LEAD-4711', /^EVT-/u)).toBe(RANK.other);
});
