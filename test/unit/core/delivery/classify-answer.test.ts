import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ConferaApiError,
  type ConferaErrorKind,
  kindOfStatus,
} from '../../../../electron/core/confera/api-error.ts';
import {
  type Answer,
  classifyAnswer,
  refusesKey,
  underOldKey,
  type Verdict,
} from '../../../../electron/core/delivery/classify-answer.ts';

type Details = ConstructorParameters<typeof ConferaApiError>[0];

const failed = (details: Omit<Details, 'message'>): Answer => ({
  ok: false,
  error: new ConferaApiError({ message: 'for the log', ...details }),
});
const answered = (status: number, details: Partial<Details> = {}) =>
  failed({ kind: kindOfStatus(status), status, ...details });
/** An answer whose body is not a JSON object, or could not be read to its end. */
const undecodable = (status: number) => failed({ kind: 'decoding', status });
const taken = (body: Record<string, unknown>): Answer => ({ ok: true, body });

/** What a line of the contract says. `ambiguous` tells whether Confera may have acted on this attempt unknown to us. */
type Expected = Omit<Verdict, 'ambiguous'> & { ambiguous: boolean };

const NO_NETWORK: Expected = {
  state: 'pending',
  outcome: 'queued',
  reason: 'no-network',
  ambiguous: false,
  effect: { kind: 'unreachable' },
  worthRetrying: false,
};
const NO_ANSWER: Expected = { ...NO_NETWORK, ambiguous: true, worthRetrying: true };
const NOTHING_LEFT: Expected = { ...NO_ANSWER, ambiguous: false };
const TROUBLE: Expected = {
  state: 'pending',
  outcome: 'queued',
  reason: 'server-trouble',
  ambiguous: true,
  effect: { kind: 'server-trouble' },
  worthRetrying: true,
};
const CHECKED_IN: Expected = {
  state: 'done',
  outcome: 'checked-in',
  reason: null,
  ambiguous: false,
  effect: { kind: 'answered' },
  worthRetrying: false,
};
const DUPLICATE: Expected = { ...CHECKED_IN, outcome: 'already-checked-in' };
const KEY_REUSED: Expected = {
  state: 'attention',
  outcome: 'attention',
  reason: 'key-reused',
  ambiguous: false,
  effect: { kind: 'conflict' },
  worthRetrying: false,
};
const KEY_REFUSED: Expected = {
  state: 'pending',
  outcome: 'attention',
  reason: 'key-refused',
  ambiguous: false,
  effect: { kind: 'key-refused' },
  worthRetrying: false,
};
const NOT_ALLOWED: Expected = {
  ...KEY_REFUSED,
  reason: 'not-allowed',
  effect: { kind: 'not-allowed' },
};
const slowDown = (retryAfterMs: number | undefined): Expected => ({
  state: 'pending',
  outcome: 'queued',
  reason: 'rate-limited',
  ambiguous: false,
  effect: { kind: 'rate-limited', retryAfterMs },
  worthRetrying: false,
});
const rejected = (reason: Expected['reason']): Expected => ({
  state: 'rejected',
  outcome: 'rejected',
  reason,
  ambiguous: false,
  effect: { kind: 'rejected' },
  worthRetrying: false,
});

