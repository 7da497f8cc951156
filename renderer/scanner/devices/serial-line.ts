import { asOverlong } from '../../../shared/scan/parse-code.ts';

/** Far more than any code that could be sent: what follows is dropped, and the code is refused as too long. */
const MAX_BYTES = 8192;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** What a serial scanner has sent of a code so far. */
export type SerialLine = readonly number[];

/** Stands for bytes that were lost. No line of UTF-8 begins with it. */
export const LOST: SerialLine = [0xff];

export const NO_BYTES: SerialLine = [];

/**
 * Takes more bytes into account, however the system has cut them up.
 *
 * @returns the codes that ended with them, by carriage return or line feed, and the beginning of the next one
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
 * The text of a line that is over, as UTF-8. Bytes that are no UTF-8 make it unreadable rather than something else. A
 * line that has lost its beginning has no text: scanned again, the same code may be read.
 */
export function textOf(line: SerialLine): string {
  if (line[0] === LOST[0]) return '';
  const text = new TextDecoder().decode(Uint8Array.from(line));
  return line.length < MAX_BYTES ? text : asOverlong(text);
}
