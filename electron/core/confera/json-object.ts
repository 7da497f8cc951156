/** The body of an answer: a JSON object. Confera documents no field of it but `ok` and `duplicate`. */
export type JsonObject = Record<string, unknown>;

/** No answer of Confera's is nested deeper. The parser's time and the stack of whoever walks it grow with the depth. */
const DEEPEST = 64;

/** Objects, lists and their members together: a page of 500 events has a third of this at most. */
const MOST_PARTS = 50_000;

/**
 * A text as a JSON object; undefined where it is none, or one that would keep the main thread busy: a mebibyte can
 * hold 400,000 nested lists.
 */
export function parseJsonObject(text: string): JsonObject | undefined {
  if (!text.trimStart().startsWith('{') || !isModest(text)) return undefined;
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}

/** Whether a text is within the limits, by its brackets and commas alone; what it says is the parser's to judge. */
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

/** Where a string that begins here ends; the text's end where it doesn't. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
