import { expect, test } from 'vitest';
import { inTime, NO_ANSWER } from '../../../../electron/core/preflight/in-time.ts';
import { checkPin } from '../../../../electron/core/preflight/pin.ts';
import { checkPower } from '../../../../electron/core/preflight/power.ts';
import { checkQueue } from '../../../../electron/core/preflight/queue.ts';
import { stateOf } from '../../../../shared/preflight/findings.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

test('what takes longer than ten seconds is no longer waited for', async () => {
  const clock = new ManualClock(0);
  const hangs = inTime(new Promise<string>(() => {}), clock);
  const inGoodTime = inTime(Promise.resolve('here'), clock);
  clock.advance(9_999);
  expect(await inGoodTime).toBe('here');
  clock.advance(1);
  expect(await hangs).toBe(NO_ANSWER);
});

test('what did not answer is never good', () => {
  expect(stateOf(checkQueue(NO_ANSWER, 'https://confera.example', 0))).toBe('red');
  expect(stateOf(checkPin(NO_ANSWER))).toBe('unknown');
  expect(stateOf(checkPower(null))).toBe('unknown');
});

test.each([
  [{ keepsAwake: true, onBattery: false }, 'awake', 'green'],
  [{ keepsAwake: true, onBattery: true }, 'battery', 'amber'],
  [{ keepsAwake: false, onBattery: false }, 'may-sleep', 'amber'],
])('of a machine with %j it is told: %s', (facts, is, state) => {
  const found = checkPower(facts);
  expect([found.is, stateOf(found)]).toEqual([is, state]);
});
