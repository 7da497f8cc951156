import { MultilineText, TEXT_SILENCE_MS } from '../../shared/scan/multiline-text.ts';
import type { Affixes } from '../../shared/scan/parse-code.ts';
import type { Clock } from '../core/system/clock.ts';
import type { Piece } from './lines.ts';

/** A timer that is later than this, in milliseconds, shows that the process was busy, so more input may be waiting. */
const LATE_MS = 30;

export type ScannedLine = {
  raw: string;
  /** Its number among the non-empty lines. A text of several lines has the number of its last line. */
  n: number;
};

/**
 * Turns lines into scans. Each line is a scan, except that a text of several lines is one scan as a whole. A text
 * whose end doesn't come counts as over after a second of silence, or at the end of the input.
 *
 * @param affixes what this device's scanners put around every code
 */
export async function* readScans(
  pieces: AsyncIterable<Piece>,
  { clock, affixes }: { clock: Clock; affixes: Affixes },
): AsyncGenerator<ScannedLine> {
  const source = pieces[Symbol.asyncIterator]();
  let n = 0;
  let text: MultilineText | null = null;
  /** The input has fallen silent in the middle of a line, which is therefore the last one of the text. */
  let endsWithLine = false;
  let midLine = false;
  let next: Promise<IteratorResult<Piece>> | null = null;
  try {
    for (;;) {
      next ??= source.next();
      const got: IteratorResult<Piece> | 'silence' =
        text && !endsWithLine ? await orSilence(next, clock) : await next;
      if (got === 'silence') {
        endsWithLine = midLine;
        if (midLine || !text) continue;
        yield { raw: text.raw, n };
        text = null;
        continue;
      }
      next = null;
      if (got.done) break;
      for (const line of got.value.lines) {
        n += 1;
        if (text) text.add(line);
        else text = MultilineText.beginningWith(line, affixes);
        if (text && !text.isOver && !endsWithLine) continue;
        yield { raw: text?.raw ?? line, n };
        text = null;
        endsWithLine = false;
      }
      midLine = got.value.midLine;
    }
    if (text) yield { raw: text.raw, n };
  } finally {
    await source.return?.();
  }
}

/** Waits for what comes next, but no longer than a text may be silent. */
function orSilence<T>(next: Promise<T>, clock: Clock): Promise<T | 'silence'> {
  return new Promise((resolve, reject) => {
    let cancel = () => {};
    const wait = () => {
      const dueAt = clock.monotonic() + TEXT_SILENCE_MS;
      cancel = clock.schedule(TEXT_SILENCE_MS, () => {
        if (clock.monotonic() - dueAt > LATE_MS) wait();
        else resolve('silence');
      });
    };
    wait();
    next.then(resolve, reject).finally(() => cancel());
  });
}
