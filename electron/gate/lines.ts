import { StringDecoder } from 'node:string_decoder';
import { asOverlong } from '../../shared/scan/parse-code.ts';

/** Longer than any code with what a scanner adds to it. The rest of a longer line is dropped, to save memory. */
const MAX_LINE = 4096;

/** What one piece of the input contained. */
export type Piece = {
  /** The non-empty lines that ended in it. */
  lines: string[];
  /** Whether another line has begun. */
  midLine: boolean;
};

/** Cuts a text that comes in pieces into its non-empty lines. Each ends with LF, CRLF or CR. */
export class LineCutter {
  #rest = '';

  /** Takes the next piece. A line of more than 4096 characters is cut there, which is still too long for any code. */
  take(text: string): Piece {
    const ended = (this.#rest + text).split(/[\r\n]/);
    this.#rest = cut(ended.pop() ?? '');
    return { lines: ended.filter((line) => line !== '').map(cut), midLine: this.#rest !== '' };
  }

  /**
   * Removes the last character of the line that has begun.
   *
   * @returns that character; empty if no line has begun
   */
  erase(): string {
    const characters = [...this.#rest];
    const last = characters.pop() ?? '';
    this.#rest = characters.join('');
    return last;
  }

  /** Ends the text. The last line counts even if nothing ends it. */
  end(): Piece {
    const lines = this.#rest === '' ? [] : [this.#rest];
    this.#rest = '';
    return { lines, midLine: false };
  }
}

/** Reads the lines of a pipe or a file. Each is handed on as soon as its end has arrived. */
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

/** Whether we closed the input ourselves. Half a line is then not a scan. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
