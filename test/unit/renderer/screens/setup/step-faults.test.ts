import { describe, expect, test } from 'vitest';
import { stepFaults } from '../../../../../renderer/screens/setup/step-faults.ts';
import type { Step } from '../../../../../renderer/screens/setup/wizard-steps.ts';
import type { Typed } from '../../../../../renderer/settings-form/form-values.ts';

/** The settings of a new device that have something wrong with them in a step. */
function wrongIn(step: Step, typed: Typed, pinAgain: string | null = ''): string[] {
  const form = { typed, views: [], httpIsAllowed: false, pinIsSet: false, pinAgain };
  return stepFaults(step, form).map(({ setting }) => setting);
}

describe('a step tells what is wrong with its own fields, and with all of them', () => {
  test.each<[Step, Typed, string[]]>([
    ['connect', {}, ['baseUrl', 'apiKey']],
    ['connect', { baseUrl: 'http://a.example', apiKey: 'a b' }, ['baseUrl', 'apiKey']],
    ['connect', { baseUrl: 'https://a.example', apiKey: 'k', timeZone: 'Atlantis' }, []],
    ['purpose', {}, []],
    ['place', {}, []],
    ['place', { timeZone: 'Atlantis', desk: 'x'.repeat(101) }, ['timeZone', 'desk']],
    ['place', { timeZone: 'Asia/Karachi', location: 'Gate A' }, []],
    ['try', {}, []],
  ])('%s with %j', (step, typed, wrong) => {
    expect(wrongIn(step, typed)).toEqual(wrong);
  });
});

describe('the PIN', () => {
  test.each<[string, string, string | null, boolean]>([
    ['is typed twice', '90371528', '90371528', true],
    ['is not the same the second time', '90371528', '90371529', false],
    ['is typed once, where it can be seen', '90371528', null, true],
    ['is too short, even where it can be seen', '12', null, false],
    ['may be easy to guess: that is only warned of', '1234', '1234', true],
    ['is missing', '', '', false],
  ])('%s', (_, staffPin, pinAgain, isGood) => {
    expect(wrongIn('pin', { staffPin }, pinAgain)).toEqual(isGood ? [] : ['staffPin']);
  });
});
