import { describe, expect, test } from 'vitest';
import {
  NO_TYPING,
  type PinKey,
  typePin,
} from '../../../../../renderer/screens/pin-pad/pin-typing.ts';

function keyOf(key: string): PinKey {
  if (key === 'Enter') return { is: 'enter' };
  return key === 'Backspace' ? { is: 'delete' } : { is: 'digit', digit: key };
}

/** Types keys, each so many milliseconds after the one before. */
function type(keys: readonly (readonly [key: string, gapMs: number])[]) {
  let at = 1000;
  let typing = NO_TYPING;
  let confirmed: string | null = null;
  for (const [key, gap] of keys) {
    at += gap;
    const step = typePin(typing, keyOf(key), at, 12);
    typing = step.typing;
    if (step.confirmed) confirmed = typing.digits;
  }
  return { digits: typing.digits, confirmed };
}

const at = (gap: number, keys: string[]) => keys.map((key) => [key, gap] as const);

test('a person’s PIN', () => {
  expect(type(at(180, ['2', '4', '6', '8', 'Enter']))).toEqual({
    digits: '2468',
    confirmed: '2468',
  });
});

test('a quick person’s PIN, with a digit taken back', () => {
  expect(type(at(90, ['2', '5', 'Backspace', '4', '6', '8', 'Enter'])).confirmed).toBe('2468');
});

test('never longer than a PIN may be', () => {
  expect(type(at(100, [...'1234567890123'])).digits).toBe('123456789012');
});

describe.each([0, 1, 4, 8, 16, 30, 45, 60])('a scanner at %i ms a key', (gap) => {
  test.each(['1234', '90371528', '123456789012'])('enters and confirms nothing of %s', (pin) => {
    expect(type(at(gap, [...pin, 'Enter']))).toEqual({ digits: '', confirmed: null });
  });

  test('takes what a person had entered with it', () => {
    const typed = [...at(200, ['2', '4', '6', '8']), ...at(gap, ['7', '7', '7', 'Enter'])];
    expect(type(typed)).toEqual({ digits: '', confirmed: null });
  });

  test('confirms nothing with an Enter that comes late', () => {
    const typed = [...at(gap, ['1', '2', '3', '4']), ['Enter', 150] as const];
    expect(type(typed).confirmed).toBeNull();
  });
});

test('after a scan a person goes on', () => {
  const typed = [
    ...at(8, ['1', '2', '3', '4', 'Enter']),
    ...at(400, ['2', '4', '6', '8', 'Enter']),
  ];
  expect(type(typed).confirmed).toBe('2468');
});

test('a person who types too fast to be told from a scanner can be told so', () => {
  const first = typePin(NO_TYPING, keyOf('2'), 1000, 12);
  const second = typePin(first.typing, keyOf('4'), 1040, 12);
  expect([first.tooQuick, second.tooQuick]).toEqual([false, true]);
});
