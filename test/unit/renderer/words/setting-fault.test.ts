import { expect, test } from 'vitest';
import { settingFault } from '../../../../renderer/words/setting-fault.ts';
import { SCREEN_SETTINGS } from '../../../../shared/settings/screen-settings.ts';
import { SETTINGS } from '../../../../shared/settings/settings.ts';
import { LANGUAGE_CODES } from '../../../../shared/words/languages.ts';
import { WORDS } from '../../../fixtures/words.ts';
import { wordsOf } from '../../../fixtures/words-of.ts';

test.each(LANGUAGE_CODES)(
  'in %s, a field is called by its label and never by its variable',
  (code) => {
    const words = wordsOf(code);
    const told = SCREEN_SETTINGS.flatMap((setting) =>
      (['not-accepted', 'missing'] as const).map((why) => ({
        label: words.settings.labels[setting],
        says: settingFault(words, { setting, why, source: 'environment' }),
      })),
    );
    expect(told.filter(({ label, says }) => !says.includes(label))).toEqual([]);
    const technical = Object.values(SETTINGS).flatMap(({ env, flag }) => [env, `--${flag}`]);
    expect(told.filter(({ says }) => technical.some((name) => says.includes(name)))).toEqual([]);
  },
);

test.each([
  [
    'not-accepted',
    '“Confera address” must start with https:// and have no user name, ? or #. Type it like https://confera.example',
  ],
  ['missing', '“Confera address” is missing. Type it like https://confera.example'],
] as const)('an address that is %s is explained plainly', (why, says) => {
  expect(settingFault(WORDS, { setting: 'baseUrl', why, source: 'saved' })).toBe(says);
});
