import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Decoder } from '../../../renderer/scanner/decoder.ts';
import { withVideoDetector } from '../../../renderer/scanner/video-detector.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('VideoFrame', class {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const FRAME_MS = 40;

/** How many frames are decoded of so many seconds of video. */
async function decodedIn(seconds: number, isResting: () => boolean): Promise<number> {
  const decode = vi.fn<Decoder['decode']>(async () => ({ codes: [], ms: 1 }));
  const decoder = { decode } as Partial<Decoder> as Decoder;
  const handlers = { onFrame: () => {}, onFailure: () => {} };
  type Detector = { detect: (canvas: unknown) => Promise<unknown[]> };
  const detector = withVideoDetector({ decoder, formats: [], isResting, ...handlers }, () => {
    const page = globalThis as { BarcodeDetector?: unknown };
    return new (page.BarcodeDetector as new () => Detector)();
  });
  for (let at = 0; at < seconds * 1000; at += FRAME_MS) {
    const video = { currentTime: at / 1000 };
    await detector.detect({ parentElement: { querySelector: () => video } });
    await vi.advanceTimersByTimeAsync(FRAME_MS);
  }
  return decode.mock.calls.length;
}

test('a camera looks at each frame', async () => {
  expect(await decodedIn(4, () => false)).toBe(100);
});

test('a resting camera still looks for a code once a second', async () => {
  expect(await decodedIn(4, () => true)).toBe(4);
});

test('a camera that ends its rest looks at each frame again', async () => {
  let asked = 0;
  const isResting = () => ++asked <= 50;
  expect(await decodedIn(4, isResting)).toBe(52);
});
