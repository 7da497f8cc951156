import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { SettingView } from '../../../../shared/bridge/setting-view.ts';
import type { SettingName } from '../../../../shared/settings/settings.ts';
import { joined } from '../../../words/join.ts';
import { settingFault } from '../../../words/setting-fault.ts';
import type { Sentence } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';

type Values = Partial<Record<SettingName, string>>;

/** How an attempt to keep settings ended. */
export type Kept =
  | { is: 'kept' }
  /** The environment or a flag gives these settings another value. The others are kept. */
  | { is: 'given-outside'; settings: SettingName[] }
  | { is: 'refused'; why: Sentence }
  | { is: 'locked' };

/** Saves settings that were found out by the scanner test. */
export async function keepSettings(kiosk: BridgeClient, values: Values): Promise<Kept> {
  const shown = await kiosk.getSettings({});
  if (!shown.ok) return { is: 'locked' };
  const answer = await kiosk.saveSettings({ values, waitingScans: null });
  if (!answer.ok && answer.problem === 'locked') return { is: 'locked' };
  if (!answer.ok && answer.problem === 'not-running') {
    return { is: 'refused', why: ({ notNow }) => notNow['not-running'] };
  }
  if (!answer.ok && answer.problem === 'not-written') {
    return { is: 'refused', why: ({ settings }) => settings.notWritten };
  }
  if (!answer.ok && answer.problem === 'bad-setting') {
    return { is: 'refused', why: (words) => settingFault(words, answer) };
  }
  const settings = otherwiseGiven(shown.settings, values);
  return settings.length > 0 ? { is: 'given-outside', settings } : { is: 'kept' };
}

/** The sentence about settings that can't be changed on the screen. */
export function wordsForGivenOutside(words: Words, settings: readonly SettingName[]): string {
  const labels: Partial<Record<SettingName, string>> = words.settings.labels;
  const names = settings.map((name) => words.join.quoted({ name: labels[name] ?? name }));
  return words.scannerTest.givenOutside({ names: joined(words, 'and', names) });
}

/** The settings that are given from outside with another value than the one that should be kept. */
export function otherwiseGiven(views: readonly SettingView[], values: Values): SettingName[] {
  return views
    .filter(({ name, editable, value }) => !editable && name in values && value !== values[name])
    .map(({ name }) => name);
}
