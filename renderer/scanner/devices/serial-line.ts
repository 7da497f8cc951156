import { asOverlong } from '../../../shared/scan/parse-code.ts';

/** Far more bytes than any code that can be sent. The rest is dropped, and the code is refused as too long. */
const MAX_BYTES = 8192;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** The bytes that a serial scanner has sent of a code so far. */
export type SerialLine = readonly number[];

/** Stands for bytes that were lost. No line in UTF-8 begins with this byte. */
export const LOST: SerialLine = [0xff];

export const NO_BYTES: SerialLine = [];

/**
 * Adds bytes to a line. The system may divide them anywhere.
 *
 * @returns the lines that have ended with a carriage return or a line feed, and the beginning of the next one
 */
export function takeBytes(
  line: SerialLine,
  chunk: Iterable<number>,
): { line: SerialLine; codes: string[] } {
  const codes: string[] = [];
  let bytes = [...line];
  for (const byte of chunk) {
    if (byte !== CARRIAGE_RETURN && byte !== LINE_FEED) {
      if (bytes.length < MAX_BYTES) bytes.push(byte);
    } else if (bytes.length > 0) {
      codes.push(textOf(bytes));
      bytes = [];
    }
  }
  return { line: bytes, codes };
}

/**
 * The text of a line that has ended. Bytes that aren't UTF-8 make it unreadable rather than another code. A line that
 * has lost its beginning has an empty text, which asks the person to scan again.
 */
export function textOf(line: SerialLine): string {
  if (line[0] === LOST[0]) return '';
  const text = new TextDecoder().decode(Uint8Array.from(line));
  return line.length < MAX_BYTES ? text : asOverlong(text);
}