/** The line of the contract's table, the answer in words, the answer itself, and what it means. */
const TABLE: [number, string, Answer, Expected][] = [
  [1, 'a connection reset', failed({ kind: 'network' }), NO_ANSWER],
  [1, 'no answer in time', failed({ kind: 'timeout' }), NO_ANSWER],
  [1, 'no DNS', failed({ kind: 'network', requestSent: false }), NOTHING_LEFT],
  [1, 'no TLS in time', failed({ kind: 'timeout', requestSent: false }), NOTHING_LEFT],
  ...[300, 301, 302, 303, 304, 307, 308, 399].map((status): [number, string, Answer, Expected] => [
    2,
    `a redirect ${status}`,
    undecodable(status),
    NO_NETWORK,
  ]),
  ...[302, 407, 511].flatMap((status): [number, string, Answer, Expected][] => [
    [2, `${status} with a JSON object`, answered(status), NO_NETWORK],
    [2, `${status} with a page for a body`, undecodable(status), NO_NETWORK],
  ]),
  [3, '429', answered(429), slowDown(undefined)],
  [3, '429 with Retry-After', answered(429, { retryAfterMs: 7000 }), slowDown(7000)],
  [3, '429 with "now"', answered(429, { retryAfterMs: 0 }), slowDown(0)],
  [3, '429 with a page for a body', undecodable(429), slowDown(undefined)],
  [3, '429 with a code', answered(429, { codes: ['IDEMPOTENCY_KEY_REUSED'] }), slowDown(undefined)],
  ...[500, 502, 503, 504, 520, 599, 408].flatMap((status): [number, string, Answer, Expected][] => [
    [4, `${status}`, answered(status), TROUBLE],
    [4, `${status} with a page for a body`, undecodable(status), TROUBLE],
  ]),
  [4, '503 with Retry-After', answered(503, { retryAfterMs: 7000 }), TROUBLE],
  ...[200, 201, 204, 299].map((status): [number, string, Answer, Expected] => [
    5,
    `${status} without a JSON object`,
    undecodable(status),
    { ...NO_NETWORK, ambiguous: true },
  ]),
  ...[400, 401, 403, 404, 409, 410, 418].map((status): [number, string, Answer, Expected] => [
    5,
    `${status} without a JSON object`,
    undecodable(status),
    NO_NETWORK,
  ]),
  [6, '2xx that says ok: false', taken({ ok: false }), TROUBLE],
  [6, '2xx that says ok: false, duplicate', taken({ ok: false, duplicate: true }), TROUBLE],
  [7, '2xx that says ok', taken({ ok: true, badge: { name: 'Ada' } }), CHECKED_IN],
  [7, '2xx with an empty object', taken({}), CHECKED_IN],
  ...[
    { ok: 'false' },
    { ok: 0 },
    { success: false },
    { success: 'false' },
    { success: 0 },
    { error: { code: 'BADGE_NOT_FOUND' } },
    { error: 'Not found' },
    { error: '' },
    { error: false },
    { ok: true, error: [] },
    { status: 'error' },
    { status: 'fail' },
    { status: 'failed' },
    { status: 'FAILURE' },
  ].map((body): [number, string, Answer, Expected] => [
    6,
    `2xx that says ${JSON.stringify(body)}`,
    taken(body),
    TROUBLE,
  ]),
  ...[
    { ok: true, error: null },
    { success: true },
    { success: 'true' },
    { ok: 1 },
    { status: 'ok' },
    { status: 'checked_in' },
    { status: 0 },
    { errors: [] },
    { message: 'error' },
  ].map((body): [number, string, Answer, Expected] => [
    7,
    `2xx that says ${JSON.stringify(body)}`,
    taken(body),
    CHECKED_IN,
  ]),
  [7, '2xx with ok: null', taken({ ok: null }), CHECKED_IN],
  [8, 'a reused key', answered(409, { codes: ['IDEMPOTENCY_KEY_REUSED'] }), KEY_REUSED],
  [
    8,
    'a reused key that is not the first code',
    answered(409, { codes: ['CONFLICT', 'IDEMPOTENCY_KEY_REUSED'] }),
    KEY_REUSED,
  ],
  [9, '409', answered(409), DUPLICATE],
  [9, '409 with another code', answered(409, { codes: ['ALREADY_CHECKED_IN'] }), DUPLICATE],
  [10, '401', answered(401), KEY_REFUSED],
  [10, '401 with a code', answered(401, { codes: ['KEY_EXPIRED'] }), KEY_REFUSED],
  [11, '403', answered(403), NOT_ALLOWED],
  [11, '403 with a code', answered(403, { codes: ['SCOPE_MISSING'] }), NOT_ALLOWED],
  [12, '404', answered(404), rejected('unknown-badge')],
  [12, '404 with a code', answered(404, { codes: ['NOT_FOUND'] }), rejected('unknown-badge')],
  [
    12,
    '404 with the code of a reused key',
    answered(404, { codes: ['IDEMPOTENCY_KEY_REUSED'] }),
    rejected('unknown-badge'),
  ],
  [12, '410', answered(410), rejected('revoked-badge')],
  ...[400, 402, 405, 413, 415, 422, 428, 451, 499].map(
    (status): [number, string, Answer, Expected] => [
      12,
      `${status}`,
      answered(status),
      rejected('invalid-code'),
    ],
  ),
];

