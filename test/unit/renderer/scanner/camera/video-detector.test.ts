import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withVideoDetector } from '../../../../../renderer/scanner/camera/video-detector.ts';
import type { Decoder } from '../../../../../renderer/scanner/decoder/decoder.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('VideoFrame', class {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const FRAME_MS = 40;

type Detector = { detect: (canvas: unknown) => Promise<unknown[]> };

/** The detector as html5-qrcode makes one. */
function detectorWith(options: Parameters<typeof withVideoDetector>[0]): Detector {
  return withVideoDetector(options, () => {
    const page = globalThis as { BarcodeDetector?: unknown };
    return new (page.BarcodeDetector as new () => Detector)();
  });
}

const frameAt = (seconds: number) => ({
  parentElement: { querySelector: () => ({ currentTime: seconds }) },
});

/** How many frames are decoded of so many seconds of video. */
async function decodedIn(seconds: number, isResting: () => boolean): Promise<number> {
  const decode = vi.fn<Decoder['decode']>(async () => ({ codes: [], ms: 1 }));
  const decoder = { decode } as Partial<Decoder> as Decoder;
  const handlers = { isBadge: () => true, onFrame: () => {}, onFailure: () => {} };
  const detector = detectorWith({ decoder, formats: [], isResting, ...handlers });
  for (let at = 0; at < seconds * 1000; at += FRAME_MS) {
    await detector.detect(frameAt(at / 1000));
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

test('the preparation that read a badge is kept to, not one that read something else beside it', async () => {
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const readBy = [['url'], ['url'], ['url', 'badge'], ['url', 'badge'], ['url', 'badge']];
  const passes: number[] = [];
  const decode: Decoder['decode'] = async (_picture, { pass }) => {
    const texts = readBy[passes.push(pass) - 1] ?? [];
    return { codes: texts.map((text) => ({ text, doubt: null, aim: ']Q1', box })), ms: 1 };
  };
  const detector = detectorWith({
    decoder: { decode } as Partial<Decoder> as Decoder,
    formats: [],
    isResting: () => false,
    isBadge: (text) => text === 'badge',
    onFrame: () => {},
    onFailure: () => {},
  });
  for (const [index] of readBy.entries()) await detector.detect(frameAt(index));
  expect(passes).toEqual([0, 1, 2, 2, 2]);
});
