import { type Affixes, BEGINS_TEXT, bareCode } from './parse-code.ts';

/** No symbol holds more: a QR code of the largest size, digits alone. What is longer is several codes. */
const MOST_CHARACTERS = 7089;

/** How long a scanner is silent at most within one text, in milliseconds: one that never ends is over then. */
export const TEXT_SILENCE_MS = 1000;

/**
 * A text of several lines out of one code: a vCard, a calendar entry, a MECARD. Scanners send each of its lines like a
 * code of its own, and none of them may be taken for one.
 */
export class LinedText {
  readonly #lines: string[];
  readonly #isOver: (text: string) => boolean;

  private constructor(line: string, isOver: (text: string) => boolean) {
    this.#lines = [line];
    this.#isOver = isOver;
  }

  /**
   * The text that begins with a line; null where the line is a code by itself.
   *
   * @param affixes what this device's scanners put around every code
   */
  static begunBy(line: string, affixes: Affixes): LinedText | null {
    // A scanner may put a control character before its codes that nobody has told us of.
    const beginnings = [line, line.replace(/^[\p{Cc}\p{Cf}]+/u, '')].map((raw) =>
      bareCode(raw, affixes),
    );
    const first = beginnings.find((code) => BEGINS_TEXT.test(code));
    if (first === undefined) return null;
    const name = /^BEGIN:\s*([\w-]*)/i.exec(first)?.[1];
    return new LinedText(line, name === undefined ? isMecardOver : endOf(name, first));
  }

  /** Takes the next line, which belongs to it. */
  add(line: string): void {
    this.#lines.push(line);
  }

  /** Whether its last line has come; also where so much has come that it can't be one text. */
  get isOver(): boolean {
    return this.raw.length > MOST_CHARACTERS || this.#isOver(this.raw);
  }

  /** All of it, as one code that `parseCode` refuses. */
  get raw(): string {
    return this.#lines.join('\n');
  }
}

/**
 * Tells the end of what `BEGIN:` began: as many `END:` of the same name, since a card may hold another one.
 *
 * @param first the first line, without what the scanner added: some scanners leave the line breaks out
 */
function endOf(name: string, first: string): (text: string) => boolean {
  const isWhole = /^BEGIN:([\w-]+).*END:\1\W*$/i.test(first);
  const count = (word: string, text: string) =>
    text.match(new RegExp(`^\\W*${word}:\\s*${name}(?![\\w-])`, 'gim'))?.length ?? 0;
  // The first BEGIN is counted by itself: something of the scanner's may stand before it.
  return (text) => isWhole || count('END', text) > count('BEGIN', afterFirstLine(text));
}

function afterFirstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? '' : text.slice(end + 1);
}

/** The two semicolons may stand on two lines; one after a backslash is part of a name. */
function isMecardOver(text: string): boolean {
  return /(?<!\\);\s*;/.test(text);
}
