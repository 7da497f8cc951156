import type { Clock } from '../core/system/clock.ts';
import { LineCutter, type Piece } from './lines.ts';

const INTERRUPT = '\u0003';
const END_OF_INPUT = '\u0004';
const BACKSPACE = '\b';
const ERASE_LINE = '\u0015';
const DELETE = '\u007f';

/** The keys that a terminal acts on: Ctrl-C, Ctrl-D, Backspace in its two ways, Ctrl-U. */
const KEYS: readonly string[] = [INTERRUPT, END_OF_INPUT, BACKSPACE, ERASE_LINE, DELETE];

/** A second look before a key is believed to be alone: what came while the process was busy is read meanwhile. */
const SECOND_LOOK_MS = 10;

export type TypedLinesOptions = {
  clock: Clock;
  /** The longest gap between two keys of a scanner, milliseconds. */
  gapMs: number;
  onPiece: (piece: Piece) => void;
  /** Shows on the terminal what is typed. */
  show: (text: string) => void;
  /** Ctrl-C. */
  onInterrupt: () => void;
  /** Ctrl-D where no line has begun. */
  onEnd: () => void;
};

/**
 * The lines that a scanner or a person types at a terminal which leaves all keys to us. A key that edits or ends the
 * input is a person's where it comes alone, or repeated; amid other characters it is a part of a code, which is then
 * refused.
 */
export class TypedLines {
  readonly #options: TypedLinesOptions;
  readonly #cutter = new LineCutter();
  #lastAt = Number.NEGATIVE_INFINITY;
  #midLine = false;
  /** A key, as often as it came, of which nobody knows yet whether it is alone. */
  #held = '';
  #cancelWait = () => {};

  constructor(options: TypedLinesOptions) {
    this.#options = options;
  }

  /** Takes what was typed, however the system has cut it up. */
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

  /** The terminal is gone: a last line needs no end. */
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

  /** @param keys the same one, once or several times */
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

/** As terminals show it: a line's end, and control characters as the keys that type them. */
function shown(text: string): string {
  return text.replace(/\r\n|[\r\n]/g, '\n').replace(/[^\P{Cc}\n]/gu, (control) => {
    const code = control.charCodeAt(0);
    // Those above 127 would be commands to the terminal.
    return code < 0x80 ? `^${String.fromCharCode(code ^ 0x40)}` : '?';
  });
}
