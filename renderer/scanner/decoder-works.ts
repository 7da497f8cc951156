import { keptDecoder } from './decoder/kept-decoder.ts';

/** Whether the camera's decoder reads a code that is drawn for it, which it does when it starts. */
export function decoderWorks(): Promise<boolean> {
  return keptDecoder().then(
    () => true,
    () => false,
  );
}
