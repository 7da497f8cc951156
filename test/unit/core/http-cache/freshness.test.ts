import { describe, expect, it } from 'vitest';
import {
  type HeaderFields,
  keptAnswer,
  mayBeKept,
  renewingFields,
  stageOf,
  validated,
} from '../../../../electron/core/http-cache/freshness.ts';

const NOON = Date.UTC(2026, 1, 3, 12);
const httpDate = (secondsFromNoon: number) => new Date(NOON + secondsFromNoon * 1000).toUTCString();
const REQUEST = { accept: 'application/json', 'x-api-key': 'cat_one' };
const DAY = 24 * 60 * 60;

/** An answer that came at noon with these fields. */
const atNoon = (headers: HeaderFields) =>
  keptAnswer(
    REQUEST,
    { headers: { date: httpDate(0), ...headers }, body: Buffer.from('{}') },
    NOON,
  );

/** Where the answer stands this many seconds after it came. */
const stageAfter = (seconds: number, headers: HeaderFields) =>
  stageOf(atNoon(headers), REQUEST, NOON + seconds * 1000).is;

describe('An answer', () => {
  // Its fields, how many seconds it is fresh, and how many it may be used after that while it is renewed.
  it.each<[string, HeaderFields, number, number]>([
    ['with a lifetime', { 'cache-control': 'max-age=300' }, 300, 0],
    ['whose directives are written large', { 'cache-control': 'Private, Max-Age=300' }, 300, 0],
    ['with a quoted lifetime', { 'cache-control': 'max-age="300"' }, 300, 0],
    [
      'with a lifetime for shared caches too',
      { 'cache-control': 's-maxage=9, max-age=300' },
      300,
      0,
    ],
    ['that was in another cache before', { 'cache-control': 'max-age=300', age: '100' }, 200, 0],
    ['with a time of expiry', { expires: httpDate(120) }, 120, 0],
    [
      'with both, of which the lifetime counts',
      { 'cache-control': 'max-age=60', expires: httpDate(900) },
      60,
      0,
    ],
    ['that expired before it came', { expires: httpDate(-5) }, 0, 0],
    ['whose time of expiry is 0', { expires: '0' }, 0, 0],
    ['whose lifetime is no number', { 'cache-control': 'max-age=soon' }, 0, 0],
    ['whose lifetime is negative', { 'cache-control': 'max-age=-1' }, 0, 0],
    [
      'that must be revalidated once it is stale',
      { 'cache-control': 'max-age=60, must-revalidate' },
      60,
      0,
    ],
    ['that must always be revalidated', { 'cache-control': 'no-cache, max-age=60' }, 0, 0],
    ['that must be, in the words of HTTP/1.0', { pragma: 'no-cache' }, 0, 0],
    [
      'that may be used while it is renewed',
      { 'cache-control': 'max-age=60, stale-while-revalidate=30' },
      60,
      30,
    ],
    [
      'that may, but must be revalidated',
      { 'cache-control': 'max-age=60, stale-while-revalidate=30, must-revalidate' },
      60,
      0,
    ],
    [
      'that may, but is never to be used unasked',
      { 'cache-control': 'no-cache, stale-while-revalidate=30' },
      0,
      0,
    ],
    ['without any lifetime', {}, 60, 0],
    ['that changed an hour ago', { 'last-modified': httpDate(-3600) }, 360, 0],
    ['that changed a minute ago', { 'last-modified': httpDate(-60) }, 60, 0],
    ['that changed a year ago', { 'last-modified': httpDate(-365 * DAY) }, 900, 0],
    ['with a lifetime of a year', { 'cache-control': 'max-age=31536000' }, DAY, 0],
    ['that expires in a hundred years', { expires: httpDate(100 * 365 * DAY) }, DAY, 0],
    ['that varies by everything', { 'cache-control': 'max-age=60', vary: '*' }, 0, 0],
    [
      'that varies by a field that stays the same',
      { 'cache-control': 'max-age=60', vary: 'Accept' },
      60,
      0,
    ],
    ['that varies by the key', { 'cache-control': 'max-age=60', vary: 'X-API-Key, Accept' }, 60, 0],
  ])('%s', (_, headers, fresh, renewing) => {
    if (fresh > 0) expect(stageAfter(fresh - 1, headers)).toBe('fresh');
    if (renewing > 0) expect(stageAfter(fresh + renewing - 1, headers)).toBe('while-renewing');
    expect(stageAfter(fresh + renewing, headers)).toBe('after-asking');
  });

  it('tells how long it stays fresh, and how old it is', () => {
    const kept = atNoon({ 'cache-control': 'max-age=300', age: '100' });
    expect(stageOf(kept, REQUEST, NOON + 50_000)).toEqual({
      is: 'fresh',
      freshForMs: 150_000,
      ageMs: 150_000,
    });
  });

  it('is not fresh for another request, if it varies by what differs', () => {
    const kept = atNoon({ 'cache-control': 'max-age=300', vary: 'Accept-Language', etag: '"1"' });
    const other = { ...REQUEST, 'accept-language': 'ur' };
    expect(stageOf(kept, other, NOON).is).toBe('after-asking');
    expect(renewingFields(kept, other)).toEqual(other);
  });

  it('is not fresh if the clock was set back to before it came', () => {
    expect(stageAfter(-60, { 'cache-control': 'max-age=300' })).toBe('fresh');
    expect(stageAfter(-DAY, { 'cache-control': 'max-age=300' })).toBe('after-asking');
  });

  it.each<[string, HeaderFields, boolean]>([
    ['no-store', { 'cache-control': 'no-store' }, false],
    ['no-store among others', { 'cache-control': 'private, No-Store, max-age=60' }, false],
    ['private', { 'cache-control': 'private' }, true],
    ['no fields at all', {}, true],
    ['no-cache', { 'cache-control': 'no-cache' }, true],
  ])('may be kept or not: %s', (_, headers, expected) => {
    expect(mayBeKept(headers)).toBe(expected);
  });

  it('keeps neither the key nor fields that nobody needs', () => {
    const headers = { vary: 'X-API-Key, Accept', 'set-cookie': 'a=b', etag: '"1"' };
    const kept = keptAnswer(REQUEST, { headers, body: Buffer.alloc(0) }, NOON);
    expect(kept.requestFields).toEqual({ accept: 'application/json' });
    expect(kept.fields).toEqual({ vary: 'X-API-Key, Accept', etag: '"1"' });
  });
});

