import { describe, expect, test } from 'vitest';
import { START, type Standing } from '../../../../electron/core/delivery/standing.ts';
import { conferenceOf } from '../../../../electron/core/key/conference.ts';
import { scopeProblem } from '../../../../electron/core/key/key-test.ts';
import { mayGoUntested } from '../../../../electron/core/key/try-key.ts';
import { CONNECTION_PROBLEMS, KEY_PROBLEMS } from '../../../../shared/bridge/connection-problem.ts';
import type { Kind } from '../../../../shared/scan/outcome.ts';
import type { Mode } from '../../../../shared/scan/parse-code.ts';

describe('the scopes that a key has to have', () => {
  const both: Kind[] = ['badge', 'attendance'];
  test.each<{ mode: Mode; missing: Kind[]; lost: Kind[]; is: ReturnType<typeof scopeProblem> }>([
    { mode: 'badge', missing: [], lost: [], is: null },
    { mode: 'badge', missing: ['badge'], lost: [], is: 'badges-forbidden' },
    { mode: 'attendance', missing: [], lost: [], is: null },
    { mode: 'attendance', missing: ['attendance'], lost: [], is: 'attendance-forbidden' },
    { mode: 'auto', missing: [], lost: [], is: null },
    // Its entrance may need no more.
    { mode: 'auto', missing: ['badge'], lost: [], is: null },
    { mode: 'auto', missing: ['attendance'], lost: [], is: null },
    // What the old key may do, this entrance may need.
    { mode: 'auto', missing: ['badge'], lost: ['badge'], is: 'badges-forbidden' },
    { mode: 'auto', missing: ['attendance'], lost: ['attendance'], is: 'attendance-forbidden' },
    { mode: 'auto', missing: both, lost: [], is: 'forbidden' },
  ])('mode $mode, missing $missing, of which the old key has $lost: $is', ({ is, ...scopes }) => {
    expect(scopeProblem(scopes)).toBe(is);
  });
});

describe('the conference that health tells', () => {
  test.each<[object, string | null]>([
    [{}, null],
    [{ ok: true, status: 'healthy' }, null],
    [{ conference: { name: 'Harbour' } }, 'Harbour'],
    [{ conference: { name: 'Harbour', id: 17 } }, '17'],
    [{ conference: { slug: 'harbour', name: 'Harbour' } }, 'harbour'],
    [{ conference: 'Harbour' }, 'Harbour'],
    [{ conference_id: 'c1', conference: { name: 'Harbour' } }, 'c1'],
    [{ conferenceId: 'c1' }, 'c1'],
    [{ data: { conference: { id: 'c1' } } }, 'c1'],
    [{ conference: null, data: null }, null],
    [{ conference: { id: '', name: ['Harbour'] } }, null],
  ])('%j is about %s', (body, is) => {
    expect(conferenceOf(body as Record<string, unknown>)).toBe(is);
  });
});

describe('a key that failed its test', () => {
  const blockedBy = (reason: 'key-refused' | 'not-allowed'): Standing => {
    const trial = { reason, failures: 1, nextAt: 0 };
    return { ...START, blocked: { badge: trial, attendance: null } };
  };
  const offline: Standing = {
    ...START,
    offline: { reason: 'no-network', failures: 1, nextAt: 0 },
  };
  const passing = CONNECTION_PROBLEMS.filter((each) => !KEY_PROBLEMS.some((key) => key === each));

  test.each(KEY_PROBLEMS)('because of %s is never taken', (problem) => {
    for (const standing of [START, offline, blockedBy('key-refused'), blockedBy('not-allowed')]) {
      expect(mayGoUntested(problem, standing)).toBe(false);
    }
  });

  test('because its conference isn’t active may be taken if the old one meets the same', () => {
    expect(mayGoUntested('conference-inactive', START, true)).toBe(true);
    expect(mayGoUntested('conference-inactive', blockedBy('key-refused'), false)).toBe(false);
  });

  test.each(passing)('because of %s may be taken only while the old one is refused', (problem) => {
    expect(mayGoUntested(problem, START)).toBe(false);
    expect(mayGoUntested(problem, offline)).toBe(false);
    expect(mayGoUntested(problem, blockedBy('not-allowed'))).toBe(false);
    expect(mayGoUntested(problem, blockedBy('key-refused'))).toBe(true);
  });
});
