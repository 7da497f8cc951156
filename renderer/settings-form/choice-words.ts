import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';
import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import type { Words } from '../words/words.ts';

/**
 * What the form calls something that a person may choose in a setting. Languages have their own names, so that whoever
 * needs one can find it. An empty choice leaves the setting unset.
 */
export function choiceWords(words: Words, setting: ScreenSetting, choice: string): string {
  return namesIn(words, setting)[choice || 'unset'] ?? choice;
}

/** The language in which a choice is called, as a BCP 47 tag; undefined if it is the screen's. */
export function choiceLanguage(setting: ScreenSetting, choice: string): string | undefined {
  if (setting !== 'language' && setting !== 'offeredLanguages') return undefined;
  return LANGUAGES[choice as Language]?.tag;
}

function namesIn({ settings, scannerTest }: Words, setting: ScreenSetting): Record<string, string> {
  switch (setting) {
    case 'language':
    case 'offeredLanguages':
      return LANGUAGE_NAMES;
    case 'hand':
      return settings.hands;
    case 'scannerLayout':
      return scannerTest.layoutNames;
    default:
      return settings.options;
  }
}

const LANGUAGE_NAMES: Record<string, string> = Object.fromEntries(
  Object.entries(LANGUAGES).map(([code, { name }]) => [code, name]),
);
