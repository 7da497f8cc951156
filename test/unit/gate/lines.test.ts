import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPipe } from '../../../electron/gate/lines.ts';
import { parseCode } from '../../../shared/scan/parse-code.ts';

async function* inChunks(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function* readLines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const { lines } of readPipe(input)) yield* lines;
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const collected = [];
  for await (const line of lines) collected.push(line);
  return collected;
}

const linesOf = (...chunks: (string | Buffer)[]) => collect(readLines(inChunks(...chunks)));

/** Bytes of the heap that are really in use. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

describe('a line ends', () => {
  test.each([
    ['with LF', 'A\nB\n'],
    ['with CRLF', 'A\r\nB\r\n'],
    ['with CR', 'A\rB\r'],
    ['each in its own way', 'A\rB\r\n'],
    ['with the input', 'A\nB'],
    ['before the empty ones, which are none', '\n\r\n\rA\n\n\n\r\r\nB\r\n\n'],
  ])('%s', async (_how, text) => {
    expect(await linesOf(text)).toEqual(['A', 'B']);
  });

  test('and not with what only looks like an end', async () => {
    expect(await linesOf('A\u2028B\u0085C\vD\fE\n')).toEqual(['A\u2028B\u0085C\vD\fE']);
  });
});

test('spaces are part of a line, also of one that has nothing else', async () => {
  expect(await linesOf(' A \n  \n')).toEqual([' A ', '  ']);
});

test.each([
  ['nothing', []],
  ['an empty chunk', ['']],
  ['line ends alone', ['\n', '\r\n', '\r']],
])('%s has no lines', async (_what, chunks) => {
  expect(await linesOf(...chunks)).toEqual([]);
});

test('a CRLF that comes in two chunks is one end', async () => {
  expect(await linesOf('A\r', '\nB\r', '\n')).toEqual(['A', 'B']);
});

test('a character that comes in two chunks is one character', async () => {
  const text = Buffer.from('Grüße-😀');
  for (let cut = 0; cut <= text.length; cut += 1) {
    expect(await linesOf(text.subarray(0, cut), text.subarray(cut))).toEqual(['Grüße-😀']);
  }
});

test('a character that is cut short at the input’s end is marked as unreadable', async () => {
  expect(await linesOf(Buffer.from('A😀').subarray(0, 3))).toEqual(['A\ufffd']);
});

test('wherever the chunks are cut, the lines are the same', async () => {
  const ends = fc.constantFrom('\n', '\r\n', '\r', '');
  const texts = fc
    .array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), ends))
    .map((pieces) => Buffer.from(pieces.flat().join('')));
  const cutTexts = texts.chain((text) =>
    fc.tuple(
      fc.constant(text),
      fc
        .array(fc.nat({ max: text.length }), { maxLength: 8 })
        .map((cuts) => cuts.sort((a, b) => a - b)),
    ),
  );
  await fc.assert(
    fc.asyncProperty(cutTexts, async ([text, cuts]) => {
      const borders = [0, ...cuts, text.length];
      const chunks = borders.slice(1).map((end, index) => text.subarray(borders[index], end));
      const expected = text.toString().split(/\r\n|\n|\r/);
      expect(await linesOf(...chunks)).toEqual(expected.filter((line) => line !== ''));
    }),
    { numRuns: 300 },
  );
});

test('a line is given out as soon as its end arrives', async () => {
  const waitsForEver = new Promise<Buffer>(() => {});
  async function* slowly() {
    yield Buffer.from('A\nB\nC');
    yield await waitsForEver;
  }
  const lines = readLines(slowly());
  expect(await lines.next()).toEqual({ done: false, value: 'A' });
  expect(await lines.next()).toEqual({ done: false, value: 'B' });
});

test('no more of the input is taken than the lines that are asked for need', async () => {
  let taken = 0;
  async function* counted() {
    for (const line of ['A\n', 'B\n', 'C\n']) {
      taken += 1;
      yield Buffer.from(line);
    }
  }
  const lines = readLines(counted());
  await lines.next();
  expect(taken).toBe(1);
});

describe('a line that is far too long', () => {
  const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');

  test('of 5 MB comes cut, and the next one whole', async () => {
    const pieces = Array.from({ length: 5 }, () => MEGABYTE);
    const [cut, next, ...others] = await linesOf('A', ...pieces, '\nNEXT\n');
    expect(cut).toMatch(/^Ax{600}/);
    expect(cut?.length).toBeLessThanOrEqual(4096);
    expect(next).toBe('NEXT');
    expect(others).toEqual([]);
  });

  test('comes cut where it arrives in one piece, and where it ends with the input', async () => {
    const whole = await linesOf(Buffer.concat([MEGABYTE, Buffer.from('\nNEXT')]));
    expect(whole.map(({ length }) => length)).toEqual([4096, 4]);
    const [last] = await linesOf(MEGABYTE, 'end');
    expect(last?.length).toBeLessThanOrEqual(4096 + 3);
  });

  test('fills no memory while it goes on', async () => {
    const before = heapInUse();
    let grown = 0;
    async function* endless() {
      for (let n = 0; n < 32; n += 1) yield MEGABYTE;
      grown = heapInUse() - before;
      yield Buffer.from('\nNEXT\n');
    }
    expect((await collect(readLines(endless()))).map(({ length }) => length)).toEqual([4096, 4]);
    expect(grown).toBeLessThan(8 * 1024 * 1024);
  });
});

test('half a line of an input that we closed ourselves is not a scan', async () => {
  async function* closed() {
    yield Buffer.from('A\nB');
    throw Object.assign(new Error('closed'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
  }
  expect(await collect(readLines(closed()))).toEqual(['A']);
});

test('an input that fails is told', async () => {
  async function* failing() {
    yield Buffer.from('A\nB');
    throw new Error('read error');
  }
  await expect(collect(readLines(failing()))).rejects.toThrow('read error');
});

test('an overlong line stays too long for any code, however it is trimmed', async () => {
  const lines = [
    `${' '.repeat(4090)}BADGE-12345678`,
    `BADGE-1${' '.repeat(5000)}2`,
    `]Q2${'\\000026'.repeat(580)}BADGE-12345678901234567890123456789012345`,
    `${'\u200b'.repeat(4090)}BADGE-12345678`,
  ];
  for (const line of lines) {
    const [cut] = await linesOf(`${line}\n`);
    expect(parseCode(cut ?? '', 'auto')).toEqual({ ok: false, reason: 'too-long' });
  }
});
