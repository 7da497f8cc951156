/** What the keys type: letters, signs in their place, or a PIN. */
export type Layer = 'letters' | 'signs' | 'digits';

const DIGITS = '1234567890';

/**
 * All characters that an address or a key may have. Those that nearly every one has stand among the letters, so that
 * nobody has to look for them.
 */
const WIDE: Record<Layer, string> = {
  letters: `${DIGITS}qwertyuiopasdfghjkl-zxcvbnm./_`,
  signs: `${DIGITS}!"#$%&'()*+,-/:;<=>?@[\\]^\`{|}~`,
  digits: DIGITS,
};

/**
 * By the alphabet, six keys side by side. On a narrow screen ten would be too narrow for a finger, and the rows of a
 * keyboard that are broken in two are hard to search.
 */
const NARROW: Record<Layer, string> = {
  ...WIDE,
  letters: `${DIGITS}abcdefghijklmnopqrstuvwxyz-./_`,
};

/** The characters that the keys type, in their order from left to right and from top to bottom. */
export function keysOf(layer: Layer, capitals: boolean, isNarrow: boolean): string[] {
  const keys = [...(isNarrow ? NARROW : WIDE)[layer]];
  return capitals ? keys.map((key) => key.toUpperCase()) : keys;
}
