/** The body of an answer, which is a JSON object. Confera documents only its fields `ok` and `duplicate`. */
export type JsonObject = Record<string, unknown>;

/**
 * No answer from Confera is nested deeper. The parser's time, and the stack of whoever walks the object, grow with it.
 */
const DEEPEST = 64;

/** How many objects, lists and members there may be in all. A page of 500 events has a third of this at most. */
const MOST_PARTS = 50_000;

/**
 * Parses a text as a JSON object. The result is undefined if the text isn't one, or if it would keep the main thread
 * busy: a mebibyte can hold 400,000 nested lists.
 */
export function parseJsonObject(text: string): JsonObject | undefined {
  if (!text.trimStart().startsWith('{') || !isModest(text)) return undefined;
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}

/**
 * Whether a text is within the limits. It only counts brackets and commas, and leaves everything else to the parser.
 */
function isModest(text: string): boolean {
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case '{':
      case '[':
        depth += 1;
        parts += 1;
        if (depth > DEEPEST) return false;
        break;
      case '}':
      case ']':
        depth -= 1;
        break;
      case ',':
        parts += 1;
        break;
    }
    if (parts > MOST_PARTS) return false;
  }
  return true;
}

/** Where the string that begins here ends, or the end of the text if it never does. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
