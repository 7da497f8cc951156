import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';

/**
 * Why nothing can be made of a code that was read: it is one of several symbols that make up a code together, or its
 * bytes are no text.
 */
export type CodeDoubt = 'part' | 'not-text';

export type CodeText = {
  /** What it says; with U+FFFD in it, which no code is sent with, where there is a doubt. */
  text: string;
  doubt: CodeDoubt | null;
};

/** How a code is to be read for its text. Without a character set for undeclared bytes the decoder guesses one. */
export const TEXT_OPTIONS = {
  textMode: 'Plain',
  characterSet: 'UTF8',
} as const satisfies ReaderOptions;

/** What of the decoder's result decides about its text. */
type Read = Pick<ReadResult, 'text' | 'bytes' | 'contentType' | 'sequenceIndex' | 'sequenceSize'>;

/** What decoders of text put where they can't read one. */
const MISSING = '\ufffd';

/**
 * What a code says, exactly or not at all.
 *
 * Bytes for which the code declares no character set are UTF-8 or refused, as those of every other scanner are: the
 * standards name another default each, and nobody keeps to them. A part of a code is never taken for a whole one.
 *
 * @param read what was read with `TEXT_OPTIONS`
 */
export function textOf(read: Read): CodeText {
  if (isPart(read)) return { text: read.text + MISSING, doubt: 'part' };
  const text = wholeText(read);
  return { text, doubt: text.includes(MISSING) ? 'not-text' : null };
}

function wholeText({ text, bytes, contentType }: Read): string {
  switch (contentType) {
    case 'Text':
    case 'GS1':
    case 'ISO15434':
      return text;
    // Some encoders declare every text as bytes.
    case 'Binary':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    case 'Mixed':
    case 'UnknownECI':
      return text + MISSING;
  }
}

/** By structured append, as QR Code, Data Matrix and Aztec call it, or as a segment of Macro PDF417. */
function isPart({ sequenceIndex, sequenceSize }: Read): boolean {
  const isWhole = sequenceIndex === 0 && sequenceSize === 1;
  return sequenceIndex >= 0 && !isWhole;
}
