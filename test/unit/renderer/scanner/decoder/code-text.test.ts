import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import QRCode from 'qrcode';
import toSJIS from 'qrcode/helper/to-sjis.js';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  prepareZXingModule as prepareReader,
  type ReadInputBarcodeFormat,
  readBarcodes,
} from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, writeBarcode } from 'zxing-wasm/writer';
import {
  type CodeText,
  TEXT_OPTIONS,
  textOf,
} from '../../../../../renderer/scanner/decoder/code-text.ts';
import type { DrawnSymbol } from '../../../../e2e/fixtures/fake-camera-video.ts';
import { FIRST_PART, firstOfTwo, undeclaredBytes } from '../../../../fixtures/drawn-symbols.ts';

beforeAll(() => {
  const wasm = (name: string) => {
    const file = createRequire(import.meta.url).resolve(`zxing-wasm/${name}`);
    return { overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer } };
  };
  prepareReader(wasm('reader/zxing_reader.wasm'));
  prepareWriter(wasm('writer/zxing_writer.wasm'));
});

const MATRIX_FORMATS = ['QRCode', 'DataMatrix', 'Aztec', 'PDF417'] as const;
const LATIN = Buffer.from('ééécéé jj', 'latin1');

describe('bytes with no character set', () => {
  test.each<[string, Uint8Array, CodeText]>([
    ['letters', Buffer.from('ABC-123'), whole('ABC-123')],
    ['UTF-8', Buffer.from('Grüße-登録-😀'), whole('Grüße-登録-😀')],
    ['UTF-8 behind a byte order mark', Buffer.from('\ufeffABC'), whole('\ufeffABC')],
    ['ISO 8859-1', LATIN, garbled('\ufffd\ufffdc\ufffd jj')],
    ['what is nothing', Buffer.from('4241ff31', 'hex'), garbled('BA\ufffd1')],
    ['UTF-8 that is cut off', Buffer.from('41e799', 'hex'), garbled('A\ufffd')],
    ['a surrogate', Buffer.from('41eda08042', 'hex'), garbled('A\ufffdB')],
  ])(
    'that are %s are read exactly, or with a mark that something is missing',
    async (_what, bytes, is) => {
      expect(await read(qr([{ data: bytes, mode: 'byte' }]))).toEqual(is);
    },
  );

  test.each(['data-matrix', 'aztec', 'pdf417', 'code-128'] as const)(
    'are treated alike in %s',
    async (format) => {
      expect(await read(undeclaredBytes(format))).toEqual(garbled('BA\ufffd1'));
    },
  );

  test('beside Kanji, which QR has a mode for, are treated alike', async () => {
    const segments = [
      { data: Buffer.from('é-'), mode: 'byte' },
      { data: '登録', mode: 'kanji' },
    ] as const;
    expect(await read(qr(segments))).toEqual(whole('é-登録'));
  });
});

describe.each(MATRIX_FORMATS)('in %s', (format) => {
  test.each<[string, string | Uint8Array, string, CodeText]>([
    ['UTF-8 that is declared', 'Grüße-登録', 'eci=26', whole('Grüße-登録')],
    ['ISO 8859-1 that is declared', 'éa', 'eci=3', whole('éa')],
    ['Shift JIS that is declared', '登録', 'eci=20', whole('登録')],
    ['UTF-8 that is declared and is none', LATIN, 'eci=26', garbled('\ufffd\ufffdc\ufffd jj')],
    ['UTF-8 that is declared as bytes', Buffer.from('ü-1'), 'eci=899', whole('ü-1')],
    [
      'bytes that are declared as such',
      LATIN,
      'eci=899',
      garbled('\ufffd\ufffd\ufffdc\ufffd\ufffd jj'),
    ],
  ])('%s', async (_what, content, options, is) => {
    const { symbol } = await writeBarcode(content, { format, options });
    const { width, height, data } = symbol;
    const drawn = {
      columns: width,
      rows: height,
      isDark: (column: number, row: number) => data[row * width + column] === 0,
    };
    expect(await read(drawn)).toEqual(is);
  });
});

test.each(['qr', 'data-matrix', 'aztec', 'pdf417'] as const)(
  'a part of a code is never a whole one: %s',
  async (format) => {
    expect(await read(firstOfTwo(format))).toEqual({ text: `${FIRST_PART}\ufffd`, doubt: 'part' });
  },
);

test('one part of one is a whole code', () => {
  const bytes = Buffer.from('ABC');
  const only = {
    text: 'ABC',
    bytes,
    contentType: 'Text',
    sequenceIndex: 0,
    sequenceSize: 1,
  } as const;
  expect(textOf(only)).toEqual(whole('ABC'));
  // How many there are a PDF417 needn't say.
  expect(textOf({ ...only, sequenceSize: 0 }).doubt).toBe('part');
});

test.each(['Mixed', 'UnknownECI'] as const)('%s is no text', (contentType) => {
  const bytes = Buffer.from('ABC');
  const odd = { text: 'ABC', bytes, contentType, sequenceIndex: -1, sequenceSize: -1 };
  expect(textOf(odd)).toEqual(garbled('ABC\ufffd'));
});

function whole(text: string): CodeText {
  return { text, doubt: null };
}

function garbled(text: string): CodeText {
  return { text, doubt: 'not-text' };
}

type Segments = Parameters<typeof QRCode.create>[0];

function qr(segments: unknown): DrawnSymbol {
  const { size, data } = QRCode.create(segments as Segments, { toSJISFunc: toSJIS }).modules;
  return {
    columns: size,
    rows: size,
    isDark: (column, row) => Boolean(data[row * size + column]),
  };
}

/** Draws the symbol and has the decoder read it. */
async function read({ columns, rows, isDark }: DrawnSymbol): Promise<CodeText | undefined> {
  const scale = 4;
  const margin = 10;
  const [width, height] = [(columns + 2 * margin) * scale, (rows + 2 * margin) * scale];
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = [Math.floor(x / scale) - margin, Math.floor(y / scale) - margin];
      const isInside = column >= 0 && row >= 0 && column < columns && row < rows;
      if (isInside && isDark(column, row))
        data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3);
    }
  }
  const formats: ReadInputBarcodeFormat[] = [...MATRIX_FORMATS, 'Code128'];
  const picture = { width, height, data, colorSpace: 'srgb' } as ImageData;
  const [found] = await readBarcodes(picture, { formats, ...TEXT_OPTIONS });
  return found && textOf(found);
}
