/**
 * One emoji with everything that belongs to it: its skin's colour, its tags, and what is joined to it. Signs that are
 * older than emoji, and that the screen's own fonts have, are none.
 */
const EMOJI =
  /[[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]--[©®™‼⁉↔-↙♀♂♠♣♥♦]][\ufe0e\ufe0f\p{Emoji_Modifier}\u{e0020}-\u{e007f}]*(?:\u200d\p{Extended_Pictographic}[\ufe0e\ufe0f\p{Emoji_Modifier}]*)*\u200d?/gv;

/** What makes an emoji of the sign or the digit before it. */
const MAKES_EMOJI = /[\ufe0e\ufe0f\u20e3]/gu;

/**
 * Leaves the emoji out of a text that visitors see. The screen's fonts have none, and those of the system may have none,
 * or not the newest: then a box would stand in a person's name. A text of emoji alone becomes empty.
 */
export function withoutEmoji(text: string): string {
  return text.replace(EMOJI, ' ').replace(MAKES_EMOJI, '').replace(/ {2,}/g, ' ').trim();
}
