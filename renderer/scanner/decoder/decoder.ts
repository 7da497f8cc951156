import type { DecodeAnswer, Decoded, DecodeRequest } from './decoder-messages.ts';
import { drawSelfTestCode, SELF_TEST_TEXT } from './self-test-code.ts';

/** ZXing-C++ in a worker of its own, so that a slow frame never holds up the screen. */
export type Decoder = {
  /**
   * Finds the codes in a picture, which is given away.
   *
   * @param how which preparation the picture goes through, and which kinds of code are looked for
   * @throws when the decoder itself failed, never for a picture without a code
   */
  decode: (
    picture: DecodeRequest['picture'],
    how: Pick<DecodeRequest, 'pass' | 'formats'>,
  ) => Promise<Decoded>;
  close: () => void;
};

/**
 * Starts the decoder and lets it read a picture with a known code.
 *
 * A decoder that can't work answers "no code" to every frame, which looks like an empty camera all day long.
 *
 * @throws when the known code isn't read
 */
export async function startDecoder(): Promise<Decoder> {
  const decoder = openWorker();
  try {
    const { codes } = await decoder.decode(await drawSelfTestCode(), { pass: 0, formats: ['qr'] });
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