describe('A renewal', () => {
  it.each<[string, HeaderFields, HeaderFields]>([
    ['an ETag', { etag: 'W/"7"' }, { 'if-none-match': 'W/"7"' }],
    ['a Last-Modified', { 'last-modified': httpDate(-60) }, { 'if-modified-since': httpDate(-60) }],
    [
      'both',
      { etag: '"7"', 'last-modified': httpDate(-60) },
      { 'if-none-match': '"7"', 'if-modified-since': httpDate(-60) },
    ],
    ['neither', {}, {}],
  ])('asks by %s', (_, headers, asked) => {
    expect(renewingFields(atNoon(headers), REQUEST)).toEqual({ ...REQUEST, ...asked });
  });

  it('gives the answer a new life with the fields of the 304', () => {
    const kept = atNoon({
      'cache-control': 'max-age=60',
      age: '30',
      etag: '"7"',
      'content-type': 'a/b',
    });
    const by = { 'cache-control': 'max-age=300', 'content-type': 'text/html', etag: '"7"' };
    const still = validated(kept, by, NOON + 60_000);
    expect(still?.fields['content-type']).toBe('a/b');
    expect(still && stageOf(still, REQUEST, NOON + 60_000 + 299_000).is).toBe('fresh');
  });

  it('keeps the old lifetime if the 304 names none', () => {
    const still = validated(
      atNoon({ 'cache-control': 'max-age=60', etag: '"7"' }),
      {},
      NOON + 90_000,
    );
    expect(still && stageOf(still, REQUEST, NOON + 149_000).is).toBe('fresh');
  });

  it('takes no 304 about another version', () => {
    const kept = atNoon({ etag: '"7"' });
    expect(validated(kept, { etag: '"8"' }, NOON)).toBeNull();
    expect(validated(kept, { etag: 'W/"7"' }, NOON)).not.toBeNull();
  });
});
