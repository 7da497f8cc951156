import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DatabaseTooNewError } from '../../../../electron/core/outbox/database/database.ts';
import { SalvageFailedError } from '../../../../electron/core/outbox/database/open-or-salvage.ts';
import { plainStartError, startProblem } from '../../../../electron/core/outbox/start-problem.ts';
import { BadSettingError } from '../../../../electron/core/system/bad-setting.ts';
import { StrangeFileError } from '../../../../electron/core/system/durable-file.ts';
import { FolderInUseError } from '../../../../electron/core/system/folder-lock.ts';
import { startSentence } from '../../../../shared/words/problem-sentences.ts';
import { WORDS } from '../../../fixtures/words.ts';

const withCode = (code: string) => Object.assign(new Error('in its own words'), { code });
const noSpace = withCode('ENOSPC');

/** What stands in the way, the code that the screen gets, and what the screen then says. */
const CASES: [string, unknown, { is: string; detail: string | null }, RegExp][] = [
  ['a full disk', noSpace, { is: 'disk-full', detail: 'ENOSPC' }, /^The disk of \/data is full/],
  ['a failing disk', withCode('EIO'), { is: 'disk-fails', detail: 'EIO' }, /fails \(EIO\)/],
  [
    'a damaged database',
    new Database.SqliteError('in its own words', 'SQLITE_CORRUPT_INDEX'),
    { is: 'damaged', detail: 'SQLITE_CORRUPT_INDEX' },
    /database in \/data is damaged .*\(SQLITE_CORRUPT_INDEX\)/,
  ],
  [
    'a damaged database on a full disk',
    new SalvageFailedError('corrupt', noSpace),
    { is: 'disk-full', detail: 'ENOSPC' },
    /^The disk of \/data is full/,
  ],
  [
    'a damaged database that can’t be rebuilt',
    new SalvageFailedError('corrupt', new Error('in its own words')),
    { is: 'damaged', detail: null },
    /damaged .*\(the cause is not known\)/,
  ],
  [
    'a newer version’s database',
    new DatabaseTooNewError('in its own words'),
    { is: 'newer-version', detail: null },
    /belongs to a newer version/,
  ],
  [
    'a folder with a file’s name',
    new StrangeFileError('/data/device.json', 'in its own words'),
    { is: 'strange-file', detail: '/data/device.json' },
    /^\/data\/device\.json is not a file of this kiosk/,
  ],
  [
    'a damaged program',
    withCode('ERR_DLOPEN_FAILED'),
    { is: 'program', detail: 'ERR_DLOPEN_FAILED' },
    /can't be loaded \(ERR_DLOPEN_FAILED\)\. Install/,
  ],
  [
    'an incomplete program',
    withCode('MODULE_NOT_FOUND'),
    { is: 'program', detail: 'MODULE_NOT_FOUND' },
    /can't be loaded \(MODULE_NOT_FOUND\)\. Install/,
  ],
  ['anything else', withCode('ENOTDIR'), { is: 'other', detail: 'ENOTDIR' }, /used: ENOTDIR$/],
  ['a code in words', withCode('in its own words'), { is: 'other', detail: null }, /not known$/],
  ['no error at all', 'in its own words', { is: 'other', detail: null }, /not known$/],
];

test.each(CASES)('%s is told to the screen by a code alone', (_what, error, code, words) => {
  const problem = startProblem('/data', error);
  expect(problem).toEqual({ folder: '/data', ...code });
  const sentence = startSentence(WORDS.problems, problem);
  expect(sentence).toMatch(words);
  expect(sentence).not.toContain('in its own words');
});

test('an error of a start is explained, unless it is plain already', () => {
  const inUse = new FolderInUseError('Another instance is using /data');
  expect(plainStartError('/data', inUse)).toBe(inUse);
  const bad = new BadSettingError('KIOSK_MODE must be auto, badge or attendance');
  expect(plainStartError('/data', bad)).toBe(bad);
  expect(plainStartError('/data', noSpace)).toMatchObject({
    message: 'The disk of /data is full. Free some space.',
    cause: noSpace,
  });
});
