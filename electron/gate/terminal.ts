import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Clock } from '../core/system/clock.ts';
import type { Piece } from './lines.ts';
import { TypedLines } from './typed-lines.ts';

export type Terminal = {
  pieces: AsyncIterable<Piece>;
  /** Stops reading, and gives the terminal its keys back. */
  close: () => void;
};

/**
 * Reads a terminal on which a scanner types. Left to itself, a terminal would act on a control character in a code: it
 * would end the gate or change the code. So every key comes here while the terminal is being read. Afterwards the
 * terminal is as it was before, unless the process is killed.
 *
 * @param screen shows what is typed
 * @param gapMs the longest gap between two keys of a scanner, milliseconds
 */
export function openTerminal(
  keyboard: ReadStream,
  { screen, clock, gapMs }: { screen: WriteStream | null; clock: Clock; gapMs: number },
): Terminal {
  const pieces = new PassThrough({ objectMode: true });
  const decoder = new StringDecoder('utf8');
  let isClosed = false;

  const close = () => {
    if (isClosed) return;
    isClosed = true;
    process.off('SIGCONT', takeKeys);
    keyboard.setRawMode(false);
    keyboard.destroy();
    pieces.end();
  };
  const typed = new TypedLines({
    clock,
    gapMs,
    onPiece: (piece) => pieces.write(piece),
    show: (text) => screen?.write(text),
    // The terminal itself would have done the same, and a second Ctrl-C then ends the gate at once.
    onInterrupt: () => {
      if (!isClosed) keyboard.setRawMode(false);
      interrupt();
    },
    onEnd: close,
  });
  /** Takes the keys again, because whoever stopped this process may have changed the terminal. */
  const takeKeys = () => {
    keyboard.setRawMode(false);
    keyboard.setRawMode(true);
  };
  const onGone = () => {
    if (!isClosed) typed.end();
    close();
  };

  takeKeys();
  process.on('SIGCONT', takeKeys);
  keyboard.on('data', (chunk) => typed.take(decoder.write(chunk)));
  keyboard.once('end', onGone);
  keyboard.on('error', onGone);
  return { pieces, close };
}

function interrupt() {
  // Windows can't send this signal: there, `kill` would end the process at once.
  if (process.platform === 'win32') process.emit('SIGINT', 'SIGINT');
  else process.kill(process.pid, 'SIGINT');
}
