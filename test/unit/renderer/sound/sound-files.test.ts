import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SOUND_OF } from '../../../../renderer/sound/sound-of.ts';

const HEADER_BYTES = 44;

test.each([...new Set(Object.values(SOUND_OF))])('%s is heard, and lasts under 400 ms', (name) => {
  const file = readFileSync(new URL(`../../../../renderer/sound/${name}.wav`, import.meta.url));
  const bytesPerSecond = file.readUInt32LE(28);
  const samples = file.subarray(HEADER_BYTES);
  expect(samples.length / bytesPerSecond).toBeLessThan(0.4);
  const loudest = Math.max(...samples.filter((_, index) => index % 2 === 1));
  expect(loudest).toBeGreaterThan(0);
});
