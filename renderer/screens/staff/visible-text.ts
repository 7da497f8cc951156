/**
 * A text with what nobody can see of it spelt out: control characters as the settings take them, `\x1d`, and others by
 * their number, `⟨U+200B⟩`, an unusual space among them.
 */
export function visibleText(text: string): string {
  return text.replace(
    /[[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\ufffd]--[ ]]/gv,
    (unseen) => {
      const number = (unseen.codePointAt(0) ?? 0).toString(16);
      return /\p{Cc}/u.test(unseen)
        ? `\\x${number.padStart(2, '0')}`
        : `⟨U+${number.toUpperCase().padStart(4, '0')}⟩`;
    },
  );
}
