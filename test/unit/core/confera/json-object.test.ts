import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonObject } from '../../../../electron/core/confera/json-object.ts';

const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

describe('the text of a JSON object', () => {
  test('is read, whatever it holds', () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(objects, fc.constantFrom(undefined, 2), (object, indent) => {
        const text = ` ${JSON.stringify(object, null, indent)}\n`;
        expect(parseJsonObject(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('is read up to 64 levels, and brackets in strings are none', () => {
    expect(parseJsonObject(nested(64))).toBeDefined();
    expect(parseJsonObject(nested(65))).toBeUndefined();
    const text = JSON.stringify({ a: '['.repeat(1000), 'b"\\': '{"'.repeat(1000) });
    expect(parseJsonObject(text)).toEqual(JSON.parse(text));
  });

  test('is read with a full page of events', () => {
    const event = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`field_${n}`, n % 5 ? 'text' : { en: 'a', ur: 'b' }]),
    );
    const page = { data: Array(500).fill(event), pagination: { offset: 0, limit: 500 } };
    expect(parseJsonObject(JSON.stringify(page))).toEqual(page);
  });

  test('ends with its end', () => {
    expect(parseJsonObject('{} {}')).toBeUndefined();
    expect(parseJsonObject('{"a":"')).toBeUndefined();
    expect(parseJsonObject('{"a":"\\')).toBeUndefined();
  });
});

test.each(['[]', '[{}]', '"{}"', 'null', '1', '', ' ', '<h1>{}</h1>', '{', '}', 'x{}'])(
  '%j is no object',
  (text) => {
    expect(parseJsonObject(text)).toBeUndefined();
  },
);

test.each([
  ['nested lists', nested(400_000)],
  ['nested objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
  ['nothing but beginnings', '{"a":['.repeat(150_000)],
  ['a member for every few bytes', `{${Array.from({ length: 90_000 }, (_, n) => `"k${n}":1`)}}`],
  ['objects of a shape each', `{"a":[${Array.from({ length: 80_000 }, (_, n) => `{"${n}":1}`)}]}`],
  ['empty lists', `{"a":[${Array(300_000).fill('[]')}]}`],
])('%s in a mebibyte are not even parsed', (_what, text) => {
  expect(text.length).toBeLessThan(1.1 * 1024 * 1024);
  expect(parseJsonObject(text)).toBeUndefined();
});
