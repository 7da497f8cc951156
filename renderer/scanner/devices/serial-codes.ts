import { MultilineText } from '../../../shared/scan/multiline-text.ts';
import type { Affixes } from '../../../shared/scan/parse-code.ts';
import { LOST, NO_BYTES, type SerialLine, takeBytes, textOf } from './serial-line.ts';

/** How long a scanner that sends nothing after its codes is silent when one of them is over, in milliseconds. */
const SILENCE_MS = 200;
/** The same for a scanner that sends a line break after its codes, or may do so: the rest is probably only late. */
const MISSING_END_MS = 1000;

/** Divides what a serial scanner sends into codes, by its line breaks or by its silences. */
export class SerialCodes {
  readonly #affixes: Affixes;
  #line: SerialLine = NO_BYTES;
  /** The text of several lines to which `#line` belongs; null if there is none. */
  #text: MultilineText | null = null;
  /** How this scanner ends its codes. One that has sent a line break after a code once is set to do so. */
  #endsBy: 'unknown' | 'line-break' | 'silence' = 'unknown';

  constructor(affixes: Affixes) {
    this.#affixes = affixes;
  }

  /** Takes more bytes. Returns the codes that they complete. */
  take(chunk: Iterable<number>): string[] {
    const { line, codes: lines } = takeBytes(this.#line, chunk);
    this.#line = line;
    return lines.flatMap((each) => this.#takeLine(each) ?? []);
  }

  /** Takes into account that bytes were lost, as after a parity error. */
  loseBytes(): void {
    this.#line = LOST;
  }

  /** How long the scanner has to be silent before `endBySilence` is called; null if nothing has come of a code yet. */
  get silenceMs(): number | null {
    if (this.#line.length === 0 && !this.#text) return null;
    return this.#endsBy === 'silence' ? SILENCE_MS : MISSING_END_MS;
  }

  /**
   * Ends what has come so far, because the scanner has been silent.
   *
   * @returns the code, which is empty if it lacks a part; null if a part of the same code was already given out
   */
  endBySilence(): string | null {
    if (this.#text) return this.#endText(this.#text);
    if (this.#line === LOST) return null;
    if (this.#endsBy === 'line-break') {
      // The line break is missing, so this is only a part of a code, and so is whatever comes before the next one.
      const part = [...LOST, ...this.#line];
      this.#line = LOST;
      return textOf(part);
    }
    const whole = this.#line;
    this.#line = NO_BYTES;
    this.#endsBy = 'silence';
    return textOf(whole);
  }

  #takeLine(line: string): string | null {
    if (this.#text) this.#text.add(line);
    else this.#text = MultilineText.beginningWith(line, this.#affixes);
    // A line break within a text doesn't show how the scanner ends its codes.
    if (this.#text && !this.#text.isOver) return null;
    const raw = this.#text?.raw ?? line;
    this.#text = null;
    this.#endsBy = 'line-break';
    return raw;
  }

  /** Ends a text whose last line has no line break, or whose own end never came. */
  #endText(text: MultilineText): string {
    if (this.#line.length > 0) text.add(textOf(this.#line));
    const restMayCome = this.#endsBy === 'line-break' && this.#line.length > 0 && !text.isOver;
    this.#line = restMayCome ? LOST : NO_BYTES;
    this.#text = null;
    return text.raw;
  }
}
