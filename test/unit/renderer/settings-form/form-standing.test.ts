import { expect, test } from 'vitest';
import {
  afterSave,
  afterTest,
  EDITING,
  type FormStanding,
  withoutFaultOf,
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
  '“Longest wait for a person (ms)” must be a whole number of milliseconds from 1000 to 8000';

/** A standing as a person sees it. */
function seen({ step, fault, message }: FormStanding) {
  return {
    step: step.is,
    fault: fault && [fault.setting, fault.say(WORDS)],
    message: message && [message.bad ? 'bad' : 'good', message.say(WORDS)],
  };
}

test.each<[string, FormStanding, ReturnType<typeof seen>]>([
  [
    'a test that passes',
    afterTest({ ok: true }),
    { step: 'editing', fault: null, message: ['good', SAY.testPassed] },
  ],
  [
    'a test that fails: the person may still save',
    afterTest({ ok: false, problem: 'dns' }),
    { step: 'test-failed', fault: null, message: ['bad', WORDS.facts.trouble.dns] },
  ],
  [
    'a test that Confera refuses: it is told by the field',
    afterTest({ ok: false, problem: 'unauthorized' }),
    { step: 'test-failed', fault: ['apiKey', SAY.problems.unauthorized], message: null },
  ],
  [
    'a test of a bad address',
    afterTest(BAD_TIMEOUT),
    { step: 'editing', fault: ['timeoutMs', TIMEOUT_MUST_BE], message: null },
  ],
  [
    'a save',
    afterSave({ ok: true }),
    { step: 'editing', fault: null, message: ['good', SAY.saved] },
  ],
  [
    'a save of a bad setting',
    afterSave(BAD_TIMEOUT),
    { step: 'editing', fault: ['timeoutMs', TIMEOUT_MUST_BE], message: null },
  ],
  [
    'a save while scans wait for the old address',
    afterSave({ ok: false, problem: 'scans-waiting', count: 3 }),
    { step: 'scans-waiting', fault: null, message: null },
  ],
  [
    'a save of a key that Confera refuses',
    afterSave({ ok: false, problem: 'key-not-taken', why: 'unauthorized', mayGoUntested: false }),
    {
      step: 'editing',
      fault: ['apiKey', `${SAY.problems.unauthorized} ${SAY.oldKeyKept}`],
      message: null,
    },
  ],
  [
    'a save of a key that cannot be tested, while the old one works',
    afterSave({ ok: false, problem: 'key-not-taken', why: 'dns', mayGoUntested: false }),
    {
      step: 'editing',
      fault: ['apiKey', `${WORDS.facts.trouble.dns} ${SAY.untestedKey}`],
      message: null,
    },
  ],
  [
    'a save of a key that cannot be tested, while the old one is refused: it may still be saved',
    afterSave({ ok: false, problem: 'key-not-taken', why: 'dns', mayGoUntested: true }),
    {
      step: 'test-failed',
      fault: ['apiKey', `${WORDS.facts.trouble.dns} ${SAY.untestedKeyNeeded}`],
      message: null,
    },
  ],
  [
    'a save that could not be written',
    afterSave({ ok: false, problem: 'not-written' }),
    { step: 'editing', fault: null, message: ['bad', SAY.notWritten] },
  ],
  [
    'a save while the core restarts',
    afterSave({ ok: false, problem: 'not-running' }),
    { step: 'editing', fault: null, message: ['bad', WORDS.notNow['not-running']] },
  ],
])('after %s', (_, standing, shown) => {
  expect(seen(standing)).toEqual(shown);
});

test('a fault goes once its own setting is edited, and no sooner', () => {
  const standing = afterSave(BAD_TIMEOUT);
  expect(withoutFaultOf('location', standing)).toEqual(standing);
  expect(withoutFaultOf('timeoutMs', standing)).toEqual(EDITING);
});
