/** What each key of a US keyboard types: alone, and with Shift. */
const PAIRS: Record<string, string> = {
  Backquote: '`~',
  Backslash: '\\|',
  BracketLeft: '[{',
  BracketRight: ']}',
  Comma: ',<',
  Equal: '=+',
  IntlBackslash: '\\|',
  Minus: '-_',
  Period: '.>',
  Quote: '\'"',
  Semicolon: ';:',
  Slash: '/?',
  Space: '  ',
  NumpadAdd: '++',
  NumpadDecimal: '..',
  NumpadDivide: '//',
  NumpadMultiply: '**',
  NumpadSubtract: '--',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

/**
 * What a key types on a US keyboard, whatever layout this machine has: most scanners send the keys of one.
 *
 * @param code the key's place, as `KeyboardEvent.code` names it
 * @returns null for a key that types nothing there
 */
export function usCharacter(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  return /^Numpad(\d)$/.exec(code)?.[1] ?? PAIRS[code]?.charAt(shift ? 1 : 0) ?? null;
}
