import { KEYBOARD_LAYOUTS, type KeyboardLayout } from '../../../shared/scan/scanner-layouts.ts';

/** The keys of the rows below, by their places. */
const PLACES = [
  'Backquote',
  ...[...'1234567890'].map((digit) => `Digit${digit}`),
  'Minus',
  'Equal',
  ...[...'QWERTYUIOP'].map((letter) => `Key${letter}`),
  'BracketLeft',
  'BracketRight',
  ...[...'ASDFGHJKL'].map((letter) => `Key${letter}`),
  'Semicolon',
  'Quote',
  'Backslash',
  'IntlBackslash',
  ...[...'ZXCVBNM'].map((letter) => `Key${letter}`),
  'Comma',
  'Period',
  'Slash',
];

/**
 * What each of these keys types: alone, with Shift, with AltGr (there only what is ASCII). A blank is a key that types
 * nothing by itself, as dead keys do. From the X keyboard database, each country's basic layout.
 */
const ROWS: Record<KeyboardLayout, readonly [plain: string, shift: string, altGraph: string]> = {
  us: [
    "`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./",
    '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?',
    '                                     |',
  ],
  gb: [
    "`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./",
    '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?',
    '|      {[]}\\ @                       |',
  ],
  de: [
    ' 1234567890ß qwertzuiopü+asdfghjklöä#<yxcvbnm,.-',
    '°!"§$%&/()=? QWERTZUIOPÜ*ASDFGHJKLÖÄ\'>YXCVBNM;:_',
    '       {[]}\\ @          ~            |',
  ],
  ch: [
    "§1234567890' qwertzuiopü asdfghjklöä$<yxcvbnm,.-",
    '°+"*ç%&/()=? QWERTZUIOPè!ASDFGHJKLéà£>YXCVBNM;:_',
    ' |@#   | ]}  @         []          {}\\',
  ],
  fr: [
    '²&é"\'(-è_çà)=azertyuiop $qsdfghjklmù*<wxcvbn,;:!',
    '~1234567890°+AZERTYUIOP £QSDFGHJKLM%µ>WXCVBN?./§',
    '  ~#{[|`\\^@]}            @           |',
  ],
  be: [
    '²&é"\'(§è!çà)-azertyuiop $qsdfghjklmùµ<wxcvbn,;:=',
    '³1234567890°_AZERTYUIOP *QSDFGHJKLM%£>WXCVBN?./+',
    ' |@#  ^{[{}\\ @         []            \\',
  ],
  es: [
    "º1234567890'¡qwertyuiop +asdfghjklñ ç<zxcvbnm,.-",
    'ª!"·$%&/()=?¿QWERTYUIOP *ASDFGHJKLÑ Ç>ZXCVBNM;:_',
    '\\|@#~  {[]}\\ @         []          {}|',
  ],
  it: [
    "\\1234567890'ìqwertyuiopè+asdfghjklòàù<zxcvbnm,.-",
    '|!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°§>ZXCVBNM;:_',
    '       {[]}`~@         []         @#',
  ],
  pt: [
    "\\1234567890'«qwertyuiop+ asdfghjklçº <zxcvbnm,.-",
    '|!"#$%&/()=?»QWERTYUIOP* ASDFGHJKLÇª >ZXCVBNM;:_',
    '  @    {[]}\\ @                       \\',
  ],
  br: [
    "'1234567890-=qwertyuiop [asdfghjklç ]\\zxcvbnm,.;",
    '"!@#$% &*()_+QWERTYUIOP {ASDFGHJKLÇ }|ZXCVBNM<>:',
    '       {[]}\\ /?                    ~',
  ],
  nordic: [
    " 1234567890+ qwertyuiopå asdfghjkl  '<zxcvbnm,.-",
    ' !"#¤%&/()=? QWERTYUIOPÅ ASDFGHJKL  *>ZXCVBNM;:_',
    '  @ $  {[]}  @',
  ],
  tr: [
    '"1234567890*-qwertyuıopğüasdfghjklşi,<zxcvbnmöç.',
    "é!'^+%&/()=?_QWERTYUIOPĞÜASDFGHJKLŞİ;>ZXCVBNMÖÇ:",
    "<> #$  {[]}\\|@          ~          '`|",
  ],
};

/** The same on every layout. */
const EVERYWHERE: Record<string, string> = {
  Space: ' ',
  NumpadAdd: '+',
  NumpadDecimal: '.',
  NumpadDivide: '/',
  NumpadMultiply: '*',
  NumpadSubtract: '-',
};

/** A key's place, as `KeyboardEvent.code` names it, and what is held with it. */
export type Position = { code: string; shift: boolean; altGraph: boolean };

/**
 * What a key types on a keyboard of this layout, whatever layout this machine has.
 *
 * @returns null for a key that types nothing there
 */
export function characterAt(layout: KeyboardLayout, { code, shift, altGraph }: Position) {
  const row = ROWS[layout][altGraph ? 2 : shift ? 1 : 0];
  const place = PLACES.indexOf(code);
  const character = place === -1 ? EVERYWHERE[code] : row.charAt(place).trim();
  return character || /^Numpad(\d)$/.exec(code)?.[1] || null;
}

/** The layouts that this machine may have, by what its keys have typed. */
export function layoutsTyping(
  keys: readonly (Position & { byKey: string | null; isDead: boolean })[],
): KeyboardLayout[] {
  return KEYBOARD_LAYOUTS.filter((layout) =>
    keys.every((key) => {
      const expected = characterAt(layout, key);
      if (key.isDead) return expected === null;
      return key.byKey === null || expected === null || expected === key.byKey;
    }),
  );
}
