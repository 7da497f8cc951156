import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeTail } from '../../../../shared/scan/code-tail.ts';

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
