import { expect, test } from 'vitest';
import { emptyConnection } from '../../../../renderer/settings-form/empty-connection.ts';
import type { SettingView } from '../../../../shared/bridge/setting-view.ts';
import type { SettingName } from '../../../../shared/settings/settings.ts';

const KEY: SettingView = {
  name: 'apiKey',
  value: null,
  isSet: true,
  source: 'saved',
  editable: true,
};
const FROM_OUTSIDE: SettingView = { ...KEY, source: 'environment', editable: false };

test.each<[string, Parameters<typeof emptyConnection>[0], SettingName[]]>([
  ['nothing is typed', { typed: { baseUrl: ' ' }, views: [] }, ['baseUrl', 'apiKey']],
  ['only the address is', { typed: { baseUrl: 'https://a.example' }, views: [] }, ['apiKey']],
  ['only the key is', { typed: { apiKey: 'k' }, views: [] }, ['baseUrl']],
  ['both are', { typed: { baseUrl: 'x', apiKey: 'k' }, views: [] }, []],
  ['a key is set', { typed: {}, views: [KEY] }, ['baseUrl']],
  ['the key is given from outside', { typed: {}, views: [FROM_OUTSIDE] }, ['baseUrl']],
  [
    'the address was set and is cleared',
    { typed: { apiKey: 'k' }, views: [{ ...KEY, name: 'baseUrl', value: 'https://a.example' }] },
    ['baseUrl'],
  ],
])('if %s, the empty fields are told', (_, form, settings) => {
  expect(emptyConnection(form).map(({ setting }) => setting)).toEqual(settings);
});
