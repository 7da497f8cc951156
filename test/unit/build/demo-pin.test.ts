import { expect, test } from 'vitest';
import { DEMO_PIN } from '../../../build/demo/conference.ts';
import { isEasyPin } from '../../../shared/settings/easy-pin.ts';

test('the demo’s PIN is none that the check before the doors open calls easy', () => {
  expect(isEasyPin(DEMO_PIN)).toBe(false);
});
