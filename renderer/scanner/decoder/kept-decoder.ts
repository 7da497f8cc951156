import { type Decoder, startDecoder } from './decoder.ts';

/** Kept once it has proved itself: it takes a while to start, and knows nothing of any camera. */
let started: Promise<Decoder> | null = null;

/** @throws when the decoder can't work; the next call then starts another */
export function keptDecoder(): Promise<Decoder> {
  started ??= startDecoder();
  return started;
}

/** Ends the decoder; the next call for it starts another. */
export function dropDecoder(): void {
  started?.then(
    (decoder) => decoder.close(),
    () => {},
  );
  started = null;
}
