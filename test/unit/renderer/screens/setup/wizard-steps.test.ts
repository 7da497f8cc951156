import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  isFirstSetUp,
  STEPS,
  stepOf,
  stepsFor,
} from '../../../../../renderer/screens/setup/wizard-steps.ts';
import type { SettingView } from '../../../../../shared/bridge/setting-view.ts';
import { SCREEN_SETTINGS } from '../../../../../shared/settings/screen-settings.ts';
import type { SettingName } from '../../../../../shared/settings/settings.ts';

/** The settings of a new device, of which some are given from outside. */
function views(given: readonly SettingName[], saved: readonly SettingName[] = []): SettingView[] {
  return SCREEN_SETTINGS.map((name) => ({
    name,
    value: null,
    isSet: given.includes(name),
    source: given.includes(name) ? 'environment' : saved.includes(name) ? 'saved' : 'default',
    editable: !given.includes(name),
  }));
}

describe('the steps', () => {
  test('are all there on a device that has been given nothing', () => {
    expect(stepsFor(views([]), false)).toEqual(STEPS);
  });

  test.each<[string, SettingName[], boolean, string[]]>([
    ['the address alone is given', ['baseUrl'], false, [...STEPS]],
    ['the purpose is given', ['purpose'], false, ['connect', 'place', 'try', 'pin']],
    ['the PIN is set', [], true, ['connect', 'purpose', 'place', 'try']],
    ['the PIN is given', ['staffPin'], false, ['connect', 'purpose', 'place', 'try']],
    [
      'all of the place is given',
      ['location', 'timeZone', 'scannerSide', 'language'],
      false,
      ['connect', 'purpose', 'try', 'pin'],
    ],
    ['address and key are given', ['baseUrl', 'apiKey'], false, ['purpose', 'place', 'try', 'pin']],
  ])('leave out what needs nothing where %s', (_, given, pinIsSet, steps) => {
    expect(stepsFor(views(given), pinIsSet)).toEqual(steps);
  });

  test('have each field once', () => {
    const all = STEPS.flatMap((step) => [...fieldsOf(step).fields, ...fieldsOf(step).more]);
    expect(new Set(all).size).toBe(all.length);
    for (const name of all) expect(STEPS).toContain(stepOf(name));
    expect(stepOf('debounceMs')).toBeNull();
  });
});

test('a set-up is the first one until something was saved', () => {
  expect(isFirstSetUp(views(['baseUrl']))).toBe(true);
  expect(isFirstSetUp(views(['baseUrl'], ['location']))).toBe(false);
});
