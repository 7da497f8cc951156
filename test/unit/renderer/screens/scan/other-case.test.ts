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
  expect(otherCase(code, pattern)).toBe(other);
});
