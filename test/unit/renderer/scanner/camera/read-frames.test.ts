import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readFrames } from '../../../../../renderer/scanner/camera/read-frames.ts';
import type { Decoder } from '../../../../../renderer/scanner/decoder/decoder.ts';
import type { Decoded } from '../../../../../renderer/scanner/decoder/decoder-messages.ts';
import { preparationOf } from '../../../../../renderer/scanner/decoder/preparations.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('VideoFrame', class {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const FRAME_MS = 40;
const NO_CODES: Decoded = { codes: [], isNew: true, ms: 1 };

/** A camera's video, whose frames come as the test says. */
class FakeVideo {
  currentTime = 0;

  /** Shows the next frame, and lets time pass until the one after it is due. */
  async showFrame(): Promise<void> {
    this.currentTime += FRAME_MS / 1000;
    await vi.advanceTimersByTimeAsync(FRAME_MS);
  }

  async play(seconds: number): Promise<void> {
    for (let at = 0; at < seconds * 1000; at += FRAME_MS) await this.showFrame();
  }
}

type Options = Parameters<typeof readFrames>[0];

function reading(given: Partial<Omit<Options, 'video' | 'decoder'>> & Pick<Decoder, 'decode'>) {
  const { decode, ...options } = given;
  const video = new FakeVideo();
  const stop = readFrames({
    video: video as unknown as HTMLVideoElement,
    decoder: { decode } as Partial<Decoder> as Decoder,
    formats: [],
    isResting: () => false,
    isBadge: () => true,
    onFrame: () => {},
    onFailure: () => {},
    ...options,
  });
  return { video, stop };
}

/** How many frames are decoded of so many seconds of video. */
async function decodedIn(seconds: number, isResting: () => boolean): Promise<number> {
  const decode = vi.fn<Decoder['decode']>(async () => NO_CODES);
  const { video } = reading({ decode, isResting });
  await video.play(seconds);
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
    const codes = texts.map((text) => ({ text, doubt: null, aim: ']Q1', box }));
    return { codes, isNew: true, ms: 1 };
  };
  const { video } = reading({ decode, isBadge: (text) => text === 'badge' });
  for (const _ of readBy) await video.showFrame();
  expect(passes).toEqual([0, 1, 2, 2, 2]);
});

test('a frame after a picture that stood still is left as it is', async () => {
  const passes: number[] = [];
  const areNew = [true, false, false, true, true, true];
  const decode: Decoder['decode'] = async (_picture, { pass }) => {
    return { ...NO_CODES, isNew: areNew[passes.push(pass) - 1] ?? true };
  };
  const { video } = reading({ decode });
  for (const _ of areNew) await video.showFrame();
  expect(passes).toEqual([0, 1, 2, 2, 3, 4]);
  expect(preparationOf(2).name).toBe('as it is');
});

test('the preparation that has read a badge is kept to while nothing moves', async () => {
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const badge = { text: 'badge', doubt: null, aim: ']Q1', box };
  const passes: number[] = [];
  const decode: Decoder['decode'] = async (_picture, { pass }) => {
    const n = passes.push(pass);
    return { codes: n > 1 ? [badge] : [], isNew: n < 3, ms: 1 };
  };
  const { video } = reading({ decode });
  for (let frame = 0; frame < 5; frame += 1) await video.showFrame();
  expect(passes).toEqual([0, 1, 1, 1, 1]);
});

test('frames that come while one is being decoded are skipped', async () => {
  const decode = vi.fn<Decoder['decode']>(
    () => new Promise((resolve) => setTimeout(() => resolve(NO_CODES), 2.5 * FRAME_MS)),
  );
  const { video } = reading({ decode });
  for (let frame = 0; frame < 9; frame += 1) await video.showFrame();
  expect(decode.mock.calls.length).toBe(4);
});

test('a frozen camera gives no frame, however long it is watched', async () => {
  const onFrame = vi.fn();
  const { video } = reading({ decode: async () => NO_CODES, onFrame });
  await video.showFrame();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onFrame).toHaveBeenCalledOnce();
});

test('nothing is told after a stop, not even of the frame that is being decoded', async () => {
  const pending = Promise.withResolvers<Decoded>();
  const [onFrame, onFailure] = [vi.fn(), vi.fn()];
  const decode = vi.fn<Decoder['decode']>(() => pending.promise);
  const { video, stop } = reading({ decode, onFrame, onFailure });
  await video.showFrame();
  stop();
  pending.resolve(NO_CODES);
  await video.play(1);
  expect(decode).toHaveBeenCalledOnce();
  expect(onFrame).not.toHaveBeenCalled();
  expect(onFailure).not.toHaveBeenCalled();
});

test('a decoder that fails is told once, and asked for nothing more', async () => {
  const decode = vi.fn<Decoder['decode']>(() => Promise.reject(new Error('The decoder ended')));
  const onFailure = vi.fn();
  const { video } = reading({ decode, onFailure });
  await video.play(1);
  expect(onFailure).toHaveBeenCalledOnce();
  expect(decode).toHaveBeenCalledOnce();
});
