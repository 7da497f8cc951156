import { expect, test } from 'vitest';
import { keysOf } from '../../../../renderer/touch-keyboard/key-rows.ts';

const PRINTABLE = Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) =>
  String.fromCharCode(0x21 + index),
);

test.each([false, true])(
  'the keys type every character that a key or an address may have (narrow: %s)',
  (isNarrow) => {
    const keys = [
      ...keysOf('letters', false, isNarrow),
      ...keysOf('letters', true, isNarrow),
      ...keysOf('signs', false, isNarrow),
    ];
    expect([...new Set(keys)].sort()).toEqual(PRINTABLE.sort());
  },
);

test('no key is there twice, and a PIN has digits alone', () => {
  for (const layer of ['letters', 'signs', 'digits'] as const) {
    const keys = keysOf(layer, false, false);
    expect(new Set(keys).size).toBe(keys.length);
  }
  expect(keysOf('digits', false, true).join('')).toMatch(/^\d{10}$/);
});
