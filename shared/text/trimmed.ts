/**
 * White space, and what nobody sees at the end of a code either: zero-width characters, marks of direction, the byte
 * order mark, the soft hyphen. Copying a code out of a web page or a document brings them along.
 *
 * What changes the character before it is none of them: variation selectors and other marks, the tags of a flag.
 */
const UNSEEN = /[\s[\p{Default_Ignorable_Code_Point}--[\p{Mark}\u{10000}-\u{10ffff}]]]/v;
const SEEN = new RegExp(UNSEEN.source.replace('[', '[^'), 'v');
const EACH_UNSEEN = new RegExp(UNSEEN, 'gv');

/** The text without what nobody sees at its ends. */
export function trimmed(text: string): string {
  const start = text.search(SEEN);
  if (start === -1) return '';
  let end = text.length;
  while (UNSEEN.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The text with an underscore for each character that `trimmed` may take off. */
export function withoutUnseen(text: string): string {
  return text.replace(EACH_UNSEEN, '_');
}
