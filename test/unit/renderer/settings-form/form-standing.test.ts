import { expect, test } from 'vitest';
import {
  afterSave,
  afterTest,
  EDITING,
  type FormStanding,
  withoutFaultOf,
  wrongFields,
} from '../../../../renderer/settings-form/form-standing.ts';
import { WORDS } from '../../../fixtures/words.ts';

const SAY = WORDS.settings;
const BAD_TIMEOUT = {
  ok: false,
  problem: 'bad-setting',
  setting: 'timeoutMs',
  why: 'not-accepted',
  source: 'saved',
} as const;

const TIMEOUT_MUST_BE =
  '“Longest wait for an answer (ms)” must be a whole number of milliseconds from 1000 to 8000.';

/** A standing as a person sees it. */
function seen({ step, faults, message }: FormStanding) {
  return {
    step: step.is,
    faults: faults.map(({ setting, say }) => [setting, say(WORDS)]),
    message: message && [message.bad ? 'bad' : 'good', message.say(WORDS)],
  };
}

test.each<[string, FormStanding, ReturnType<typeof seen>]>([
  [
    'a test that passes',
    afterTest({ ok: true }),
    { step: 'editing', faults: [], message: ['good', SAY.testPassed] },
  ],
  [
    'a test that fails: the person may still save',
    afterTest({ ok: false, problem: 'dns' }),
    { step: 'test-failed', faults: [], message: ['bad', WORDS.facts.trouble.dns] },
  ],
  [
    'a test that Confera refuses: it is told by the field, and nobody goes on with such a key',
    afterTest({ ok: false, problem: 'unauthorized' }),
    { step: 'editing', faults: [['apiKey', SAY.problems.unauthorized]], message: null },
  ],
  [
    'a test for a conference that may become active: the person may still save',
    afterTest({ ok: false, problem: 'conference-inactive' }),
    {
      step: 'test-failed',
      faults: [['apiKey', SAY.problems['conference-inactive']]],
      message: null,
    },
  ],
  [
    'a test of a bad address',
    afterTest(BAD_TIMEOUT),
    { step: 'editing', faults: [['timeoutMs', TIMEOUT_MUST_BE]], message: null },
  ],
  [
    'a save',
    afterSave({ ok: true }),
    { step: 'editing', faults: [], message: ['good', SAY.saved] },
  ],
  [
    'a save of a bad setting',
    afterSave(BAD_TIMEOUT),
    { step: 'editing', faults: [['timeoutMs', TIMEOUT_MUST_BE]], message: null },
  ],
  [
    'a save while scans wait for the old address',
    afterSave({ ok: false, problem: 'scans-waiting', count: 3 }),
    { step: 'scans-waiting', faults: [], message: null },
  ],
  [
    'a save of a key that Confera refuses',
    afterSave({ ok: false, problem: 'key-not-taken', why: 'unauthorized', mayGoUntested: false }),
    {
      step: 'editing',
      faults: [['apiKey', `${SAY.problems.unauthorized} ${SAY.oldKeyKept}`]],
      message: null,
    },
  ],
  [
    'a save of a key that cannot be tested, while the old one works',
    afterSave({ ok: false, problem: 'key-not-taken', why: 'dns', mayGoUntested: false }),
    {
      step: 'editing',
      faults: [['apiKey', `${WORDS.facts.trouble.dns} ${SAY.untestedKey}`]],
      message: null,
    },
  ],
  [
    'a save of a key that cannot be tested, while the old one is refused: it may still be saved',
    afterSave({ ok: false, problem: 'key-not-taken', why: 'dns', mayGoUntested: true }),
    {
      step: 'test-failed',
      faults: [['apiKey', `${WORDS.facts.trouble.dns} ${SAY.untestedKeyNeeded}`]],
      message: null,
    },
  ],
  [
    'a save that could not be written',
    afterSave({ ok: false, problem: 'not-written' }),
    { step: 'editing', faults: [], message: ['bad', SAY.notWritten] },
  ],
  [
    'a save while the core restarts',
    afterSave({ ok: false, problem: 'not-running' }),
    { step: 'editing', faults: [], message: ['bad', WORDS.notNow['not-running']] },
  ],
])('after %s', (_, standing, shown) => {
  expect(seen(standing)).toEqual(shown);
});

test('a fault goes once its own setting is edited, and no sooner', () => {
  const standing = afterSave(BAD_TIMEOUT);
  expect(withoutFaultOf('location', standing)).toEqual(standing);
  expect(withoutFaultOf('timeoutMs', standing)).toEqual(EDITING);
});

test('of several wrong fields, the first takes the focus and no other does while it is put right', () => {
  const say = () => 'wrong';
  const standing = wrongFields([
    { setting: 'baseUrl', say },
    { setting: 'apiKey', say },
  ]);
  expect(standing.faults.map(({ leavesFocus }) => leavesFocus)).toEqual([undefined, true]);
  expect(withoutFaultOf('baseUrl', standing).faults).toEqual(standing.faults.slice(1));
});
