import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { type GreyPicture, pictureVerdict } from '../../../../renderer/scanner/picture-verdict.ts';
import { randomNumbers } from '../../../fixtures/random-numbers.ts';

const SIDE = 240;

type Shade = (x: number, y: number) => number;

/** A picture with a sensor's noise, which is the same in each run. */
function drawn(shade: Shade, noise = 2): GreyPicture {
  const random = randomNumbers(7);
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const light = shade(at % SIDE, Math.floor(at / SIDE)) + noise * (random() + random() - 1);
    return Math.max(0, Math.min(255, Math.round(light)));
  });
  return { pixels, width: SIDE };
}

const { modules } = QRCode.create('TEST-1', { errorCorrectionLevel: 'M' });

/** A badge with a code, on a wall that gets darker to one side. */
const badge: Shade = (x, y) => {
  const [column, row] = [Math.floor((x - 60) / 5), Math.floor((y - 60) / 5)];
  const isCode = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
  if (isCode) return modules.data[row * modules.size + column] ? 40 : 210;
  return 150 - x / 4;
};

/** The same as a lens out of focus shows it: each point is the mean of those around it. */
function outOfFocus(shade: Shade, radius: number): Shade {
  return (x, y) => {
    let sum = 0;
    for (let dy = -radius; dy <= radius; dy += 1) {
      for (let dx = -radius; dx <= radius; dx += 1) sum += shade(x + dx, y + dy);
    }
    return sum / (2 * radius + 1) ** 2;
  };
}

test.each<[string, GreyPicture, string]>([
  ['a badge in focus', drawn(badge), 'clear'],
  ['a dim badge in focus', drawn((x, y) => badge(x, y) / 3), 'clear'],
  ['a wall with a lamp on one side', drawn((x) => 90 + x / 6), 'clear'],
  ['a badge out of focus', drawn(outOfFocus(badge, 8)), 'blurred'],
  ['a cover', drawn(() => 3), 'dark'],
  ['a finger on the lens', drawn(() => 70), 'empty'],
  ['glare', drawn(() => 255), 'empty'],
])('%s', (_, picture, verdict) => {
  expect(pictureVerdict(picture)).toBe(verdict);
});
