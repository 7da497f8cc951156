/** A picture for the decoder's worker; it goes with the message and is closed there. */
export type DecodeRequest = { id: number; picture: ImageBitmap | VideoFrame };

/** One code in a picture, its box in the picture's own pixels. */
export type DecodedCode = {
  text: string;
  box: { x: number; y: number; width: number; height: number };
};

export type DecodeAnswer =
  | { id: number; ok: true; codes: DecodedCode[] }
  | { id: number; ok: false; message: string };
