import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorCodes, errorMessage } from '../../../../electron/core/confera/error-envelope.ts';

test.each<[string, number, Record<string, unknown> | undefined, string[]]>([
  ['error.code', 409, { error: { code: 'A' } }, ['A']],
  ['a flat code', 409, { code: 'B' }, ['B']],
  ['the first of several errors', 409, { errors: [{ code: 'C' }, { code: 'X' }] }, ['C']],
  ['an error that is a code', 409, { error: 'KEY_REUSED_2' }, ['KEY_REUSED_2']],
  [
    'all of them in their order',
    409,
    { errors: [{ code: 'C' }], code: 'B', error: { code: 'A' } },
    ['A', 'B', 'C'],
  ],
  ['an error in words, which is no code', 409, { error: 'Already used' }, ['CONFLICT']],
  ['a code that is a number', 404, { code: 404 }, ['NOT_FOUND']],
  ['an empty code', 404, { code: '' }, ['NOT_FOUND']],
  ['a code longer than any', 404, { code: 'X'.repeat(101) }, ['NOT_FOUND']],
  ['errors that are empty', 404, { errors: [] }, ['NOT_FOUND']],
  ['errors that are no list', 404, { errors: 'X' }, ['NOT_FOUND']],
  ['an error that is a list', 404, { error: ['X'] }, ['NOT_FOUND']],
  ['no body', 429, undefined, ['RATE_LIMITED']],
  ['no body at a status without a code', 418, undefined, []],
])('the code is read from %s', (_place, status, body, codes) => {
  expect(errorCodes(status, body)).toEqual(codes);
});

test.each([
  [400, 'BAD_REQUEST'],
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [409, 'CONFLICT'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [422, 'UNPROCESSABLE_ENTITY'],
  [429, 'RATE_LIMITED'],
  [500, 'INTERNAL'],
])('status %i alone stands for %s', (status, code) => {
  expect(errorCodes(status, { ok: false, duplicate: true })).toEqual([code]);
});

test.each<[string, Record<string, unknown> | undefined, string | undefined]>([
  ['error.message', { error: { message: 'A' }, message: 'B' }, 'A'],
  ['a flat message', { message: 'B' }, 'B'],
  ['the first of several errors', { errors: [{ message: 'C' }] }, 'C'],
  ['an error in words', { error: 'No such badge' }, 'No such badge'],
  ['nothing', { error: { message: 7 } }, undefined],
  ['no body', undefined, undefined],
])('the words are read from %s', (_place, body, words) => {
  expect(errorMessage(body)).toBe(words);
});

test('any body whatsoever has codes that are short texts', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('error', 'errors', 'code', 'message'), fc.anything()),
      (body) => {
        for (const code of errorCodes(409, body)) expect(code).toMatch(/^.{1,100}$/s);
      },
    ),
  );
});
