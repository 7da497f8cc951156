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
  ['baseUrl', 'missing', '“Confera address” is missing. Type it like https://confera.example'],
  ['apiKey', 'missing', '“Device key” is missing. You get it from the organiser.'],
  [
    'apiKey',
    'not-accepted',
    '“Device key” has no spaces and no accents in it. Copy it again, whole.',
  ],
  [
    'debounceMs',
    'not-accepted',
    '“Ignore repeats for (ms)” must be a whole number of milliseconds from 300 to 800.',
  ],
  [
    'baseUrl',
    'not-accepted',
    '“Confera address” must start with https:// and have no user name, ? or #. Type it like https://confera.example',
  ],
  [
    'stewardPin',
    'same-pin',
    'Stewards and supervisors need different PINs: choose another “Steward PIN”.',
  ],
  [
    'hubJoin',
    'not-accepted',
    '“Hub line” must be the whole line that “npm run hub -- join NAME” has printed. Copy it again.',
  ],
  [
    'hubJoin',
    'newer-line',
    '“Hub line” was made by a newer version of this app. Update this device.',
  ],
] as const)('%s that is %s is explained plainly', (setting, why, says) => {
  expect(settingFault(WORDS, { setting, why, source: 'saved' })).toBe(says);
});