describe('what an answer does', () => {
  test.each(TABLE)('line %i: %s', (_line, _words, answer, expected) => {
    expect(classifyAnswer(answer, false)).toEqual(expected);
  });
});

describe('what an answer does after an attempt that Confera may have acted on', () => {
  const after = TABLE.map(([line, words, answer, expected]) => {
    const outcome = line === 9 ? 'checked-in' : expected.outcome;
    return [line, words, answer, { ...expected, outcome, ambiguous: true }] as const;
  });

  test.each(after)('line %i: %s', (_line, _words, answer, expected) => {
    expect(classifyAnswer(answer, true)).toEqual(expected);
  });
});

test('a client without a key or an address is a device that needs staff', () => {
  const answer = failed({ kind: 'notConfigured', requestSent: false });
  expect(classifyAnswer(answer, false)).toEqual(KEY_REFUSED);
});

describe('whatever comes back', () => {
  const statuses = fc.integer({ min: 200, max: 599 });
  const kinds = fc.constantFrom<ConferaErrorKind>('network', 'timeout', 'decoding');
  const codes = fc.array(fc.constantFrom('IDEMPOTENCY_KEY_REUSED', 'X'), { maxLength: 2 });
  const anything: fc.Arbitrary<Answer> = fc.oneof(
    fc.record({ ok: fc.boolean() }).map(taken),
    fc
      .tuple(kinds, statuses)
      .map(([kind, status]) => failed({ kind, status: kind === 'decoding' ? status : 0 })),
    fc
      .tuple(fc.integer({ min: 400, max: 599 }), codes)
      .map(([status, codes]) => answered(status, { codes })),
  );

  test('a scan ends only by an answer of Confera itself', () => {
    fc.assert(
      fc.property(fc.tuple(kinds, statuses), fc.boolean(), ([kind, status], before) => {
        expect(classifyAnswer(failed({ kind, status }), before).state).toBe('pending');
      }),
    );
  });

  test('what was ambiguous stays so', () => {
    fc.assert(
      fc.property(anything, (answer) => {
        expect(classifyAnswer(answer, true).ambiguous).toBe(true);
      }),
    );
  });

  test('only a scan that stays pending is worth a second attempt', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (answer, before) => {
        const { worthRetrying, state } = classifyAnswer(answer, before);
        expect(worthRetrying && state !== 'pending').toBe(false);
      }),
    );
  });

  test('nobody is turned away by an answer that leaves the scan pending', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (answer, before) => {
        const { state, outcome } = classifyAnswer(answer, before);
        if (state === 'pending') expect(['queued', 'attention']).toContain(outcome);
      }),
    );
  });
});

describe('an answer about a key that has been replaced since', () => {
  test.each([401, 403])(
    '%i says nothing about the new one, and the scan is tried again',
    (status) => {
      for (const ambiguous of [false, true]) {
        const verdict = classifyAnswer(answered(status), ambiguous);
        expect(refusesKey(verdict.effect)).toBe(true);
        expect(underOldKey(verdict)).toEqual({
          state: 'pending',
          outcome: 'queued',
          reason: null,
          ambiguous,
          effect: { kind: 'reached' },
          worthRetrying: true,
        });
      }
    },
  );

  test.each([404, 409, 410, 422, 429, 500, 503])('%i means what it always does', (status) => {
    const verdict = classifyAnswer(answered(status), false);
    expect(underOldKey(verdict)).toBe(verdict);
  });

  test('a success and silence mean what they always do', () => {
    for (const answer of [taken({ ok: true }), failed({ kind: 'timeout' })]) {
      const verdict = classifyAnswer(answer, false);
      expect(underOldKey(verdict)).toBe(verdict);
    }
  });
});
