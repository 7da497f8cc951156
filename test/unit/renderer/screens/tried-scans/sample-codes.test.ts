import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { code128 } from '../../../../../renderer/screens/tried-scans/code-128.ts';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
const QUIET = 10;
const HEIGHT = 40;

/** A barcode as a picture, two pixels a module. */
function picture(modules: boolean[]) {
  const width = 2 * (modules.length + 2 * QUIET);
  const data = new Uint8ClampedArray(width * HEIGHT * 4).fill(255);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (const [index, dark] of modules.entries()) {
      const at = (y * width + 2 * (index + QUIET)) * 4;
      if (dark) for (const x of [0, 4]) data.set([0, 0, 0, 255], at + x);
    }
  }
  return { width, height: HEIGHT, data, colorSpace: 'srgb' as const };
}

test.each(['SAMPLE-0042', ' !"#$%&\'()*+,-./', 'az{|}~'])(
  'Code 128 of %s is read',
  async (text) => {
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
    const codes = await readBarcodes(picture(code128(text)) as ImageData, { formats: ['Code128'] });
    expect(codes.map((code) => code.text)).toEqual([text]);
  },
);
