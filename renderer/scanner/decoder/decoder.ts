import type { DecodeAnswer, Decoded, DecodeRequest } from './decoder-messages.ts';
import { drawSelfTestCode, SELF_TEST_TEXT } from './self-test-code.ts';

/** ZXing-C++ in a worker, so that a slow frame never holds up the screen. */
export type Decoder = {
  /**
   * Finds the codes in a picture. The picture is transferred, so the caller can no longer use it.
   *
   * @param how which preparation the picture goes through, and which kinds of code to look for
   * @throws if the decoder itself fails; a picture without a code is no failure
   */
  decode: (
    picture: DecodeRequest['picture'],
    how: Pick<DecodeRequest, 'pass' | 'formats'>,
  ) => Promise<Decoded>;
  close: () => void;
};

/**
 * Starts the decoder and has it read a known code.
 *
 * A decoder that can't work finds no code in any frame, which looks like a camera that sees no badge all day long.
 *
 * @throws if it doesn't read the known code
 */
export async function startDecoder(): Promise<Decoder> {
  const decoder = openWorker();
  try {
    const { codes } = await decoder.decode(drawSelfTestCode(), { pass: 0, formats: ['qr'] });
    if (codes[0]?.text !== SELF_TEST_TEXT) throw new Error('The known code was not read');
    return decoder;
  } catch (error) {
    decoder.close();
    throw error;
  }
}

function openWorker(): Decoder {
  const worker = new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, PromiseWithResolvers<Decoded>>();
  let lastId = 0;
  let failure: Error | null = null;

  function fail(error: Error): void {
    failure = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    const answer = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) answer?.resolve(data);
    else answer?.reject(new Error(data.message));
  });
  worker.addEventListener('error', () => fail(new Error('The decoder ended')));

  return {
    decode(picture, how) {
      if (failure) {
        picture.close();
        return Promise.reject(failure);
      }
      const id = ++lastId;
      const answer = Promise.withResolvers<Decoded>();
      waiting.set(id, answer);
      worker.postMessage({ id, picture, ...how } satisfies DecodeRequest, [picture]);
      return answer.promise;
    },
    close() {
      worker.terminate();
      fail(new Error('The decoder was closed'));
    },
  };
}
