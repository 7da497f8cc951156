import { expect, test } from 'vitest';
import { otherCase } from '../../../../../renderer/screens/scan/other-case.ts';

test.each([
  { code: 'badge-3', pattern: '^BADGE-\\d+$', other: 'BADGE-3' },
  { code: 'ABC', pattern: '^[a-z]+$', other: 'abc' },
  { code: 'BADGE-3', pattern: '^BADGE-\\d+$', other: null },
  { code: 'badge', pattern: '^BADGE-\\d+$', other: null },
  { code: 'Straße-1', pattern: '^\\p{L}+-\\d$', other: null },
  { code: 'badge-3', pattern: '', other: null },
])('for $code and the pattern $pattern it is $other', ({ code, pattern, other }) => {
  expect(otherCase(code, pattern, null)).toBe(other);
});

test.each([
  { code: 'badge-3', unknown: 'badge-3', pattern: '^[A-Za-z0-9-]+$', other: 'BADGE-3' },
  { code: 'BADGE-3', unknown: 'BADGE-3', pattern: '^[A-Za-z0-9-]+$', other: 'badge-3' },
  { code: 'badge-4', unknown: 'badge-3', pattern: '^[A-Za-z0-9-]+$', other: null },
  { code: '1234', unknown: '1234', pattern: '^[A-Za-z0-9-]+$', other: null },
  { code: 'badge-3', unknown: 'badge-3', pattern: '^[a-z0-9-]+$', other: null },
])(
  'for $code, after $unknown was unknown and with the pattern $pattern, it is $other',
  ({ code, unknown, pattern, other }) => {
    expect(otherCase(code, pattern, unknown)).toBe(other);
  },
);
