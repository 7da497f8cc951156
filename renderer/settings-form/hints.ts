import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';
import type { Words } from '../words/words.ts';

/** Hints that stand in the empty field, because they are an example of what to type. The others explain, below it. */
const EXAMPLES: Partial<Record<ScreenSetting, true>> = {
  baseUrl: true,
  location: true,
  desk: true,
};

/** The hint that a setting has in its empty field, or in the note below it; undefined if it has none there. */
export function hintIn(
  { settings }: Words,
  setting: ScreenSetting,
  place: 'field' | 'note',
): string | undefined {
  const hints: Partial<Record<ScreenSetting, string>> = settings.hints;
  return (place === 'field') === (EXAMPLES[setting] === true) ? hints[setting] : undefined;
}
