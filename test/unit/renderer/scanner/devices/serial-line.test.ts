import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  NO_BYTES,
  takeBytes,
  textOf,
} from '../../../../../renderer/scanner/devices/serial-line.ts';
import { parseCode } from '../../../../../shared/scan/parse-code.ts';

/** The codes in these chunks, and the bytes that are left. */
function receive(chunks: Iterable<number>[]) {
  let line = NO_BYTES;
  const codes = chunks.flatMap((chunk) => {
    const taken = takeBytes(line, chunk);
    line = taken.line;
    return taken.codes;
  });
  return { codes, left: textOf(line) };
}

test.each<[string, string[], string[], string]>([
  ['carriage return', ['BADGE-1\r'], ['BADGE-1'], ''],
  ['line feed', ['BADGE-1\n'], ['BADGE-1'], ''],
  ['both', ['BADGE-1\r\n'], ['BADGE-1'], ''],
  ['both, apart', ['BADGE-1\r', '\nBADGE-2\r', '\n'], ['BADGE-1', 'BADGE-2'], ''],
  ['one chunk for two codes', ['BADGE-1\rBADGE-2\rBAD'], ['BADGE-1', 'BADGE-2'], 'BAD'],
  ['a byte a chunk', [...'BADGE-1\r'], ['BADGE-1'], ''],
  ['nothing', ['BADGE-1'], [], 'BADGE-1'],
  ['only line ends', ['\r\n\r\n'], [], ''],
])('codes that end with %s', (_, chunks, codes, left) => {
  expect(receive(chunks.map((chunk) => Buffer.from(chunk)))).toEqual({ codes, left });
});

test('bytes that are no UTF-8 spoil the code rather than change it', () => {
  expect(receive([[0x41, 0xe9, 0x42, 0x0d]]).codes).toEqual(['A\ufffdB']);
});

test('a line that never ends is cut, far beyond the longest code', () => {
  expect(receive([new Uint8Array(100_000).fill(0x41)]).left).toHaveLength(8192);
});

test.each([' ', '\u200b', '\\000026'])(
  'a code behind ever so many %j is refused, not cut',
  (nothing) => {
    const room = Math.floor(8185 / Buffer.byteLength(nothing));
    const { codes } = receive([Buffer.from(`]Q2${nothing.repeat(room)}ABC-123456\r`)]);
    expect(codes.map((text) => parseCode(text, 'auto'))).toEqual([
      { ok: false, reason: 'too-long' },
    ]);
  },
);

test('any codes, cut anywhere, come out as they went in', () => {
  const code = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 512 })
    .filter((text) => !/[\r\n]/.test(text) && !text.startsWith('\ufeff'));
  fc.assert(
    fc.property(
      fc.array(code, { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }),
      (codes, sizes) => {
        const bytes = Buffer.from(codes.map((each) => `${each}\r\n`).join(''));
        const chunks: Buffer[] = [];
        for (let at = 0, n = 0; at < bytes.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(receive(chunks)).toEqual({ codes, left: '' });
      },
    ),
  );
});
