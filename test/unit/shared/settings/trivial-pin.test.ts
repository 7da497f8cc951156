import { expect, test } from 'vitest';
import { isTrivialPin } from '../../../../shared/settings/trivial-pin.ts';

test.each([
  ...['0000', '1111', '77777777', '1234', '012345', '4321', '9876', '7890', '1234567890'],
  ...['1212', '101010', '123123', '1122', '0099', '2580', '1397'],
])('%s is guessed at once', (pin) => {
  expect(isTrivialPin(pin)).toBe(true);
});

test.each(['90371528', '1984', '4821', '1243', '11119', '2023', '1235', '73'])(
  '%s is not',
  (pin) => {
    expect(isTrivialPin(pin)).toBe(false);
  },
);
