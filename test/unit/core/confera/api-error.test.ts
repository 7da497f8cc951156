import { describe, expect, test } from 'vitest';
import {
  ConferaApiError,
  isConferaApiError,
  kindOfStatus,
} from '../../../../electron/core/confera/api-error.ts';

test.each([
  [400, 'validation'],
  [401, 'unauthorized'],
  [402, 'validation'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [408, 'server'],
  [409, 'conflict'],
  [410, 'notFound'],
  [413, 'validation'],
  [422, 'validation'],
  [429, 'rateLimited'],
  [500, 'server'],
  [503, 'server'],
  [599, 'server'],
])('status %i is of kind %s', (status, kind) => {
  expect(kindOfStatus(status)).toBe(kind);
});

describe('ConferaApiError', () => {
  test('carries what the answer said', () => {
    const cause = new Error('socket hang up');
    const error = new ConferaApiError({
      kind: 'rateLimited',
      message: 'Confera answered 429',
      status: 429,
      codes: ['SLOW_DOWN', 'LATER'],
      retryAfterMs: 7000,
      requestId: 'req-1',
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'ConferaApiError',
      message: 'Confera answered 429',
      kind: 'rateLimited',
      status: 429,
      code: 'SLOW_DOWN',
      retryAfterMs: 7000,
      requestId: 'req-1',
      cause,
    });
  });

  test('has status 0 where no answer came', () => {
    expect(new ConferaApiError({ kind: 'network', message: '' }).status).toBe(0);
  });

  test('counts the request as sent unless it is known not to be', () => {
    expect(new ConferaApiError({ kind: 'network', message: '' }).requestSent).toBe(true);
    const unsent = new ConferaApiError({ kind: 'network', message: '', requestSent: false });
    expect(unsent.requestSent).toBe(false);
  });
});

describe('isConferaApiError', () => {
  test('knows its own', () => {
    expect(isConferaApiError(new ConferaApiError({ kind: 'server', message: '' }))).toBe(true);
  });

  test("knows another copy of the client's", () => {
    const other = Object.assign(new Error('x'), { name: 'ConferaApiError', kind: 'server' });
    expect(isConferaApiError(other)).toBe(true);
  });

  test.each([
    ['another error', new Error('x')],
    ['an object that looks like one', { name: 'ConferaApiError', kind: 'server' }],
    [
      'an error that only borrows the name',
      Object.assign(new Error(), { name: 'ConferaApiError' }),
    ],
    ['a string', 'ConferaApiError'],
    ['nothing', undefined],
    ['null', null],
  ])('refuses %s', (_what, value) => {
    expect(isConferaApiError(value)).toBe(false);
  });
});
