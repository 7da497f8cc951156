import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ConferaApiError,
  type ConferaErrorKind,
  kindOfStatus,
} from '../../../../electron/core/confera/api-error.ts';
import {
  backoffCeilingMs,
  isRetryable,
  parseRetryAfter,
  retryDelayMs,
} from '../../../../electron/core/confera/retry.ts';

const NOW = Date.parse('2026-02-03T10:00:00Z');

describe('Retry-After', () => {
  test.each([
    ['whole seconds', '7', 7000],
    ['zero', '0', 0],
    ['decimals', '1.5', 1500],
    ['less than a second', '0.25', 250],
    ['white space around it', ' 2 ', 2000],
    ['the longest wait', '300', 300_000],
    ['more than the longest wait', '301', 300_000],
    ['a number past all reason', '9'.repeat(400), 300_000],
    ['an HTTP date', 'Tue, 03 Feb 2026 10:01:00 GMT', 60_000],
    ['an HTTP date in the RFC 850 form', 'Tuesday, 03-Feb-26 10:01:00 GMT', 60_000],
    ['this very moment', 'Tue, 03 Feb 2026 10:00:00 GMT', 0],
    ['a past date', 'Tue, 03 Feb 2026 09:59:00 GMT', 0],
    ['a date far away', 'Wed, 04 Feb 2026 10:00:00 GMT', 300_000],
  ])('%s', (_what, value, ms) => {
    expect(parseRetryAfter(value, NOW)).toBe(ms);
  });

  test.each([
    ['an absent header', undefined],
    ['a null header', null],
    ['an empty value', ''],
    ['white space', '  '],
    ['a word', 'soon'],
    ['seconds with a unit', '5s'],
    ['an exponent', '1e3'],
    ['a hexadecimal number', '0x10'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['an ISO duration', 'PT5S'],
    ['digits of another script', '٣'],
    ['a date that does not exist', 'Tue, 03 Feb 2026 25:01:00 GMT'],
  ])('names no wait: %s', (_what, value) => {
    expect(parseRetryAfter(value, NOW)).toBeUndefined();
  });

  test.each(['wait 5', '5, 5', '1,5', '.5', '+5', '-5', 'try 2030', '2030-01-01'])(
    '%j is neither seconds nor a date',
    (value) => {
      expect(parseRetryAfter(value, 0)).toBeUndefined();
    },
  );

  test.each([
    'Tue, 03 Feb 2026 10:01:00 GMT',
    'Tuesday, 03-Feb-26 10:01:00 GMT',
    'Tue Feb  3 10:01:00 2026',
  ])('%j is a date in GMT, wherever this machine is', (value) => {
    expect(parseRetryAfter(value, Date.UTC(2026, 1, 3, 10, 0, 0))).toBe(60_000);
  });

  test('a date counts from the moment given, not from the clock of this machine', () => {
    const inAMinute = 'Mon, 01 Jan 2001 00:01:00 GMT';
    expect(parseRetryAfter(inAMinute, Date.parse('2001-01-01T00:00:00Z'))).toBe(60_000);
  });

  test('whatever the value, a wait stays between 0 and 300 seconds', () => {
    const value = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.double({ min: 0, noNaN: true }).map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(value, (text) => {
        const ms = parseRetryAfter(text, NOW) ?? 0;
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});

describe('the wait before a retry', () => {
  test.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [4, 4000],
    [5, 8000],
    [6, 10_000],
    [7, 10_000],
    [5000, 10_000],
  ])('retry %i waits up to %i ms', (retry, ceiling) => {
    expect(backoffCeilingMs(retry)).toBe(ceiling);
  });

  test('is a random part of the ceiling, from nothing to just below it', () => {
    expect(retryDelayMs(3, undefined, 0)).toBe(0);
    expect(retryDelayMs(3, undefined, 0.5)).toBe(1000);
    expect(retryDelayMs(3, undefined, 1 - Number.EPSILON)).toBe(1999);
  });

  test('never leaves the window, whatever the draw', () => {
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), draw, (retry, random) => {
        const ms = retryDelayMs(retry, undefined, random);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThan(backoffCeilingMs(retry));
      }),
    );
  });

  test.each([0, 250, 300_000])('is what the server asked for: %i ms', (asked) => {
    expect(retryDelayMs(1, asked, 0.5)).toBe(asked);
  });
});

describe('what is worth a retry', () => {
  test.each<[string, ConferaErrorKind, number]>([
    ['no connection', 'network', 0],
    ['no answer in time', 'timeout', 0],
    ['429', 'rateLimited', 429],
    ['500', 'server', 500],
    ['502', 'server', 502],
    ['503', 'server', 503],
    ['504', 'server', 504],
  ])('%s', (_what, kind, status) => {
    expect(isRetryable(new ConferaApiError({ kind, status, message: '' }))).toBe(true);
  });

  test.each([400, 401, 403, 404, 408, 409, 410, 413, 422])('not %i', (status) => {
    const error = new ConferaApiError({ kind: kindOfStatus(status), status, message: '' });
    expect(isRetryable(error)).toBe(false);
  });

  test.each<[string, ConferaErrorKind, number]>([
    ["somebody else's page", 'decoding', 200],
    ['a redirect', 'decoding', 302],
    ['a missing key', 'notConfigured', 0],
  ])('not %s', (_what, kind, status) => {
    expect(isRetryable(new ConferaApiError({ kind, status, message: '' }))).toBe(false);
  });
});
