import type { StartProblem } from '../bridge/start-problem.ts';
import { type Column, SETTING_OF } from '../provisioning/sheet-columns.ts';
import type { SettingProblem } from '../settings/setting-problem.ts';
import { SETTINGS, type SettingDefinition, type SettingName } from '../settings/settings.ts';
import english from './catalogues/en.json' with { type: 'json' };
import { compiled } from './compile.ts';
import { type Say, sayIn } from './messages.ts';

type Problems = (typeof english)['problems'];

/** The words for problems, in one language. */
export type ProblemWords = Say<Problems>;

/** The words for problems in English, the language of stderr. */
export const IN_ENGLISH: ProblemWords = sayIn<Problems>('en', compiled(english.problems));

/**
 * Says in one line which setting is wrong and what it accepts. The setting is called by the name that a person would
 * use to change it: its flag if it came from a flag, and otherwise its variable.
 *
 * The value isn't repeated. It may be a key that was put into the wrong variable.
 */
export function settingSentence(words: ProblemWords, problem: SettingProblem): string {
  const { setting, why, source } = problem;
  const { flag, env }: SettingDefinition = SETTINGS[setting];
  const say = words.setting[why];
  if (typeof say === 'string') return say;
  const name = source === 'flag' ? `--${flag}` : env;
  return say({ name, accepts: acceptedBy(words, setting) });
}

/** Settings whose faults the form explains in words of their own, since the phrase for what they accept is a technical one. */
const IN_OWN_WORDS = { baseUrl: 'address', apiKey: 'key' } as const;

/**
 * Says the same on the settings form, where a setting is called by its label and no variable can be set. An address is
 * explained by an example, and only a secure one is offered.
 *
 * @param name the label of the setting, quoted
 */
export function fieldSentence(
  words: ProblemWords,
  { setting, why }: SettingProblem,
  name: string,
): string {
  if (why === 'key-from-outside') return words.setting[why];
  if (why === 'same-pin' || why === 'newer-line') return words.setting[why]({ name });
  if (setting === 'hubJoin' && why === 'not-accepted') return words.hubLine[why]({ name });
  if (setting === 'baseUrl' || setting === 'apiKey') {
    return words[IN_OWN_WORDS[setting]][why]({ name });
  }
  return words.field[why]({ name, accepts: acceptedBy(words, setting) });
}

/** A phrase for what a setting accepts. */
export function acceptedBy(words: ProblemWords, setting: SettingName): string {
  const { is, ...limits }: SettingDefinition['accepts'] = SETTINGS[setting].accepts;
  const say = words.accepts[is];
  if (typeof say === 'string') return say;
  // As texts, because these numbers are to be typed and must not be grouped or written in other digits.
  const values = Object.entries(limits).map(([name, limit]) => [name, String(limit)]);
  return (say as (values: Record<string, string>) => string)(Object.fromEntries(values));
}

/** A phrase for what a column of a table of devices accepts. */
export function acceptedInColumn(words: ProblemWords, column: Column): string {
  return acceptedBy(words, SETTING_OF[column]);
}

/**
 * Says why the kiosk can't start and what to do about it.
 *
 * @param cause what is named as the cause; by default it is what the system calls it
 */
export function startSentence(
  words: ProblemWords,
  { is, folder, detail }: StartProblem,
  cause = detail ?? words.causeUnknown,
): string {
  return words.start[is]({ folder, cause });
}
