import type { CodeFormat } from '../../../shared/scan/code-formats.ts';
import type { CodeDoubt, CodeText } from './code-text.ts';

/** A picture for the decoder's worker; it goes with the message and is closed there. */
export type DecodeRequest = {
  id: number;
  picture: ImageBitmap | VideoFrame;
  /** Which of the preparations, counted on from any number. */
  pass: number;
  formats: readonly CodeFormat[];
};

/** A rectangle, in pixels. */
export type Box = { x: number; y: number; width: number; height: number };

/** One code in a picture. */
export type DecodedCode = CodeText & {
  /** Its kind, as an AIM identifier: `]Q1`. */
  aim: string;
  /** In the picture's own pixels. */
  box: Box;
};

/** What was found in a picture, and how long the decoder was busy with it, in milliseconds. */
export type Decoded = { codes: DecodedCode[]; ms: number };

/** How a code was read: its kind as an AIM identifier, the milliseconds that the decoder took, and what is wrong. */
export type CameraRead = { aim: string; ms: number; doubt: CodeDoubt | null };

export type DecodeAnswer =
  | ({ id: number; ok: true } & Decoded)
  | { id: number; ok: false; message: string };
