import type { SettingProblem } from '../../shared/settings/setting-problem.ts';
import type { SettingName } from '../../shared/settings/settings.ts';
import { fieldSentence } from '../../shared/words/problem-sentences.ts';
import type { Words } from './words.ts';

/** What is wrong with a setting, for somebody who sees its label and not the name of its variable. */
export function settingFault({ problems, settings, join }: Words, problem: SettingProblem): string {
  const labels: Partial<Record<SettingName, string>> = settings.labels;
  const name = join.quoted({ name: labels[problem.setting] ?? problem.setting });
  return fieldSentence(problems, problem, name);
}
