import { type Decoder, startDecoder } from './decoder.ts';

/** Kept from one camera to the next, because it takes a while to start and has nothing to do with any one camera. */
let started: Promise<Decoder> | null = null;

/**
 * The one decoder, which is started if it isn't running.
 *
 * @throws if it can't work; the next call then starts another
 */
export function keptDecoder(): Promise<Decoder> {
  started ??= startDecoder();
  return started;
}

/** Ends the decoder. The next call of `keptDecoder` starts another. */
export function dropDecoder(): void {
  started?.then(
    (decoder) => decoder.close(),
    () => {},
  );
  started = null;
}
