import type { Clock } from '../core/system/clock.ts';
import { LineCutter, type Piece } from './lines.ts';

const INTERRUPT = '\u0003';
const END_OF_INPUT = '\u0004';
const BACKSPACE = '\b';
const ERASE_LINE = '\u0015';
const DELETE = '\u007f';

/** The keys that a terminal acts on: Ctrl-C, Ctrl-D, Ctrl-U, and the two characters that Backspace may send. */
const KEYS: readonly string[] = [INTERRUPT, END_OF_INPUT, BACKSPACE, ERASE_LINE, DELETE];

/**
 * How much longer to wait before a key counts as alone, so that input that came while the process was busy is read
 * first.
 */
const SECOND_LOOK_MS = 10;

export type TypedLinesOptions = {
  clock: Clock;
  /** The longest gap between two keys of a scanner, milliseconds. */
  gapMs: number;
  onPiece: (piece: Piece) => void;
  /** Shows what is typed on the terminal. */
  show: (text: string) => void;
  /** Called on Ctrl-C. */
  onInterrupt: () => void;
  /** Called on Ctrl-D if no line has begun. */
  onEnd: () => void;
};

/**
 * Reads the lines that a scanner or a person types at a terminal which leaves all keys to us. A person's key that edits
 * or ends the input comes alone, or repeated. If such a key comes among other characters, it is part of a code, and
 * that code is then refused.
 */
export class TypedLines {
  readonly #options: TypedLinesOptions;
  readonly #cutter = new LineCutter();
  #lastAt = Number.NEGATIVE_INFINITY;
  #midLine = false;
  /** A key, repeated as often as it came, that may still turn out to be part of a code. */
  #held = '';
  #cancelWait = () => {};

  constructor(options: TypedLinesOptions) {
    this.#options = options;
  }

  /** Takes what was typed. The system may cut it anywhere. */
  take(text: string): void {
    const { clock, gapMs } = this.#options;
    let run = '';
    for (const character of text) {
      const now = clock.monotonic();
      const isFirst = now - this.#lastAt > gapMs && this.#held === '';
      this.#lastAt = now;
      if (KEYS.includes(character) && (isFirst || this.#held.startsWith(character))) {
        this.#held += character;
        this.#waitWhetherAlone();
      } else {
        run += this.#takeHeld() + character;
      }
    }
    this.#takeText(run);
  }

  /** Call this when the terminal is gone. The last line counts even if nothing ends it. */
  end(): void {
    this.#takeText(this.#takeHeld());
    this.#options.onPiece(this.#cutter.end());
  }

  #waitWhetherAlone() {
    const { clock, gapMs } = this.#options;
    this.#cancelWait();
    this.#cancelWait = clock.schedule(gapMs, () => {
      this.#cancelWait = clock.schedule(SECOND_LOOK_MS, () => this.#press(this.#takeHeld()));
    });
  }

  #takeHeld(): string {
    const held = this.#held;
    this.#held = '';
    this.#cancelWait();
    return held;
  }

  #takeText(text: string) {
    if (text === '') return;
    const piece = this.#cutter.take(text);
    this.#midLine = piece.midLine;
    this.#options.show(shown(text));
    this.#options.onPiece(piece);
  }

  /** @param keys one key, once or several times */
  #press(keys: string) {
    const { onInterrupt, onEnd } = this.#options;
    for (const key of keys) {
      if (key === INTERRUPT) onInterrupt();
      else if (key !== END_OF_INPUT) this.#erase({ all: key === ERASE_LINE });
      else if (!this.#midLine) onEnd();
    }
  }

  #erase({ all }: { all: boolean }) {
    do {
      const erased = this.#cutter.erase();
      this.#midLine = erased !== '';
      this.#options.show('\b \b'.repeat(shown(erased).length));
    } while (all && this.#midLine);
  }
}

/** Makes a text visible in the way that terminals do: a control character looks like the keys that type it. */
function shown(text: string): string {
  return text.replace(/\r\n|[\r\n]/g, '\n').replace(/[^\P{Cc}\n]/gu, (control) => {
    const code = control.charCodeAt(0);
    // The terminal would take those above 127 as commands.
    return code < 0x80 ? `^${String.fromCharCode(code ^ 0x40)}` : '?';
  });
}
