import { describe, expect, test } from 'vitest';
import {
  type Frame,
  type Wal,
  type WalIndex,
  walCondition,
} from '../../../../../electron/core/outbox/salvage/wal-frames.ts';

const SALTS = Buffer.from('saltsalt');

/**
 * A WAL as a row of signs: `.` a frame, `c` one that ends a transaction, `x` and `X` the same with a checksum that
 * fails, `o` a leftover of an earlier run.
 */
function wal(signs: string, given: Partial<Wal> = {}): Wal {
  const frames = [...signs].map(
    (sign, i): Frame => ({
      page: i + 1,
      commit: sign === 'c' || sign === 'X' ? 9 : 0,
      ours: sign !== 'o',
      sound: sign === '.' || sign === 'c',
      offset: 0,
    }),
  );
  return { headerSound: true, blank: false, salts: SALTS, frames, ...given };
}

const index = (committed: number, given: Partial<WalIndex> = {}): WalIndex => ({
  committed,
  checkpointed: 0,
  salts: SALTS,
  ...given,
});

describe('a WAL is', () => {
  test.each<[string, string, Wal | null, WalIndex | null]>([
    ['whole', 'that is not there', null, null],
    [
      'whole',
      'that is not there, and was played into the file',
      null,
      index(7, { checkpointed: 7 }),
    ],
    ['damaged', 'that is not there, and was not played into the file', null, index(7)],
    [
      'whole',
      'that was made and not written to',
      wal('o', { headerSound: false, blank: true }),
      null,
    ],
    ['damaged', 'without its header', wal('.c', { headerSound: false }), null],
    ['whole', 'with every frame whole', wal('.c..c'), null],
    ['whole', 'that ends before its last commit', wal('.c..'), null],
    ['whole', 'with leftovers behind', wal('.c..cooo'), null],
    ['whole', 'of leftovers alone', wal('ooo'), null],
    ['torn', 'whose last frame fails', wal('.c.X'), null],
    ['torn', 'whose last transaction has a frame that fails', wal('.c.xc'), null],
    ['torn', 'whose last transaction never came to its commit', wal('.cx.'), null],
    ['whole', 'whose index says that what fails was no commit', wal('.c.X'), index(2)],
    ['torn', 'whose index is of an earlier commit', wal('.c.c.X'), index(2)],
    ['torn', 'whose index is of another run', wal('.c.X'), index(4, { salts: Buffer.alloc(8) })],
    ['damaged', 'whose index says that what fails was a commit', wal('.c.X'), index(4)],
    ['damaged', 'that ends before what its index counts', wal('.c'), index(4)],
    ['damaged', 'with a transaction behind the one that fails', wal('.c.X.c'), null],
    ['damaged', 'with commits behind a frame that fails', wal('.cxc.c'), null],
    ['damaged', 'with a commit behind a frame that can’t be told', wal('.coc'), null],
    ['damaged', 'with commits behind, whatever its index says', wal('.cX.c'), index(2)],
  ])('%s: one %s', (condition, _, given, known) => {
    expect(walCondition(given, known)).toBe(condition);
  });
});
