import type { CodeFormat } from '../../../shared/scan/code-formats.ts';
import type { CodeDoubt, CodeText } from './code-text.ts';

/** A picture for the decoder's worker. It is transferred with the message, and the worker closes it. */
export type DecodeRequest = {
  id: number;
  picture: VideoFrame;
  /** Which of the preparations it goes through; numbers beyond the last begin again. */
  pass: number;
  formats: readonly CodeFormat[];
};

/** A rectangle, in pixels. */
export type Box = { x: number; y: number; width: number; height: number };

/** One code in a picture. */
export type DecodedCode = CodeText & {
  /** Its kind, as an AIM identifier: `]Q1`. */
  aim: string;
  /** In pixels of the picture. */
  box: Box;
};

/** The codes that were found in a picture, and how long the decoder took, in milliseconds. */
export type Decoded = {
  codes: DecodedCode[];
  /** Whether they were looked for in this picture. Otherwise nothing had moved since the last one, and they are its. */
  isNew: boolean;
  ms: number;
};

/** How a code was read: its kind as an AIM identifier, the milliseconds that it took, and what is doubtful about it. */
export type CameraRead = { aim: string; ms: number; doubt: CodeDoubt | null };

export type DecodeAnswer =
  | ({ id: number; ok: true } & Decoded)
  | { id: number; ok: false; message: string };
