import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { ZXING_WASM_SHA256 } from 'zxing-wasm/reader';

test('the decoder that is shipped is the one that its code was made for', () => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  expect(hash).toBe(ZXING_WASM_SHA256);
});
