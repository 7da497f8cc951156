import { type Affixes, BEGINS_TEXT, bareCode } from './parse-code.ts';

/** No symbol holds more characters than the largest QR code holds digits. A longer text is several codes. */
const MOST_CHARACTERS = 7089;

/** The longest silence within one text, in milliseconds. A text whose end never comes is over after that. */
export const TEXT_SILENCE_MS = 1000;

/**
 * A text of several lines in one code, such as a vCard, a calendar entry or a MECARD.
 *
 * A scanner sends each line as if it were a code of its own, and none of them may be taken for a badge's.
 */
export class MultilineText {
  readonly #lines: string[];
  readonly #isOver: (text: string) => boolean;

  private constructor(line: string, isOver: (text: string) => boolean) {
    this.#lines = [line];
    this.#isOver = isOver;
  }

  /**
   * The text that a line begins, or null if the line is a code by itself.
   *
   * @param affixes what this device's scanners put around every code
   */
  static beginningWith(line: string, affixes: Affixes): MultilineText | null {
    // A scanner may be set to put a control character before its codes although the settings don't say so.
    const beginnings = [line, line.replace(/^[\p{Cc}\p{Cf}]+/u, '')].map((raw) =>
      bareCode(raw, affixes),
    );
    const first = beginnings.find((code) => BEGINS_TEXT.test(code));
    if (first === undefined) return null;
    const name = /^BEGIN:\s*([\w-]*)/i.exec(first)?.[1];
    return new MultilineText(line, name === undefined ? isMecardOver : endOf(name, first));
  }

  /** Adds the next line, which belongs to this text. */
  add(line: string): void {
    this.#lines.push(line);
  }

  /** Whether the text has had its last line, or is already longer than one text can be. */
  get isOver(): boolean {
    return this.raw.length > MOST_CHARACTERS || this.#isOver(this.raw);
  }

  /** The whole text as one code, which `parseCode` refuses. */
  get raw(): string {
    return this.#lines.join('\n');
  }
}

/**
 * Makes the test that finds the end of what `BEGIN:` began. A card may contain another one, so the text is over once it
 * has as many `END:` of its name as `BEGIN:`.
 *
 * @param first the first line, without what the scanner added. Some scanners leave out the line breaks, so it may be
 *   the whole text
 */
function endOf(name: string, first: string): (text: string) => boolean {
  const isWhole = /^BEGIN:([\w-]+).*END:\1\W*$/i.test(first);
  const count = (word: string, text: string) =>
    text.match(new RegExp(`^\\W*${word}:\\s*${name}(?![\\w-])`, 'gim'))?.length ?? 0;
  // The first BEGIN isn't counted here, since something that the scanner added may stand before it.
  return (text) => isWhole || count('END', text) > count('BEGIN', afterFirstLine(text));
}

function afterFirstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? '' : text.slice(end + 1);
}

/** Two semicolons end a MECARD, even on two lines. A semicolon after a backslash is part of a name. */
function isMecardOver(text: string): boolean {
  return /(?<!\\);\s*;/.test(text);
}
