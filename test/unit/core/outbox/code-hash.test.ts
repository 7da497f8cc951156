import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeTail, hashCode } from '../../../../electron/core/outbox/code-hash.ts';

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

describe('the end of a code that may be shown', () => {
  test.each([
    ['ABCDEFGHIJKL', 'IJKL'],
    ['123456789', '6789'],
    ['12345678', '5678'],
    ['12345', '45'],
    ['123', '3'],
    ['12', '2'],
    ['BADGE-😀😁😂🤣', '😀😁😂🤣'],
    ['BADGE-12345\u200b6', '45\u200b6'],
  ])('of %s is %s', (code, tail) => {
    expect(codeTail(code)).toBe(tail);
  });

  test('is never more than half of it, nor more than four characters', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 600 }), (code) => {
        const tail = codeTail(code);
        expect(code.endsWith(tail)).toBe(true);
        expect(tail.length).toBeLessThanOrEqual(Math.min(4, code.length / 2));
      }),
    );
  });
});
