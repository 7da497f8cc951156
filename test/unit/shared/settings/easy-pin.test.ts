import { expect, test } from 'vitest';
import { isEasyPin } from '../../../../shared/settings/easy-pin.ts';

test.each([
  ...['0000', '7777', '111111111111', '1212', '565656', '1234', '12345678', '0123', '7890'],
  ...['4321', '987654', '3210', '1987', '2026', '2580', '0852'],
])('%s is easy to guess', (pin) => {
  expect(isEasyPin(pin)).toBe(true);
});

test.each(['2468', '1357', '9037', '1243', '1123', '20261', '90371528', '0246', '3141', '112233'])(
  '%s is not',
  (pin) => {
    expect(isEasyPin(pin)).toBe(false);
  },
);
