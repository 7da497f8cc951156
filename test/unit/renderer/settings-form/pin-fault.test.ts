import { expect, test } from 'vitest';
import { pinFault } from '../../../../renderer/settings-form/pin-fault.ts';
import type { SettingView } from '../../../../shared/bridge/setting-view.ts';
import { WORDS } from '../../../fixtures/words.ts';

const { pinNeeded, pinsDiffer, pinAgainNeeded } = WORDS.settings;

const FROM_OUTSIDE: SettingView = {
  name: 'staffPin',
  value: null,
  isSet: true,
  source: 'environment',
  editable: false,
};

test.each<[string, Partial<Parameters<typeof pinFault>[0]>, string | null]>([
  ['typed twice', { typed: { staffPin: '2468' }, pinAgain: ' 2468 ' }, null],
  ['typed once', { typed: { staffPin: '2468' } }, pinAgainNeeded],
  ['typed differently', { typed: { staffPin: '2468' }, pinAgain: '2469' }, pinsDiffer],
  ['typed only into the second field', { pinAgain: '2468', pinIsSet: true }, pinsDiffer],
  ['not typed, and none is set', {}, pinNeeded],
  ['that is too short', { typed: { staffPin: '12' }, pinAgain: '12', pinIsSet: true }, pinNeeded],
  ['with a letter', { typed: { staffPin: '1234a' }, pinAgain: '1234a' }, pinNeeded],
  ['not typed, and one is set', { pinIsSet: true }, null],
  ['given from outside', { views: [FROM_OUTSIDE] }, null],
])('a PIN %s', (_, form, fault) => {
  const found = pinFault({ typed: {}, pinAgain: '', views: [], pinIsSet: false, ...form });
  expect(found?.say(WORDS) ?? null).toBe(fault);
});
