/**
 * A text in which every character that can't be seen is spelt out. Control characters appear as the settings accept
 * them, `\x1d`, and others, such as unusual spaces and emoji, by their number, `‹U+200B›`.
 */
export function visibleText(text: string): string {
  return text.replace(
    /[[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Extended_Pictographic}\ufffd]--[ ©®™]]/gv,
    (unseen) => {
      const number = (unseen.codePointAt(0) ?? 0).toString(16);
      return /\p{Cc}/u.test(unseen)
        ? `\\x${number.padStart(2, '0')}`
        : `‹U+${number.toUpperCase().padStart(4, '0')}›`;
    },
  );
}
