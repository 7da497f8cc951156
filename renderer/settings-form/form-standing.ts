import type { BridgeOutput } from '../../shared/bridge/bridge.ts';
import { type ConnectionProblem, isKeyProblem } from '../../shared/bridge/connection-problem.ts';
import { SCREEN_SETTINGS } from '../../shared/settings/screen-settings.ts';
import type { SettingProblem } from '../../shared/settings/setting-problem.ts';
import type { SettingName } from '../../shared/settings/settings.ts';
import { joined } from '../words/join.ts';
import { settingFault } from '../words/setting-fault.ts';
import type { Sentence } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';

/** What the form is doing, or has to ask before it goes on. */
export type FormStep =
  | { is: 'editing' }
  | { is: 'testing' }
  | { is: 'saving' }
  /** The connection test failed, but may pass another time. The person may still want to save the settings. */
  | { is: 'test-failed' }
  /** The address changes while scans wait for the old one. Their count is null if it can't be known. */
  | { is: 'scans-waiting'; count: number | null };

/** What the form says below its buttons, and whether it is bad news. */
export type FormMessage = { say: Sentence; bad: boolean };

/** What is wrong with one setting; it is shown below that setting's field. */
export type FieldFault = {
  setting: SettingName;
  say: Sentence;
  /** Another field, which was found to be wrong at the same time, takes the focus. */
  leavesFocus?: true;
};

/** Where the form stands: its step, and what it tells the person. */
export type FormStanding = {
  step: FormStep;
  /** In the order of the form. */
  faults: readonly FieldFault[];
  message: FormMessage | null;
};

const QUIET = { faults: [], message: null };

/** Nothing is under way, and there is nothing to say. */
export const EDITING: FormStanding = { ...QUIET, step: { is: 'editing' } };

/** Several fields are wrong. The first in the order of the form takes the focus. */
export function wrongFields(faults: readonly FieldFault[]): FormStanding {
  const order: readonly SettingName[] = SCREEN_SETTINGS;
  const place = ({ setting }: FieldFault) => order.indexOf(setting);
  const inOrder = faults.toSorted((one, other) => place(one) - place(other));
  const shown = inOrder.map((fault, index) =>
    index === 0 ? fault : ({ ...fault, leavesFocus: true } as const),
  );
  return { ...EDITING, faults: shown };
}

/** The connection is being tested. */
export const TESTING: FormStanding = { ...QUIET, step: { is: 'testing' } };

/** The core didn't answer. */
export const NO_ANSWER: FormMessage = { say: ({ settings }) => settings.noAnswer, bad: true };

/** Any answer but `locked`, after which the form makes way for the PIN pad. */
type Answered<Answer> = Exclude<Answer, { problem: 'locked' }>;

/** What a field says of its setting. */
export function faultOf(problem: SettingProblem): FieldFault {
  return {
    setting: problem.setting,
    say: (words) => settingFault(words, problem),
  };
}

/** Why the address and the key could not be shown to work. What is wrong on the way is said as in the staff area. */
function problemWords({ settings, facts }: Words, problem: ConnectionProblem): string {
  return { ...facts.trouble, ...settings.problems }[problem];
}

/** Where the form stands once the connection has been tested. */
export function afterTest(answer: Answered<BridgeOutput<'testConnection'>>): FormStanding {
  if (answer.ok) {
    return { ...EDITING, message: { say: ({ settings }) => settings.testPassed, bad: false } };
  }
  if (answer.problem === 'bad-setting') {
    return { ...EDITING, faults: [faultOf(answer)] };
  }
  const { problem } = answer;
  const say: Sentence = (words) => problemWords(words, problem);
  const step = { is: isLasting(problem) ? 'editing' : 'test-failed' } as const;
  if (isKeyProblem(problem)) return { step, faults: [{ setting: 'apiKey', say }], message: null };
  return { step, faults: [], message: { say, bad: true } };
}

/** Whether this key will never do here. A conference may be made active later. */
function isLasting(problem: ConnectionProblem): boolean {
  return isKeyProblem(problem) && problem !== 'conference-inactive';
}

/** Where the form stands once a new key has failed its test. Unless Confera refuses the old one, it stays in use. */
function afterKeyTrial(why: ConnectionProblem, mayGoUntested: boolean): FormStanding {
  const then = isKeyProblem(why)
    ? 'oldKeyKept'
    : mayGoUntested
      ? 'untestedKeyNeeded'
      : 'untestedKey';
  return {
    step: { is: mayGoUntested ? 'test-failed' : 'editing' },
    faults: [
      {
        setting: 'apiKey',
        say: (words) =>
          joined(words, 'sentences', [problemWords(words, why), words.settings[then]]),
      },
    ],
    message: null,
  };
}

/** Where the form stands once the core has been asked to save. */
export function afterSave(answer: Answered<BridgeOutput<'saveSettings'>>): FormStanding {
  if (answer.ok) {
    return { ...EDITING, message: { say: ({ settings }) => settings.saved, bad: false } };
  }
  switch (answer.problem) {
    case 'scans-waiting':
      return { ...QUIET, step: { is: 'scans-waiting', count: answer.count } };
    case 'bad-setting':
      return { ...EDITING, faults: [faultOf(answer)] };
    case 'key-not-taken':
      return afterKeyTrial(answer.why, answer.mayGoUntested);
    case 'not-written':
      return { ...EDITING, message: { say: ({ settings }) => settings.notWritten, bad: true } };
    case 'not-running':
      return { ...EDITING, message: { say: ({ notNow }) => notNow['not-running'], bad: true } };
  }
}

/** The same, but with nothing said about this setting. */
export function withoutFaultOf(name: SettingName, standing: FormStanding): FormStanding {
  return { ...standing, faults: standing.faults.filter(({ setting }) => setting !== name) };
}
