import { StringDecoder } from 'node:string_decoder';
import { asOverlong } from '../../shared/scan/parse-code.ts';

/** More than any code and its wrapping; the rest of a longer line is read past, so that it can't fill the memory. */
const MAX_LINE = 4096;

/** What one piece of the input brought. */
export type Piece = {
  /** The non-empty lines that ended with it. */
  lines: string[];
  /** Whether a further line has begun. */
  midLine: boolean;
};

/** Cuts a text that comes in pieces into its non-empty lines, ended by LF, CRLF or CR. */
export class LineCutter {
  #rest = '';

  /** What is longer than 4096 characters comes cut, still too long for any code. */
  take(text: string): Piece {
    const ended = (this.#rest + text).split(/[\r\n]/);
    this.#rest = cut(ended.pop() ?? '');
    return { lines: ended.filter((line) => line !== '').map(cut), midLine: this.#rest !== '' };
  }

  /**
   * Takes the last character of the line that has begun away again.
   *
   * @returns it; empty where no line has begun
   */
  erase(): string {
    const characters = [...this.#rest];
    const last = characters.pop() ?? '';
    this.#rest = characters.join('');
    return last;
  }

  /** A last line needs no end. */
  end(): Piece {
    const lines = this.#rest === '' ? [] : [this.#rest];
    this.#rest = '';
    return { lines, midLine: false };
  }
}

/** Reads a pipe's or a file's lines. Each is given out as soon as its end arrives. */
export async function* readPipe(input: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const decoder = new StringDecoder('utf8');
  const cutter = new LineCutter();
  try {
    for await (const chunk of input) yield cutter.take(decoder.write(chunk));
  } catch (error) {
    if (!isClosed(error)) throw error;
    return;
  }
  yield cutter.take(decoder.end());
  yield cutter.end();
}

function cut(line: string): string {
  return line.length > MAX_LINE ? asOverlong(line.slice(0, MAX_LINE)) : line;
}

/** The input was closed from our side: half a line is not a scan. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
