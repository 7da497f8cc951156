import { describe, expect, test } from 'vitest';
import { hashCode } from '../../../../electron/core/outbox/code-hash.ts';

describe('the hash of a code', () => {
  test('is the same for the same code on the same device', () => {
    expect(hashCode('ABC123', 'secret')).toEqual(hashCode('ABC123', 'secret'));
    expect(hashCode('ABC123', 'secret')).toHaveLength(16);
  });

  test.each([
    ['another code', 'ABC124', 'secret'],
    ['another case', 'abc123', 'secret'],
    ['another device', 'ABC123', 'other secret'],
    ['code and secret with the border moved', 'ABC12', '3secret'],
  ])('is another for %s', (_what, code, secret) => {
    expect(hashCode(code, secret)).not.toEqual(hashCode('ABC123', 'secret'));
  });

  test('never holds the code', () => {
    expect(hashCode('ABC123', 'secret').toString('latin1')).not.toContain('ABC');
  });
});
