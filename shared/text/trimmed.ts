/**
 * White space and invisible characters: zero-width characters, direction marks, the byte order mark and the soft
 * hyphen. They come along when a code is copied from a web page or a document.
 *
 * Characters that change the one before them don't belong here, such as variation selectors and the tags of a flag.
 */
const UNSEEN = /[\s[\p{Default_Ignorable_Code_Point}--[\p{Mark}\u{10000}-\u{10ffff}]]]/v;
const SEEN = new RegExp(UNSEEN.source.replace('[', '[^'), 'v');
const EACH_UNSEEN = new RegExp(UNSEEN, 'gv');

/** The text without white space and invisible characters at its ends. */
export function trimmed(text: string): string {
  const start = text.search(SEEN);
  if (start === -1) return '';
  let end = text.length;
  while (UNSEEN.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The text with an underscore in place of each character that `trimmed` might take off. */
export function withoutUnseen(text: string): string {
  return text.replace(EACH_UNSEEN, '_');
}
