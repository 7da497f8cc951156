import { StringDecoder } from 'node:string_decoder';

/** More than any code and its wrapping; the rest of a longer line is read past, so that it can't fill the memory. */
const MAX_LINE = 4096;

/**
 * Cuts a stream into its non-empty lines, ended by LF, CRLF or CR; a last line needs no end. A line is given out
 * as soon as its end arrives. What is longer than 4096 characters comes cut, still too long for any code.
 */
export async function* readLines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const chunk of input) {
      const pieces = (rest + decoder.write(chunk)).split(/[\r\n]/);
      rest = cut(pieces.pop() ?? '');
      for (const piece of pieces) {
        if (piece !== '') yield cut(piece);
      }
    }
  } catch (error) {
    if (!isClosed(error)) throw error;
    return;
  }
  const last = rest + decoder.end();
  if (last !== '') yield last;
}

/** What is left of an overlong line has nothing that parsing takes out: it must not make a code of its beginning. */
function cut(line: string): string {
  return line.length > MAX_LINE ? line.slice(0, MAX_LINE).replace(/[\s\\]/g, '_') : line;
}

/** The input was closed from our side: half a line is not a scan. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
