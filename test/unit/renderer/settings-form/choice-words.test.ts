import { expect, test } from 'vitest';
import { choiceWords } from '../../../../renderer/settings-form/choice-words.ts';
import { SCREEN_SETTINGS, screenSetting } from '../../../../shared/settings/screen-settings.ts';
import { WORDS } from '../../../fixtures/words.ts';

test('every choice of the form has words, and none is shown as a code', () => {
  const bare = SCREEN_SETTINGS.flatMap((name) => {
    const definition = screenSetting(name);
    const choices = 'choices' in definition ? definition.choices : [];
    return choices.filter((choice) => choiceWords(WORDS, name, choice) === choice);
  });
  expect(bare).toEqual([]);
});
