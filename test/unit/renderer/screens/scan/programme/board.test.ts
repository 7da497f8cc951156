import { describe, expect, test } from 'vitest';
import { boardOf } from '../../../../../../renderer/screens/scan/programme/board.ts';
import type { ProgrammeSession } from '../../../../../../shared/bridge/programme.ts';

const session = (title: string): ProgrammeSession => {
  return { title, room: null, startsAt: 0, endsAt: null };
};

/** The titles of what is shown, the others in brackets. */
function shown(now: string, next: string, turn = 0): string {
  const sessions = (titles: string) => [...titles].map(session);
  const board = boardOf({ now: sessions(now), next: sessions(next) }, turn);
  return [board.now, board.next]
    .map((part) => `${part.sessions.map(({ title }) => title).join('')}(${part.others})`)
    .join(' ');
}

describe('at most three sessions are shown', () => {
  test.each([
    ['', '', '(0) (0)'],
    ['a', '', 'a(0) (0)'],
    ['', 'xyz', '(0) xyz(0)'],
    ['', 'wxyz', '(0) wxy(1)'],
    ['a', 'xyz', 'a(0) xy(1)'],
    ['ab', 'xyz', 'ab(0) x(2)'],
    ['abc', 'x', 'ab(1) x(0)'],
    ['abc', '', 'abc(0) (0)'],
    ['abcdef', 'xy', 'ab(4) x(1)'],
  ])('of %j on now and %j to come: %s', (now, next, expected) => {
    expect(shown(now, next)).toBe(expected);
  });
});

describe('sessions at the same time', () => {
  test('take turns, and what comes next stays where it is', () => {
    const turns = [0, 1, 2, 3].map((turn) => shown('abcde', 'xy', turn));
    expect(turns).toEqual(['ab(3) x(1)', 'cd(3) x(1)', 'de(3) x(1)', 'ab(3) x(1)']);
  });

  test.each([
    ['a', 'x', 1],
    ['ab', 'x', 1],
    ['abc', '', 1],
    ['abc', 'x', 2],
    ['abcdef', 'x', 3],
    ['', '', 1],
  ])('%j and then %j take %i turns', (now, next, turns) => {
    const sessions = (titles: string) => [...titles].map(session);
    expect(boardOf({ now: sessions(now), next: sessions(next) }, 0).turns).toBe(turns);
  });
});
