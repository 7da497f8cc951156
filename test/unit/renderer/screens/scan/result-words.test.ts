import { expect, test } from 'vitest';
import {
  type ResultWords,
  resultWords,
} from '../../../../../renderer/screens/scan/result-words.ts';
import type { ShownResult } from '../../../../../renderer/state/scan-flow.ts';
import { WORDS } from '../../../../fixtures/words.ts';

type Row = Partial<Pick<ShownResult, 'reason' | 'name'>> & {
  outcome: ShownResult['outcome'];
  says: ResultWords;
};

const says = (title: string, line: string | null, ...below: string[]) => ({ title, line, below });

test.each<Row>([
  { outcome: 'checked-in', says: says("You're in", null, 'Welcome') },
  {
    outcome: 'checked-in',
    name: 'Ayesha',
    says: says('Welcome, Ayesha', "You're in"),
  },
  {
    outcome: 'already-checked-in',
    says: says('Already checked in', null, "You're all set, go right in"),
  },
  {
    outcome: 'already-checked-in',
    name: 'Ayesha',
    says: says('Welcome, Ayesha', 'Already checked in', "You're all set, go right in"),
  },
  {
    outcome: 'queued',
    reason: 'no-network',
    says: says('Saved, go right in', null, "We'll confirm it as soon as we're back online"),
  },
  {
    outcome: 'queued',
    reason: 'server-trouble',
    says: says('Saved, go right in', null, "We'll confirm it in a moment"),
  },
  {
    outcome: 'rejected',
    reason: 'unknown-badge',
    says: says('Badge not found', 'Please go to the desk in hall 3'),
  },
  {
    outcome: 'rejected',
    reason: 'revoked-badge',
    says: says('Badge not valid', 'Please go to the desk in hall 3'),
  },
  {
    outcome: 'rejected',
    reason: 'invalid-code',
    says: says('Not valid today', 'Please go to the desk in hall 3'),
  },
  {
    outcome: 'attention',
    reason: 'key-refused',
    says: says('Please see our staff', null, 'Your scan is saved. This device needs a moment'),
  },
  {
    outcome: 'attention',
    reason: 'refused-before',
    says: says(
      'Please see our staff',
      null,
      "This badge wasn't accepted before. Your scan is saved",
    ),
  },
  {
    outcome: 'attention',
    reason: 'key-reused',
    says: says('Please see our staff', null, 'Your scan is saved, but needs a closer look'),
  },
  {
    outcome: 'not-saved',
    reason: 'disk-full',
    says: says('Please see our staff', null, 'This scan was not saved'),
  },
  {
    outcome: 'unreadable',
    reason: 'empty',
    says: says("Let's try that again", null, "Hold the code flat, a hand's width away"),
  },
  {
    outcome: 'unreadable',
    reason: 'too-long',
    says: says('Not a badge code', 'Please go to the desk in hall 3'),
  },
  {
    outcome: 'unreadable',
    reason: 'control-characters',
    says: says('Not a badge code', 'Please go to the desk in hall 3'),
  },
])('$outcome ($reason, $name): $says.title', (row) => {
  const { outcome, reason = null, name = null } = row;
  expect(resultWords(WORDS, { outcome, reason, name }, 'the desk in hall 3')).toEqual(row.says);
});

test('without a name for the desk, the screen has one in its own language', () => {
  const told = { outcome: 'rejected', reason: null, name: null } as const;
  const { line } = resultWords(WORDS, told, null);
  expect(line).toBe('Please go to the registration desk');
});
