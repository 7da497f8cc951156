import { expect, test } from 'vitest';
import {
  type ResultWords,
  resultWords,
} from '../../../../../renderer/screens/scan/result-words.ts';
import type { ShownResult } from '../../../../../renderer/state/scan-flow.ts';
import { loadWords } from '../../../../../renderer/words/load-words.ts';
import { WORDS } from '../../../../fixtures/words.ts';

type Row = Partial<Pick<ShownResult, 'reason' | 'name' | 'first' | 'passBack'>> & {
  /** A steward's screen instead of one for visitors. */
  staffed?: true;
  outcome: ShownResult['outcome'];
  says: ResultWords;
};

const says = (
  title: string,
  line: string | null,
  below: string | null = null,
  small: string | null = null,
): ResultWords => ({ title, line, below, small });

/** Three minutes past eleven at the venue. */
const NOW = Date.UTC(2026, 4, 11, 6, 3);
/** Twelve minutes past nine there. */
const EARLIER = Date.UTC(2026, 4, 11, 4, 12);
const ON_SATURDAY = EARLIER - 2 * 86_400_000;

const HERE = {
  desk: 'the desk in hall 3',
  location: 'Gate A',
  timeZone: 'Asia/Karachi',
  layout: 'visitors',
} as const;

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
  {
    outcome: 'already-checked-in',
    reason: 'elsewhere',
    first: { at: EARLIER, location: 'Gate B' },
    says: says('Already checked in', null, "You're all set, go right in", 'At Gate B, 9:12 AM'),
  },
  {
    outcome: 'already-checked-in',
    reason: 'elsewhere',
    first: { at: EARLIER, location: null },
    says: says(
      'Already checked in',
      null,
      "You're all set, go right in",
      'At another entrance, 9:12 AM',
    ),
  },
  {
    outcome: 'already-checked-in',
    reason: 'elsewhere',
    first: { at: EARLIER, location: 'Gate A' },
    says: says('Already checked in', null, "You're all set, go right in", 'At Gate A, 9:12 AM'),
  },
  {
    outcome: 'already-checked-in',
    reason: 'elsewhere-just-now',
    first: { at: NOW - 3000, location: 'Gate B' },
    says: says('Already checked in', null, "You're all set, go right in", 'Just now at Gate B'),
  },
  {
    outcome: 'already-checked-in',
    reason: 'elsewhere-just-now',
    first: { at: NOW - 3000, location: null },
    says: says(
      'Already checked in',
      null,
      "You're all set, go right in",
      'Just now at another entrance',
    ),
  },
  {
    // Confera has answered, and the device knows more.
    outcome: 'already-checked-in',
    first: { at: ON_SATURDAY, location: 'Gate B' },
    name: 'Ayesha',
    says: says('Welcome, Ayesha', 'Already checked in', 'At Gate B, Sat 9:12 AM'),
  },
  {
    // Whoever stands here knows that.
    outcome: 'already-checked-in',
    first: { at: EARLIER, location: 'Gate A' },
    says: says('Already checked in', null, "You're all set, go right in"),
  },
  {
    outcome: 'attention',
    reason: 'elsewhere',
    first: { at: EARLIER, location: 'Gate B' },
    says: says('Please see our staff', null, 'This badge was scanned at Gate B, 9:12 AM'),
  },
  {
    outcome: 'attention',
    reason: 'elsewhere',
    first: { at: EARLIER, location: null },
    says: says('Please see our staff', null, 'This badge was scanned at another entrance, 9:12 AM'),
  },
  {
    outcome: 'attention',
    first: { at: EARLIER, location: 'Gate A' },
    says: says('Please see our staff', null, 'This badge was scanned before: 9:12 AM'),
  },
  {
    outcome: 'attention',
    says: says('Please see our staff', null, 'This badge was scanned before'),
  },
  {
    // A steward is told when and where, also of this gate.
    staffed: true,
    outcome: 'already-checked-in',
    first: { at: EARLIER, location: 'Gate A' },
    says: says('Already checked in', null, 'Checked in 9:12 AM at this gate'),
  },
  {
    staffed: true,
    outcome: 'already-checked-in',
    name: 'Ayesha',
    first: { at: EARLIER, location: 'Gate A' },
    says: says('Welcome, Ayesha', 'Already checked in', 'Checked in 9:12 AM at this gate'),
  },
  {
    staffed: true,
    outcome: 'already-checked-in',
    first: { at: EARLIER, location: 'Gate B' },
    says: says('Already checked in', null, 'At Gate B, 9:12 AM'),
  },
  {
    staffed: true,
    outcome: 'already-checked-in',
    says: says('Already checked in', null, "You're all set, go right in"),
  },
  {
    staffed: true,
    outcome: 'already-checked-in',
    first: { at: EARLIER, location: 'Gate A' },
    passBack: { at: NOW - 20_000, location: 'Gate A' },
    says: says('Was it the same person?', null, 'This badge was scanned 11:02 AM at this gate'),
  },
  {
    staffed: true,
    outcome: 'already-checked-in',
    name: 'Ayesha',
    first: { at: EARLIER, location: 'Gate A' },
    passBack: { at: NOW - 20_000, location: 'Gate B' },
    says: says('Was it the same person?', 'Ayesha', 'This badge was scanned at Gate B, 11:02 AM'),
  },
])('$outcome ($reason, $name, $first.location): $says.title, $says.below, $says.small', (row) => {
  const { outcome, reason = null, name = null, first = null, passBack = null } = row;
  const told = { outcome, reason, name, first, passBack, answeredWallAt: NOW };
  const here = row.staffed ? ({ ...HERE, layout: 'steward' } as const) : HERE;
  expect(resultWords(WORDS, told, here)).toEqual(row.says);
});

test('the name of another entrance stays apart from a sentence that runs the other way', async () => {
  const urdu = await loadWords('ur');
  const told = {
    outcome: 'already-checked-in',
    reason: 'elsewhere',
    name: null,
    passBack: null,
  } as const;
  const first = { at: EARLIER, location: 'Gate B (north)' };
  const { small } = resultWords(urdu, { ...told, first, answeredWallAt: NOW }, HERE);
  expect(small).toContain('\u2068Gate B (north)\u2069');
});

test('a kiosk without a name takes an entrance without one for itself, unless it was told otherwise', () => {
  const here = { ...HERE, location: null };
  const told = {
    outcome: 'already-checked-in',
    name: null,
    passBack: null,
    answeredWallAt: NOW,
  } as const;
  const first = { at: EARLIER, location: null };
  expect(resultWords(WORDS, { ...told, reason: null, first }, here).small).toBeNull();
  expect(resultWords(WORDS, { ...told, reason: 'elsewhere', first }, here).small).toBe(
    'At another entrance, 9:12 AM',
  );
});

test('without a name for the desk, the screen has one in its own language', () => {
  const told = {
    outcome: 'rejected',
    reason: null,
    name: null,
    first: null,
    passBack: null,
  } as const;
  const { line } = resultWords(WORDS, { ...told, answeredWallAt: NOW }, { ...HERE, desk: null });
  expect(line).toBe('Please go to the registration desk');
});
