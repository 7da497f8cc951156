import { expect, test } from 'vitest';
import {
  type ConferaApiError,
  isConferaApiError,
} from '../../../../electron/core/confera/api-error.ts';
import { readResponse } from '../../../../electron/core/confera/read-response.ts';

const KEY = 'cat_demo_all';

/** The envelopes that Confera's own and the neighbouring API's documentation know, each with its code. */
const ENVELOPES: Array<[string, object]> = [
  ['THE_CODE', { error: { code: 'THE_CODE', message: 'Words' } }],
  ['THE_CODE', { ok: false, code: 'THE_CODE', message: 'Words' }],
  ['THE_CODE', { errors: [{ code: 'THE_CODE', message: 'Words' }, { code: 'OTHER' }] }],
  ['THE_CODE', { ok: false, error: 'THE_CODE', message: 'Words' }],
];

/** The code and the kind that each status stands for where its body names no code. */
const STATUSES: Array<[number, string | undefined, string]> = [
  [400, 'BAD_REQUEST', 'validation'],
  [401, 'UNAUTHORIZED', 'unauthorized'],
  [403, 'FORBIDDEN', 'forbidden'],
  [404, 'NOT_FOUND', 'notFound'],
  [408, undefined, 'server'],
  [409, 'CONFLICT', 'conflict'],
  [410, undefined, 'notFound'],
  [413, 'PAYLOAD_TOO_LARGE', 'validation'],
  [418, undefined, 'validation'],
  [422, 'UNPROCESSABLE_ENTITY', 'validation'],
  [429, 'RATE_LIMITED', 'rateLimited'],
  [500, 'INTERNAL', 'server'],
  [503, undefined, 'server'],
];

function failure(
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
  isRead = false,
): ConferaApiError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  try {
    readResponse({ status, headers, body: text }, { apiKey: KEY, nowMs: 0, isRead });
  } catch (error) {
    if (isConferaApiError(error)) return error;
    throw error;
  }
  throw new Error('it was read as a success');
}

test.each(STATUSES)('a %i without a code has the code %s and is of the kind %s', (...expected) => {
  const [status, code, kind] = expected;
  for (const body of [{ ok: false, duplicate: true }, {}, { error: 'In words' }]) {
    expect(failure(status, body)).toMatchObject({ status, code, kind });
  }
});

test.each(STATUSES)('a %i has the code of its body, in every envelope', (status, _code, kind) => {
  for (const [code, body] of ENVELOPES) {
    const error = failure(status, body, { 'x-request-id': 'req-7' });
    expect(error).toMatchObject({ status, code, kind, requestId: 'req-7' });
    expect(error.message).toBe(`Confera answered ${status}: Words`);
  }
});

test('of several codes the first in that order counts, and all are told', () => {
  const body = { error: { code: 'FIRST' }, code: 'SECOND', errors: [{ code: 'THIRD' }] };
  expect(failure(409, body)).toMatchObject({ code: 'FIRST', codes: ['FIRST', 'SECOND', 'THIRD'] });
});

test.each([
  ['no header', {}, undefined],
  ['an id', { 'x-request-id': 'req-7' }, 'req-7'],
  ['an id that holds the key', { 'x-request-id': `a-${KEY}` }, 'a-…'],
  ['an id longer than any', { 'x-request-id': 'x'.repeat(201) }, undefined],
])('the request id of a response with %s', (_what, headers, requestId) => {
  expect(failure(500, {}, headers).requestId).toBe(requestId);
  expect(failure(200, '<html>', headers).requestId).toBe(requestId);
});

test('a 2xx that says no is a failure of a read, with the server’s code and without the key', () => {
  const body = { ok: false, error: { code: 'MODULE_OFF', message: `No events for ${KEY}` } };
  expect(failure(200, body, { 'x-request-id': 'req-7' }, true)).toMatchObject({
    kind: 'server',
    status: 200,
    body: 'object',
    code: 'MODULE_OFF',
    message: 'Confera answered 200: No events for …',
    requestId: 'req-7',
  });
  const write = { status: 200, headers: {}, body: JSON.stringify(body) };
  expect(readResponse(write, { apiKey: KEY, nowMs: 0, isRead: false })).toEqual(body);
});
