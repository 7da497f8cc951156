import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';

/**
 * Why a code that was read can't be used: it is one of several symbols that make up one code, or its bytes are not
 * text.
 */
export type CodeDoubt = 'part' | 'not-text';

export type CodeText = {
  /** What it says. If it is doubtful, the text has U+FFFD in it, and no code with that is ever sent. */
  text: string;
  doubt: CodeDoubt | null;
};

/** How the decoder is to read a text. If it is told no character set for undeclared bytes, it guesses one. */
export const TEXT_OPTIONS = {
  textMode: 'Plain',
  characterSet: 'UTF8',
} as const satisfies ReaderOptions;

/** The fields of the decoder's result that decide about the text. */
type Read = Pick<ReadResult, 'text' | 'bytes' | 'contentType' | 'sequenceIndex' | 'sequenceSize'>;

/** The character that decoders put in the place of what they can't read. */
const MISSING = '\ufffd';

/**
 * What a code says, exactly. Whatever is not exact is doubtful.
 *
 * If a code declares no character set, its bytes are UTF-8 or doubtful, as with every other scanner: each standard
 * names another default, and nobody keeps to them. A part of a code is never taken for a whole one.
 *
 * @param read the decoder's result, read with `TEXT_OPTIONS`
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
    // Some encoders declare every text to be bytes.
    case 'Binary':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    case 'Mixed':
    case 'UnknownECI':
      return text + MISSING;
  }
}

/** Whether it is a part, by structured append (QR Code, Data Matrix, Aztec) or as a segment of Macro PDF417. */
function isPart({ sequenceIndex, sequenceSize }: Read): boolean {
  const isWhole = sequenceIndex === 0 && sequenceSize === 1;
  return sequenceIndex >= 0 && !isWhole;
}
