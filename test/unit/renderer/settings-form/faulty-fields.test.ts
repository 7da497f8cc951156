import { expect, test } from 'vitest';
import {
  CONNECTION,
  type FilledForm,
  faultyFields,
} from '../../../../renderer/settings-form/faulty-fields.ts';
import type { SettingView } from '../../../../shared/bridge/setting-view.ts';
import { SCREEN_SETTINGS } from '../../../../shared/settings/screen-settings.ts';
import { WORDS } from '../../../fixtures/words.ts';

const KEY: SettingView = {
  name: 'apiKey',
  value: null,
  isSet: true,
  source: 'saved',
  editable: true,
};
const FROM_OUTSIDE: SettingView = { ...KEY, source: 'environment', editable: false };
const GOOD = { baseUrl: 'https://a.example', apiKey: 'k' };

function filled(form: Partial<FilledForm>): FilledForm {
  return { typed: {}, views: [], httpIsAllowed: false, ...form };
}

test.each<[string, Partial<FilledForm>, string[]]>([
  ['nothing is typed', { typed: { baseUrl: ' ' } }, ['baseUrl', 'apiKey']],
  ['only the address is', { typed: { baseUrl: 'https://a.example' } }, ['apiKey']],
  ['only the key is', { typed: { apiKey: 'k' } }, ['baseUrl']],
  ['both are', { typed: GOOD }, []],
  ['a key is set', { views: [KEY] }, ['baseUrl']],
  ['the key is given from outside', { views: [FROM_OUTSIDE] }, ['baseUrl']],
  [
    'the address was set and is cleared',
    { typed: { apiKey: 'k' }, views: [{ ...KEY, name: 'baseUrl', value: 'https://a.example' }] },
    ['baseUrl'],
  ],
  ['neither has the form', { typed: { baseUrl: 'a b', apiKey: 'abc def' } }, ['baseUrl', 'apiKey']],
  ['the beginning of the address is left out', { typed: { ...GOOD, baseUrl: 'a.example' } }, []],
  [
    'the key would cross the network',
    { typed: { ...GOOD, baseUrl: 'http://a.example' } },
    ['baseUrl'],
  ],
  ['it stays on this machine', { typed: { ...GOOD, baseUrl: 'http://localhost:80' } }, []],
  ['http is allowed', { typed: { ...GOOD, baseUrl: 'http://a.example' }, httpIsAllowed: true }, []],
])('if %s, all that is wrong with the connection is told', (_, form, settings) => {
  expect(faultyFields(filled(form), CONNECTION).map(({ setting }) => setting)).toEqual(settings);
});

test('every other field that has a bad text is told at the same time', () => {
  const typed = { ...GOOD, apiKey: '', debounceMs: '5', volume: '101', theme: 'light', accent: '' };
  const found = faultyFields(filled({ typed }), SCREEN_SETTINGS);
  expect(found.map(({ setting }) => setting)).toEqual(['apiKey', 'volume', 'debounceMs']);
});

test('a text that is no key gets other words than a key that Confera refuses', () => {
  const [fault] = faultyFields(filled({ typed: { ...GOOD, apiKey: 'abc def' } }), CONNECTION);
  const name = WORDS.join.quoted({ name: WORDS.settings.labels.apiKey });
  expect(fault?.say(WORDS)).toBe(WORDS.problems.key['not-accepted']({ name }));
});
