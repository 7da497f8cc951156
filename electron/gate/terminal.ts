import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Clock } from '../core/system/clock.ts';
import type { Piece } from './lines.ts';
import { TypedLines } from './typed-lines.ts';

export type Terminal = {
  pieces: AsyncIterable<Piece>;
  /** Takes no more, and gives the terminal its keys back. */
  close: () => void;
};

/**
 * Reads a terminal on which a scanner types: left to itself it would end the gate, quit it or change a code for a
 * control character in one. While it is read every key comes here; afterwards, and whatever ends the process in an
 * orderly way, the terminal is as it was.
 *
 * @param screen where what is typed is shown
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
    // As the terminal itself would have done, so that a second Ctrl-C ends at once.
    onInterrupt: () => {
      if (!isClosed) keyboard.setRawMode(false);
      interrupt();
    },
    onEnd: close,
  });
  /** Whoever stopped this process may have set the terminal anew. */
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
  // Windows has no such signal to send: its `kill` would end the process at once.
  if (process.platform === 'win32') process.emit('SIGINT', 'SIGINT');
  else process.kill(process.pid, 'SIGINT');
}
