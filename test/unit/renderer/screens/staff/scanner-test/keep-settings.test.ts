import { expect, test } from 'vitest';
import {
  otherwiseGiven,
  wordsForGivenOutside,
} from '../../../../../../renderer/screens/staff/scanner-test/keep-settings.ts';
import type { SettingView } from '../../../../../../shared/bridge/setting-view.ts';
import { WORDS } from '../../../../../fixtures/words.ts';

const view = (name: SettingView['name'], value: string, source: SettingView['source']) => ({
  name,
  value,
  source,
  isSet: true,
  editable: source === 'saved' || source === 'default',
});
const VALUES = { scannerLayout: 'de', wedgeGapMs: '90', wedgeMeanMs: '70' };

test.each<[string, SettingView[], string[]]>([
  ['saved here', [view('scannerLayout', 'us', 'saved'), view('wedgeGapMs', '80', 'default')], []],
  ['given by the environment', [view('scannerLayout', 'us', 'environment')], ['scannerLayout']],
  ['given by a flag', [view('wedgeGapMs', '80', 'flag')], ['wedgeGapMs']],
  ['given as it was found out', [view('scannerLayout', 'de', 'environment')], []],
  ['given, and another', [view('location', 'Gate A', 'environment')], []],
])('a setting %s', (_, views, names) => {
  expect(otherwiseGiven(views, VALUES)).toEqual(names);
});

test('staff are told which settings are given from outside', () => {
  expect(wordsForGivenOutside(WORDS, ['scannerLayout', 'wedgeGapMs'])).toBe(
    "Not changed: “The scanner's keyboard layout”, “Longest gap between two keys (ms)”. They are set where the kiosk is started, so change them there.",
  );
});
